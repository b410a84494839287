"""JSON that can be kept: what PostgreSQL or a strict reader of our answers would choke on is refused at the door."""

import json
import math
import re
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser
from rest_framework.utils import json as strict_json

# Only a text with one of these can hold what is looked for below; most hold none and are not walked through.
_SUSPICIOUS = re.compile(r"\\u(?:0000|d[89a-f])", re.IGNORECASE)
_UNKEPT = re.compile("[\x00\ud800-\udfff]")


class KeptJsonParser(JSONParser):
    """Raises ParseError for what is no JSON, nests too deep, or holds NUL, half a character or an endless number.

    Bodies above `settings.DATA_UPLOAD_MAX_MEMORY_SIZE` are answered 413.
    """

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        raw: bytes = stream.read(most + 1)
        if len(raw) > most:
            raise RequestDataTooBig
        try:
            return kept_json(raw.decode((parser_context or {}).get("encoding") or "utf-8"))
        except ValueError as error:
            raise ParseError(
                "The body is not JSON, or holds what cannot be kept: NUL, half a character."
            ) from error


def kept_json(text: str) -> Any:
    """Return what a JSON text says; raises ValueError for what is none, nests too deep or cannot be kept."""
    try:
        parsed = json.loads(text, parse_constant=strict_json.strict_constant, parse_float=_number)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if _SUSPICIOUS.search(text) and _is_unkept(parsed):
        raise ValueError("a character that cannot be kept")
    return parsed


def _number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("out of range")
    return number


def _is_unkept(parsed: Any) -> bool:
    """Tell whether any text in `parsed` cannot be stored. Walks without recursion, however deep it is."""
    left = [parsed]
    while left:
        node = left.pop()
        if isinstance(node, str) and _UNKEPT.search(node):
            return True
        if isinstance(node, dict):
            left += [*node, *node.values()]
        elif isinstance(node, list):
            left += node
    return False
