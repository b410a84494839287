"""Answers of very many rows."""

from collections.abc import Mapping
from typing import Any

import msgspec
from rest_framework.renderers import JSONRenderer


class RowsRenderer(JSONRenderer):
    """The same JSON as everywhere, by a compiled encoder: the usual one calls Python back for each id and date.

    For plain rows: dictionaries of texts, numbers, UUIDs and dates with a zone. What else comes, such as a refusal
    with its fields, goes the usual way.
    """

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        try:
            return msgspec.json.encode(data)
        except TypeError:
            usual: bytes = super().render(data, accepted_media_type, renderer_context)
            return usual
