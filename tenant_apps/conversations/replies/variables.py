"""Fill {{contact.first_name|there}} and its like. Pure."""

import re
from collections.abc import Mapping

_VARIABLE = re.compile(r"\{\{\s*([a-z_]+(?:\.[\w-]+)+)\s*(?:\|([^{}]*))?\}\}")

NAMES = (
    "contact.name",
    "contact.first_name",
    "contact.phone",
    "contact.email",
    "agent.name",
    "agent.first_name",
    "agent.email",
    "business.name",
    "business.phone",
    "business.address",
    "business.website",
    "channel.name",
)
CUSTOM = "contact.custom."


def fill(text: str, values: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return `text` with its variables filled, and the names of those that had neither a value nor a fallback."""
    missing: list[str] = []

    def value_of(match: re.Match[str]) -> str:
        name, fallback = match.group(1), match.group(2)
        value = values.get(name, "")
        if value:
            return value
        if fallback is None:
            missing.append(name)
            return ""
        return fallback.strip()

    return _VARIABLE.sub(value_of, text), list(dict.fromkeys(missing))


def unknown_in(text: str) -> list[str]:
    """Return the variables of `text` that nobody fills."""
    names = [match.group(1) for match in _VARIABLE.finditer(text)]
    return [name for name in dict.fromkeys(names) if name not in NAMES and not name.startswith(CUSTOM)]
