from enum import StrEnum

from shared_apps.core.errors import AppError, Conflict


class SourceErrorCode(StrEnum):
    BAD_ADDRESS = "bad_address"
    NO_ACCOUNT = "no_instagram_account"
    KNOWN_SOURCE = "known_source"
    TOO_MANY_SOURCES = "too_many_sources"
    PAUSED = "source_paused"


class BadAddress(AppError):
    def __init__(self) -> None:
        message = "This is not the address of a web page. Copy it from the browser's address bar."
        super().__init__(SourceErrorCode.BAD_ADDRESS, message, fields={"url": [message]})


class NoAccount(AppError):
    def __init__(self) -> None:
        message = "This Instagram account is not connected. Connect it in the settings first."
        super().__init__(SourceErrorCode.NO_ACCOUNT, message, fields={"account": [message]})


class KnownSource(Conflict):
    def __init__(self) -> None:
        super().__init__(
            SourceErrorCode.KNOWN_SOURCE, "This is read already. Refresh it instead of adding it again."
        )


class TooManySources(Conflict):
    def __init__(self, most: int) -> None:
        message = f"A workspace has up to {most} sources. Delete one that is not needed."
        super().__init__(SourceErrorCode.TOO_MANY_SOURCES, message, data={"most": most})


class Paused(Conflict):
    def __init__(self) -> None:
        super().__init__(SourceErrorCode.PAUSED, "This source is paused. Let it go on first.")
