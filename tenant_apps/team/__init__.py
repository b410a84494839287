"""The people of a workspace, their teams, who is here and what each may do and see.

Owns: Member, Team, TeamMembership. Imports: core, facts, realtime, accounts, audit, tenants.
Announces: TeamChanged, TeamDeleted, MemberChanged, MemberCameOnline, MemberWentAway.
Who is here is kept in Valkey by the sockets; only a change of it comes to the database.
"""
