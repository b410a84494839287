from enum import StrEnum

from shared_apps.core.errors import AppError, Conflict


class OrganisingErrorCode(StrEnum):
    TIME_NOT_UNDERSTOOD = "time_not_understood"
    TOO_LATE_TO_UNDO = "too_late_to_undo"


class TimeNotUnderstood(AppError):
    def __init__(self, text: str) -> None:
        message = (
            "This time is not understood. Write such as “in 2 hours”, “tomorrow 9:00” or “на понеділок”."
        )
        super().__init__(
            OrganisingErrorCode.TIME_NOT_UNDERSTOOD, message, fields={"text": [message]}, data={"text": text}
        )


class TooLateToUndo(Conflict):
    def __init__(self) -> None:
        super().__init__(
            OrganisingErrorCode.TOO_LATE_TO_UNDO, "It is too late to undo this, or it is still being done."
        )
