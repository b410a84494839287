"""What may not be said or followed, and what was kept back: the owner can read all of it.

Owns: Blocked.
"""
