"""How an activation code is written. Pure."""

import hashlib

# Without 0, 1, I, L, O and U: what is read aloud or from paper is typed right. 16 letters are 78 bits.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def plain(typed: str) -> str:
    """Return a code as it was made, however it was typed."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def digest_of(code: str) -> str:
    """Return what is stored: a code is random, so nothing slower than SHA-256 is needed."""
    return hashlib.sha256(code.encode()).hexdigest()
