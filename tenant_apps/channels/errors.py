"""What can go wrong with a channel: bad webhooks, refused sends, refused connections."""

from enum import StrEnum

from shared_apps.intake.errors import BadPayload

__all__ = [
    "BadPayload",
    "ChannelErrorCode",
    "MediaUnavailable",
    "OnboardingRefused",
    "SendFailed",
    "SendFailureCode",
]


class SendFailureCode(StrEnum):
    """Why a message did not go out. The interface translates these."""

    TEXT_TOO_LONG = "text_too_long"
    CAPTION_TOO_LONG = "caption_too_long"
    FILE_TOO_LARGE = "file_too_large"
    EMPTY_MESSAGE = "empty_message"
    NOT_SUPPORTED = "not_supported"
    NO_RECIPIENT = "no_recipient"
    WINDOW_CLOSED = "window_closed"
    RECIPIENT_UNREACHABLE = "recipient_unreachable"
    RECIPIENT_OPTED_OUT = "recipient_opted_out"
    RECIPIENT_CAPPED = "recipient_capped"
    RATE_LIMITED = "rate_limited"
    UNAVAILABLE = "unavailable"
    UNCONFIRMED = "unconfirmed"
    SIGN_IN_EXPIRED = "sign_in_expired"
    NO_PERMISSION = "no_permission"
    ACCOUNT_BLOCKED = "account_blocked"
    NOT_REGISTERED = "not_registered"
    PAYMENT_REQUIRED = "payment_required"
    MEDIA_REFUSED = "media_refused"
    TEMPLATE_REFUSED = "template_refused"
    INVALID_REQUEST = "invalid_request"
    REFUSED = "refused"


class SendFailed(Exception):
    """A message was not, or perhaps not, accepted by the vendor.

    `ambiguous` means that the vendor may have taken it: wait for a receipt, never resend blindly.
    `blames_account` means that every further send of this account will fail until someone mends it.
    """

    def __init__(
        self,
        *,
        permanent: bool,
        code: SendFailureCode,
        reason_for_people: str,
        retry_after_s: float | None = None,
        ambiguous: bool = False,
        blames_account: bool = False,
        vendor_code: str | None = None,
    ) -> None:
        super().__init__(reason_for_people)
        self.permanent = permanent
        self.code = code
        self.reason_for_people = reason_for_people
        self.retry_after_s = retry_after_s
        self.ambiguous = ambiguous
        self.blames_account = blames_account
        self.vendor_code = vendor_code


class MediaUnavailable(Exception):
    """A customer's file cannot be fetched; `permanent` when asking again is of no use."""

    def __init__(self, *, permanent: bool, reason_for_people: str) -> None:
        super().__init__(reason_for_people)
        self.permanent = permanent
        self.reason_for_people = reason_for_people


class OnboardingRefused(Exception):
    """The vendor did not accept the account's credentials; `field` names the one to correct.

    `code` is for the interface to translate, with `detail` inside: a brand's name or the vendor's own words.
    """

    def __init__(
        self, *, reason_for_people: str, field: str | None = None, code: str = "", detail: str = ""
    ) -> None:
        super().__init__(reason_for_people)
        self.reason_for_people = reason_for_people
        self.field = field
        self.code = code
        self.detail = detail


class ChannelErrorCode(StrEnum):
    CONNECTION_REFUSED = "connection_refused"
    ACCOUNT_TAKEN = "account_taken"
    NOT_SUPPORTED = "not_supported"
    SWITCHED_OFF = "channel_switched_off"
