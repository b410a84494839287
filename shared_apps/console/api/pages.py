"""Pages of the console's lists."""

from typing import Any

from rest_framework.response import Response

from shared_apps.core.pagination import CursorPagination


class ConsolePages(CursorPagination):
    """Up to a thousand rows a page, and how many there are in all."""

    max_page_size = 1000
    total = 0

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> list[Any] | None:
        self.total = queryset.order_by().count()
        return super().paginate_queryset(queryset, request, view)

    def get_paginated_response(self, data: Any) -> Response:
        links = {"next": self.get_next_link(), "previous": self.get_previous_link()}
        return Response({**links, "total": self.total, "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        shape: dict[str, Any] = super().get_paginated_response_schema(schema)
        shape["properties"]["total"] = {"type": "integer", "description": "Over all pages."}
        shape["required"] = [*shape.get("required", []), "total"]
        return shape


class NewestFirst(ConsolePages):
    ordering = "-id"
