"""Google's accounts, as far as signing in goes: the page, the token endpoint, the keys.

Quirks: a code works once and for one address and challenge; the key pair is new with each start of the sandbox.
"""
