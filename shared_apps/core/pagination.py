"""Cursor pagination: stable under inserts, the same cost on every page."""

from rest_framework.pagination import CursorPagination as DrfCursorPagination


class CursorPagination(DrfCursorPagination):
    """`{"next", "previous", "results"}`; `?limit=` up to `max_page_size`."""

    page_size = 50
    max_page_size = 100
    page_size_query_param = "limit"
    ordering = "-id"
