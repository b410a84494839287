"""Mailboxes that are read by IMAP: every mail goes into the intake's ledger once, whatever dies.

Owns: how far each folder has been read. Imports: the e-mail adapter's connections, the intake. Announces: nothing.

The place in the folder and the mail's row in the ledger commit in one transaction, and the place is checked again under
its lock; so a crash between reading and committing reads the mail again, and two readers at once take it once.
"""
