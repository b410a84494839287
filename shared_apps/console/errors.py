"""Why the console refuses something."""

from enum import StrEnum


class ConsoleErrorCode(StrEnum):
    SECOND_FACTOR_REQUIRED = "second_factor_required"
    OWN_ACCOUNT = "console_own_account"
    NOT_ELIGIBLE = "console_not_eligible"
    OVERTAKEN = "console_overtaken"
