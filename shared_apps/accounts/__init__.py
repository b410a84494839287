"""People who sign in: users, sessions, tokens, codes. The engine is allauth headless.

Owns: User, RefreshToken. Imports: core, tenants, audit. Announces: nothing.
"""
