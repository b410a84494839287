from enum import StrEnum

from shared_apps.core.errors import AppError, ErrorCode, Forbidden, NotFound


class WebchatErrorCode(StrEnum):
    VISITOR_EXPIRED = "visitor_expired"
    BAD_IDENTITY = "bad_identity"
    WRONG_ORIGIN = "wrong_origin"
    DETAILS_MISSING = "details_missing"


class NoSuchWebsite(NotFound):
    def __init__(self) -> None:
        super().__init__("There is no chat at this address.")


class VisitorExpired(AppError):
    def __init__(self) -> None:
        super().__init__(WebchatErrorCode.VISITOR_EXPIRED, "This visit is over. Start a new one.", status=401)


class BadIdentity(Forbidden):
    def __init__(self) -> None:
        super().__init__("The hash does not prove this user id. Make it with the identity secret.")
        self.code = WebchatErrorCode.BAD_IDENTITY


class WrongOrigin(Forbidden):
    def __init__(self) -> None:
        super().__init__("This website may not use this chat. Its owner can add it under allowed websites.")
        self.code = WebchatErrorCode.WRONG_ORIGIN


class TooFast(AppError):
    def __init__(self, wait_s: float) -> None:
        super().__init__(
            ErrorCode.THROTTLED,
            "That was too fast. Wait a moment.",
            status=429,
            data={"retry_after_s": round(wait_s, 1)},
        )
