"""An operator looks into a workspace as one of its members sees it: for a reason, for a while, reading only.

The operator stays who they are: their own user, in a session of its own on the workspace's host, which says whose eyes
it borrows (`accounts.credentials.Guest`). `guard.GuestGuard` stands before every request of such a session. Begin, end
and what was done are on record in the platform's trail and in the business's own.
"""
