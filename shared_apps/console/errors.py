"""Why the console refuses something."""

from enum import StrEnum


class ConsoleErrorCode(StrEnum):
    SECOND_FACTOR_REQUIRED = "second_factor_required"
