"""Why the console refuses something."""

from enum import StrEnum


class ConsoleErrorCode(StrEnum):
    SECOND_FACTOR_REQUIRED = "second_factor_required"
    WORKSPACE_CLOSED = "workspace_closed"
    VISIT_OVER = "visit_over"
    VISIT_READS_ONLY = "visit_reads_only"
    VISIT_CLOSED_HERE = "visit_closed_here"
    OWN_ACCOUNT = "console_own_account"
    NOT_ELIGIBLE = "console_not_eligible"
    OVERTAKEN = "console_overtaken"
    NO_SUCH_OWNER = "console_no_such_owner"
