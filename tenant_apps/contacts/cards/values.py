"""What a custom field takes. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date
from math import isfinite
from typing import Any, Protocol
from urllib.parse import urlsplit

MAX_TEXT = 2_000


class Field(Protocol):
    """A custom field, as far as its values are concerned."""

    @property
    def key(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def options(self) -> Sequence[str]: ...


def checked(field: Field, value: Any) -> Any:
    """Return `value` as it is stored, None for none; raises ValueError that says what the field takes."""
    if value is None or value == "":
        return None
    if field.kind == "checkbox":
        if not isinstance(value, bool):
            raise ValueError("Give true or false.")
        return value
    if field.kind == "number":
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            raise ValueError("Give a number.")
        return value
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise ValueError(f"Give a text of at most {MAX_TEXT} characters.")
    return _checked_text(field, value.strip().replace("\0", ""))


def _checked_text(field: Field, value: str) -> str:
    if field.kind == "date":
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError as error:
            raise ValueError("Give a date such as 2026-11-21.") from error
    if field.kind == "list" and value not in field.options:
        raise ValueError("Choose one of the list.")
    if field.kind == "link":
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise ValueError("Give an address that begins with https://.")
    return value


def changed(
    fields: Sequence[Field], stored: Mapping[str, Any], given: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """Return the values after `given` is applied to `stored`, and what is wrong by `custom.<key>`."""
    known = {field.key: field for field in fields}
    values, wrong = dict(stored), dict[str, list[str]]()
    for key, value in given.items():
        if key not in known:
            wrong[f"custom.{key}"] = ["There is no such field."]
            continue
        try:
            kept = checked(known[key], value)
        except ValueError as error:
            wrong[f"custom.{key}"] = [str(error)]
            continue
        if kept is None:
            values.pop(key, None)
        else:
            values[key] = kept
    return values, wrong
