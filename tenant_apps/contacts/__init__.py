"""The people who write: contacts and the identities by which channels know them.

Owns: Contact, Identity. Imports: core, facts. Announces: ContactChanged.
A phone number is never required; an identity belongs to one channel account.
"""
