"""The `fields` parameter: names, nested braces and limits, as in `messages.limit(5){id,from},participants`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.meta.errors import GraphError

WORD = re.compile(r"\s*([A-Za-z_]+)((?:\.\w+\([^)]*\))*)\s*")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One field asked for, with the fields inside of it."""

    name: str
    limit: int = 25
    inner: tuple["Wanted", ...] = field(default_factory=tuple)


def parse(text: str) -> list[Wanted]:
    """Return the wanted fields; raises GraphError 2500 for a list Meta could not read."""
    found, rest = _level(text)
    if rest:
        raise GraphError(2500, f"Syntax error \"Unexpected character '{rest[0]}'\" at character 0: {text}")
    return found


def pick(known: Mapping[str, Any], wanted: list[Wanted]) -> dict[str, Any]:
    """Return what was asked for; a field that does not exist is refused, an empty one left out."""
    found: dict[str, Any] = {}
    for entry in wanted:
        if entry.name not in known:
            raise GraphError(100, f"Tried accessing nonexisting field ({entry.name})")
        value = known[entry.name]
        if isinstance(value, dict) and entry.inner and "data" not in value:
            value = pick(value, list(entry.inner))
        if value is not None:
            found[entry.name] = value
    return found


def _level(text: str) -> tuple[list[Wanted], str]:
    found: list[Wanted] = []
    rest = text
    while match := WORD.match(rest):
        rest = rest[match.end() :]
        inner: list[Wanted] = []
        if rest.startswith("{"):
            inner, rest = _level(rest[1:])
            if not rest.startswith("}"):
                return found, rest or "}"
            rest = rest[1:]
        limit = re.search(r"limit\((\d+)\)", match.group(2))
        found.append(Wanted(match.group(1), int(limit.group(1)) if limit else 25, tuple(inner)))
        if not rest.startswith(","):
            break
        rest = rest[1:]
    return found, rest.strip()
