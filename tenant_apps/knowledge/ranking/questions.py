"""A question that asks several things → its parts. Pure."""

import re

from tenant_apps.knowledge.language import query_words

_BREAK = re.compile(r"[?.!;]+\s+|,\s+|\s+(?:and|but|also|plus|і|й|та|але|також|а ще)\s+", re.IGNORECASE)
MAX_PARTS = 4
# One word alone ("… and Saturdays?") is the end of the part before it, not a question.
MIN_PART_WORDS = 2


def parts_of(question: str) -> list[str]:
    """Return the parts that can be asked alone; the whole question when there is one."""
    parts: list[str] = []
    for piece in _BREAK.split(question):
        words = len(query_words(piece or ""))
        if parts and words < MIN_PART_WORDS:
            parts[-1] += f" {piece}"
        elif words:
            parts.append(piece)
    if len(parts) > 1 and len(query_words(parts[0])) < MIN_PART_WORDS:
        parts[:2] = [f"{parts[0]} {parts[1]}"]
    return parts[:MAX_PARTS] if len(parts) > 1 else [question]
