"""How a stored secret is shown: as much as tells one from another, and no more."""

SHOWN_CHARS = 4
# Of a shorter secret four characters would be too much.
LEAST_CHARS = 12


def masked(secret: str) -> str:
    """Return "••••abcd", "••••" for a short secret, and nothing when there is none."""
    if not secret:
        return ""
    return "••••" + (secret[-SHOWN_CHARS:] if len(secret) >= LEAST_CHARS else "")
