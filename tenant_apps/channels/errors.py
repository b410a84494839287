"""What can go wrong with a channel: bad webhooks, refused sends, refused connections."""

from enum import StrEnum
from typing import Literal

from shared_apps.intake.errors import BadPayload, ProofAway

__all__ = [
    "BadPayload",
    "ChannelErrorCode",
    "MediaUnavailable",
    "OnboardingRefused",
    "ProofAway",
    "SendFailed",
    "SendFailureCode",
    "WayOut",
    "way_out",
]

WayOut = Literal["retry", "reconnect", "template", "none"]


class SendFailureCode(StrEnum):
    """Why a message did not go out. The interface translates these."""

    TEXT_TOO_LONG = "text_too_long"
    CAPTION_TOO_LONG = "caption_too_long"
    FILE_TOO_LARGE = "file_too_large"
    EMPTY_MESSAGE = "empty_message"
    NOT_SUPPORTED = "not_supported"
    NO_RECIPIENT = "no_recipient"
    WINDOW_CLOSED = "window_closed"
    NEEDS_TEMPLATE = "needs_template"
    ONLY_PEOPLE = "only_people"
    RECIPIENT_UNREACHABLE = "recipient_unreachable"
    RECIPIENT_BLOCKED = "recipient_blocked"
    RECIPIENT_GONE = "recipient_gone"
    RECIPIENT_OPTED_OUT = "recipient_opted_out"
    RECIPIENT_CAPPED = "recipient_capped"
    NOT_ON_WHATSAPP = "not_on_whatsapp"
    MUST_WRITE_FIRST = "must_write_first"
    COUNTRY_REFUSED = "country_refused"
    TEST_NUMBER = "test_number"
    OWN_NUMBER = "own_number"
    PHONE_NEEDED = "phone_needed"
    IDENTITY_CHANGED = "identity_changed"
    COMMENT_ANSWERED = "comment_answered"
    COMMENT_CLOSED = "comment_closed"
    RATE_LIMITED = "rate_limited"
    LIMIT_REACHED = "limit_reached"
    SLOWED_FOR_SPAM = "slowed_for_spam"
    UNAVAILABLE = "unavailable"
    UNCONFIRMED = "unconfirmed"
    SIGN_IN_EXPIRED = "sign_in_expired"
    NO_PERMISSION = "no_permission"
    MESSAGES_SWITCHED_OFF = "messages_switched_off"
    NAME_UNAPPROVED = "name_unapproved"
    ACCOUNT_BLOCKED = "account_blocked"
    NOT_REGISTERED = "not_registered"
    PAYMENT_REQUIRED = "payment_required"
    MEDIA_REFUSED = "media_refused"
    VOICE_REFUSED = "voice_refused"
    SOUND_FORMAT = "sound_format"
    TEMPLATE_REFUSED = "template_refused"
    TEMPLATE_MISSING = "template_missing"
    TEMPLATE_PAUSED = "template_paused"
    TEMPLATE_VALUES = "template_values"
    INVALID_REQUEST = "invalid_request"
    REFUSED = "refused"


_C = SendFailureCode
# Sending the same once more would only fail once more.
_FINAL = {
    *(_C.TEXT_TOO_LONG, _C.CAPTION_TOO_LONG, _C.FILE_TOO_LARGE, _C.EMPTY_MESSAGE, _C.NOT_SUPPORTED),
    *(_C.NO_RECIPIENT, _C.WINDOW_CLOSED, _C.ONLY_PEOPLE, _C.RECIPIENT_BLOCKED, _C.RECIPIENT_GONE),
    *(_C.RECIPIENT_OPTED_OUT, _C.MUST_WRITE_FIRST, _C.COUNTRY_REFUSED, _C.OWN_NUMBER),
    *(_C.PHONE_NEEDED, _C.COMMENT_ANSWERED, _C.COMMENT_CLOSED, _C.VOICE_REFUSED, _C.SOUND_FORMAT),
    *(_C.TEMPLATE_MISSING, _C.TEMPLATE_PAUSED, _C.TEMPLATE_VALUES, _C.TEMPLATE_REFUSED, _C.INVALID_REQUEST),
    *("mail_address_unknown", "mailbox_closed", "mail_content_refused", "mail_marked_spam"),
}
_MENDED_IN_SETTINGS = {
    *(_C.SIGN_IN_EXPIRED, _C.NO_PERMISSION, _C.NOT_REGISTERED, _C.MESSAGES_SWITCHED_OFF, "not_connected"),
}


def way_out(code: str) -> WayOut:
    """Return what helps after a failure: the same again, the channel connected anew first, a template, or nothing."""
    if code == _C.NEEDS_TEMPLATE:
        return "template"
    if code in _MENDED_IN_SETTINGS:
        return "reconnect"
    return "none" if code in _FINAL else "retry"


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
