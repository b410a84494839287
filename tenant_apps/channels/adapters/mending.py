"""Bodies that are almost right: NUL, half an emoji, broken UTF-8."""

import json
import re
from typing import Any

import msgspec

from tenant_apps.channels.errors import BadPayload

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def mend(body: bytes) -> bytes:
    """Return the body without what PostgreSQL and strict decoders refuse.

    Raises BadPayload when even a tolerant reader finds no JSON.
    """
    try:
        return msgspec.json.encode(_mended(json.loads(body.decode("utf-8", "replace"))))
    except (ValueError, RecursionError) as error:
        raise BadPayload(f"The body is not JSON: {error}") from error


def _mended(node: Any) -> Any:
    if isinstance(node, str):
        return _UNSTORABLE.sub(lambda found: "" if found[0] == "\x00" else "\ufffd", node)
    if isinstance(node, dict):
        return {_mended(key): _mended(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_mended(item) for item in node]
    return node
