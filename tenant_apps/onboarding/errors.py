from enum import StrEnum

from shared_apps.core.errors import AppError


class OnboardingErrorCode(StrEnum):
    WEBSITE_UNREADABLE = "website_unreadable"
    LOGO_UNREADABLE = "logo_unreadable"


class WebsiteUnreadable(AppError):
    """`message` says why, in the words of whoever tried."""

    def __init__(self, message: str) -> None:
        super().__init__(OnboardingErrorCode.WEBSITE_UNREADABLE, message, fields={"url": [message]})


class LogoUnreadable(AppError):
    def __init__(self) -> None:
        message = "This picture cannot be used as a logo. Choose another one or upload a file."
        super().__init__(OnboardingErrorCode.LOGO_UNREADABLE, message, fields={"logo_url": [message]})
