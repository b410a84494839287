"""Writes: register, sign in, tokens, codes, profile."""
