"""The chat on a business's own website: visitors, their API and socket, the widget and the hosted page.

Owns: nothing in the database; a visitor is a signed token, a website is a channel account of kind `webchat`, whose
settings hold the widget's under `widget`. Imports: core, realtime, intake's actions, tenants, workspace, files,
contacts, channels, conversations. Announces: nothing.

A visitor sees their own messages on this website and nothing else: no other channel of the same person, no private
notes, no e-mails of the team, first names only.
"""
