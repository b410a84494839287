from enum import StrEnum

from shared_apps.core.errors import Invalid


class ListErrorCode(StrEnum):
    BAD_FILTER = "bad_filter"
    BAD_SORT = "bad_sort"
    BAD_CURSOR = "bad_cursor"


class BadFilter(Invalid):
    """A filter that is none; the message says what would be one."""

    def __init__(self, message: str) -> None:
        super().__init__(message, fields={"filter": [message]})
        self.code = ListErrorCode.BAD_FILTER


class BadSort(Invalid):
    def __init__(self, known: list[str]) -> None:
        message = f"Choose one of {', '.join(known)}."
        super().__init__(message, fields={"sort": [message]})
        self.code = ListErrorCode.BAD_SORT


class BadCursor(Invalid):
    def __init__(self) -> None:
        message = "This page is not known. Begin with the first one."
        super().__init__(message, fields={"cursor": [message]})
        self.code = ListErrorCode.BAD_CURSOR
