"""The people of a workspace, their teams, who is here and what each may do and see.

Owns: Member, Team, TeamMembership, Invitation, Joining. Imports: core, facts, realtime, accounts, audit, plans,
tenants.
Announces: TeamChanged, TeamDeleted, MemberJoined, MemberLeft, MemberChanged, MemberCameOnline, MemberWentAway.
Rooms: `rights` (who may do what and why), `invitations`, `leaving` (deactivated and back), `teams`, `attendance`.
Who is here is kept in Valkey by the sockets; only a change of it comes to the database.
"""
