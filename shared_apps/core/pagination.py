"""Pages: a cursor where there may be many, one page where all fit; `{"next", "previous", "results"}` either way."""

from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination as DrfCursorPagination


class CursorPagination(DrfCursorPagination):
    """`{"next", "previous", "results"}`; `?limit=` up to `max_page_size`. Stable under inserts."""

    page_size = 50
    max_page_size = 100
    page_size_query_param = "limit"
    ordering = "-id"

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> list[Any] | None:
        """Return one page; raises NotFound for a cursor that is not ours."""
        try:
            return super().paginate_queryset(queryset, request, view)
        except (ValidationError, ValueError, TypeError, DataError) as error:
            # A made-up cursor decodes to a place that is none; without one the fault is not the caller's.
            if self.cursor_query_param not in request.query_params:
                raise
            raise NotFound(self.invalid_cursor_message) from error


class WholePageSerializer(serializers.Serializer[Any]):
    """A list that always fits one page; `results` is the subclass's own."""

    next = serializers.CharField(allow_null=True, help_text="Always null: everything is here.")
    previous = serializers.CharField(allow_null=True)


def whole_page(results: Any) -> dict[str, Any]:
    """Return everything as the only page."""
    return {"next": None, "previous": None, "results": results}


@cache
def whole_page_of(row: type[serializers.BaseSerializer[Any]]) -> type[WholePageSerializer]:
    """Return the shape of a page of `row`, named after it; the same each time, as the API's description wants it."""
    name = row.__name__.removesuffix("Serializer")
    return type(f"{name}ListSerializer", (WholePageSerializer,), {"results": row(many=True)})
