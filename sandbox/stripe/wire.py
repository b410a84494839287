"""Form-encoded requests with nested names, and what one parameter of them means."""

import re
from typing import Any
from urllib.parse import parse_qsl

from sandbox.stripe.errors import StripeRefusal

Params = dict[str, Any]
_PART = re.compile(r"\[([^\]]*)\]")


def decoded(raw: str) -> Params:
    """Return `items[0][price]=x&expand[]=y` as nested dicts and lists; every leaf is text."""
    tree: Params = {}
    for name, value in parse_qsl(raw, keep_blank_values=True):
        head, _, rest = name.partition("[")
        keys = [head, *_PART.findall("[" + rest)] if rest else [head]
        _put(tree, keys, value)
    return {key: _listed(value) for key, value in tree.items()}


def _put(tree: Params, keys: list[str], value: str) -> None:
    for key in keys[:-1]:
        inside = tree.setdefault(key, {})
        if not isinstance(inside, dict):
            raise StripeRefusal(f"Invalid nesting at {key}.", param=key)
        tree = inside
    last = keys[-1] or str(len(tree))
    tree[last] = value


def _listed(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    inner = {key: _listed(each) for key, each in value.items()}
    if inner and all(key.isdigit() for key in inner):
        return [inner[key] for key in sorted(inner, key=int)]
    return inner


def number(params: Params, key: str, default: int | None = None) -> int | None:
    """Return a whole number; raises StripeRefusal."""
    value = params.get(key)
    if value is None or value == "":
        return default
    if not re.fullmatch(r"-?\d+", str(value)):
        raise StripeRefusal(f"Invalid integer: {value}", code="parameter_invalid_integer", param=key)
    return int(value)


def flag(params: Params, key: str, default: bool = False) -> bool:
    value = params.get(key)
    if value is None:
        return default
    if value not in ("true", "false"):
        raise StripeRefusal(f"Invalid boolean: {value}", param=key)
    return bool(value == "true")


def required(params: Params, key: str) -> Any:
    value = params.get(key)
    if value in (None, ""):
        message = f"Missing required param: {key}."
        raise StripeRefusal(message, code="parameter_missing", param=key)
    return value


def one_of(params: Params, key: str, choices: tuple[str, ...], default: str) -> str:
    value = params.get(key, default)
    if value not in choices:
        raise StripeRefusal(f"Invalid {key}: must be one of {', '.join(choices)}", param=key)
    return str(value)


def merged(old: dict[str, str], params: Params) -> dict[str, str]:
    """Return metadata after a request; an empty value takes a key away."""
    given = params.get("metadata") or {}
    if not isinstance(given, dict):
        return {}
    return {key: value for key, value in {**old, **given}.items() if value != ""}
