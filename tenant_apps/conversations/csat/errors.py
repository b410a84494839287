from enum import StrEnum

from shared_apps.core.errors import AppError, NotFound


class CsatErrorCode(StrEnum):
    RATING_UNKNOWN = "rating_unknown"
    RATING_EXPIRED = "rating_expired"


class RatingUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__("Nobody was asked at this address. Open the link from the message again.")
        self.code = CsatErrorCode.RATING_UNKNOWN


class RatingExpired(AppError):
    def __init__(self) -> None:
        super().__init__(
            CsatErrorCode.RATING_EXPIRED,
            "The time for this rating is over. Write to the business instead.",
            status=410,
        )
