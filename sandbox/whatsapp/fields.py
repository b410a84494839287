"""Strict checks of a request's fields, refused with the code and the path Meta would name."""

import re
from collections.abc import Callable
from typing import Any

from sandbox.whatsapp.errors import MetaError

Check = Callable[[Any, str], None]
LINK = re.compile(r"https?://[^\s]+")


def at(path: str, key: str) -> str:
    """Return the path as Meta writes it: interactive['body']['text']."""
    return f"{path}['{key}']" if path else key


def wrong(path: str, expected: str) -> MetaError:
    """Return the refusal of a wrong type."""
    return MetaError(100, f"Param {path} must be {expected}.")


def invalid(path: str, reason: str) -> MetaError:
    """Return the refusal of a value outside the documented limits."""
    return MetaError(131009, f"Param {path} {reason}.")


def text(longest: int, *, shortest: int = 1) -> Check:
    """Check a string by its length in characters."""

    def check(value: Any, path: str) -> None:
        if not isinstance(value, str):
            raise wrong(path, "a string")
        if not shortest <= len(value) <= longest:
            raise invalid(path, f"must be {shortest} to {longest} characters long, it has {len(value)}")

    return check


def boolean(value: Any, path: str) -> None:
    if not isinstance(value, bool):
        raise wrong(path, "a boolean")


def mapping_of_anything(value: Any, path: str) -> None:
    if not isinstance(value, dict):
        raise wrong(path, "an object")


def link(value: Any, path: str) -> None:
    if not isinstance(value, str) or len(value) > 2000 or not LINK.fullmatch(value):
        raise invalid(path, "must be a URL that begins with http:// or https://")


def degrees(limit: float) -> Check:
    """Check a coordinate; Meta's own examples send numbers as strings."""

    def check(value: Any, path: str) -> None:
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise wrong(path, "a number")
        try:
            number = float(value)
        except ValueError:
            raise invalid(path, "is not a number") from None
        if not -limit <= number <= limit:
            raise invalid(path, f"must be between -{limit:g} and {limit:g}")

    return check


def one_of(*allowed: str) -> Check:
    """Check against a closed list."""

    def check(value: Any, path: str) -> None:
        if not isinstance(value, str):
            raise wrong(path, "a string")
        if value not in allowed:
            raise invalid(path, f"must be one of {{{', '.join(allowed)}}}")

    return check


def listing(item: Check, *, most: int, least: int = 1) -> Check:
    """Check an array and every item of it."""

    def check(value: Any, path: str) -> None:
        if not isinstance(value, list):
            raise wrong(path, "an array")
        if not least <= len(value) <= most:
            raise invalid(path, f"must have {least} to {most} items, it has {len(value)}")
        for index, entry in enumerate(value):
            item(entry, f"{path}[{index}]")

    return check


def mapping(required: dict[str, Check], optional: dict[str, Check] | None = None) -> Check:
    """Check an object: every required key present, no unknown key, every value right."""
    known = {**required, **(optional or {})}

    def check(value: Any, path: str) -> None:
        mapping_of_anything(value, path)
        refuse_unknown(value, known, path)
        for key in required:
            if value.get(key) is None:
                raise MetaError(131008, f"The parameter {at(path, key)} is required.")
        for key, entry in value.items():
            known[key](entry, at(path, key))

    return check


def refuse_unknown(value: dict[str, Any], known: Any, path: str) -> None:
    """Refuse the first key that the API does not know."""
    for key in value:
        if key not in known:
            raise MetaError(100, f'Unexpected key "{key}" on param "{path or "$"}".')


def exactly_one(value: dict[str, Any], path: str, *keys: str) -> str:
    """Return which one of the alternative keys is given; none or several are refused."""
    given = [key for key in keys if value.get(key) is not None]
    if not given:
        raise MetaError(131008, f"One of {' or '.join(at(path, key) for key in keys)} is required.")
    if len(given) > 1:
        raise MetaError(100, f"Only one of {' and '.join(at(path, key) for key in given)} may be given.")
    return given[0]
