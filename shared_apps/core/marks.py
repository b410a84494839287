"""What somebody saw when they began to change it."""

import hashlib
import json


def mark_of(*said: object) -> str:
    """Return a short name for these values as they are now: who shows it has seen this and nothing older."""
    text = json.dumps(said, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
