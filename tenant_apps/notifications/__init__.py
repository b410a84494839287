"""Telling members what concerns them: alerts in the app, on their devices, by e-mail.

Owns: Alert, AlertSettings, PushSubscription. Imports: core, facts, realtime, team, workspace, contacts, channels,
conversations. Announces: nothing; alerts go to their own member's sockets only.

One unread alert stands for all of the same about one conversation: it counts on instead of piling up.
"""
