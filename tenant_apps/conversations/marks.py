"""The line under the agent's answers on plans that carry one. Pure."""

import re

LINES = {"en": "— Answered by Parlor AI", "uk": "— Відповідь Parlor AI"}
_CYRILLIC = re.compile("[а-яіїєґ]", re.IGNORECASE)
_LINE = re.compile(r"\s*(?:" + "|".join(map(re.escape, LINES.values())) + r")\s*$")


def marked(text: str) -> str:
    """Return `text` with the line under it, in the alphabet of the text; once."""
    line = LINES["uk" if _CYRILLIC.search(text) else "en"]
    return f"{without_mark(text)}\n\n{line}"


def without_mark(text: str) -> str:
    """Return what the agent itself said, for whoever reads on: a model repeats what it sees under each answer."""
    return _LINE.sub("", text)
