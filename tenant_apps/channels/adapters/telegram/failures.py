"""Telegram's refusals as ours: permanent or not, when to try again, and why in words for people.

Telegram has no codes beyond HTTP's; it is the description that tells. Source: the descriptions of
https://github.com/tdlib/telegram-bot-api (Client.cpp) and https://core.telegram.org/method/messages.sendMessage
"""

import re
from dataclasses import dataclass

from shared_apps.vendors.telegram import BotApiError, BotApiUnreachable
from tenant_apps.channels.errors import SendFailed, SendFailureCode

_C = SendFailureCode


@dataclass(frozen=True, slots=True)
class Meaning:
    code: SendFailureCode
    reason: str
    retry_after_s: float | None = None
    blames_account: bool = False


_TOKEN = Meaning(
    _C.SIGN_IN_EXPIRED,
    "Telegram no longer accepts the bot's token. Copy the current one from @BotFather and connect again.",
    None,
    True,
)
_GONE = Meaning(_C.RECIPIENT_UNREACHABLE, "Telegram cannot reach this person any more.")
_MEDIA = Meaning(
    _C.MEDIA_REFUSED, "Telegram could not take the file. Check its type and size, then send it again."
)
_NO_RIGHTS = Meaning(
    _C.NO_PERMISSION,
    "The bot may not answer in this Telegram Business chat. Let it reply in Telegram's settings.",
)

# The first fitting pattern counts; case does not matter.
_BY_DESCRIPTION: tuple[tuple[re.Pattern[str], Meaning], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), meaning)
    for pattern, meaning in (
        (r"blocked by the user", Meaning(_C.RECIPIENT_BLOCKED, "This person has blocked the bot.")),
        (
            r"user is deactivated",
            Meaning(_C.RECIPIENT_GONE, "This person has deleted their Telegram account."),
        ),
        (
            r"can't initiate conversation|bots can't send messages to bots",
            Meaning(_C.MUST_WRITE_FIRST, "On Telegram people have to write to the bot first."),
        ),
        (r"chat not found|peer_id_invalid|user not found|chat_id is empty", _GONE),
        (
            r"voice_messages_forbidden",
            Meaning(_C.VOICE_REFUSED, "This person takes no voice messages. Write a text instead."),
        ),
        (
            r"business_peer_(usage_missing|invalid)",
            Meaning(
                _C.WINDOW_CLOSED,
                "In Telegram Business a bot may answer only where the customer wrote within the last 24 hours.",
            ),
        ),
        (r"business.?connection|business_.*not_allowed|bot_access_forbidden|no rights to send", _NO_RIGHTS),
        (
            r"message is too long|message_too_long",
            Meaning(_C.TEXT_TOO_LONG, "The message is too long for Telegram. Shorten it."),
        ),
        (
            r"caption is too long|caption_too_long",
            Meaning(
                _C.CAPTION_TOO_LONG, "The caption is too long for Telegram. Send the text as its own message."
            ),
        ),
        (
            r"text is empty|text must be non-empty|message must be non-empty",
            Meaning(_C.EMPTY_MESSAGE, "The message is empty."),
        ),
        (
            r"too big|entity too large|file_parts_invalid",
            Meaning(_C.FILE_TOO_LARGE, "The file is too large for Telegram."),
        ),
        (
            r"file identifier|http url|file reference|webpage|image_process_failed|photo_|wrong type of|file must be|"
            r"media_|video_|audio_|sticker_|failed to get",
            _MEDIA,
        ),
        (r"reaction", Meaning(_C.NOT_SUPPORTED, "Telegram does not offer this emoji as a reaction.")),
        (r"chat_write_forbidden|not enough rights|user_is_blocked|privacy", _GONE),
        (
            r"button_|reply_markup|inline keyboard",
            Meaning(_C.INVALID_REQUEST, "Telegram refused the buttons of the message."),
        ),
    )
)
_BY_STATUS = {
    401: _TOKEN,
    403: _GONE,
    # An address with a token that never was one.
    404: _TOKEN,
    413: Meaning(_C.FILE_TOO_LARGE, "The file is too large for Telegram."),
    429: Meaning(_C.RATE_LIMITED, "Too many messages in a short time. We will try again shortly.", 5),
}
_BUSY_S = 15.0


def refused(code: SendFailureCode, reason: str) -> SendFailed:
    """Return our own refusal, made before anything is sent."""
    return SendFailed(permanent=True, code=code, reason_for_people=reason)


def failed(error: BotApiError, *, is_repeatable: bool = False) -> SendFailed:
    """Turn a Bot API answer into a SendFailed.

    After a server's fault a message may be out; `is_repeatable` says that doing it twice does no harm.
    """
    if error.http_status >= 500:
        is_clear = is_repeatable or "restart" in error.description.lower()
        return _busy() if is_clear else _unconfirmed()
    meaning = _meaning(error)
    is_permanent = meaning.retry_after_s is None
    return SendFailed(
        permanent=is_permanent,
        code=meaning.code,
        reason_for_people=meaning.reason,
        retry_after_s=None if is_permanent else error.retry_after_s or meaning.retry_after_s,
        blames_account=meaning.blames_account,
        vendor_code=str(error.code),
    )


def unreachable(error: BotApiUnreachable, *, is_repeatable: bool = False) -> SendFailed:
    """Tell a request that never left from one whose answer was lost."""
    if error.may_have_arrived and not is_repeatable:
        return _unconfirmed()
    return SendFailed(
        permanent=False,
        code=_C.UNAVAILABLE,
        reason_for_people="Telegram cannot be reached. We will try again.",
        retry_after_s=5,
    )


def _meaning(error: BotApiError) -> Meaning:
    if error.code in (401, 404, 429):
        return _BY_STATUS[error.code]
    for pattern, meaning in _BY_DESCRIPTION:
        if pattern.search(error.description):
            return meaning
    known = _BY_STATUS.get(error.code)
    if known:
        return known
    said = re.sub(r"^Bad Request: ", "", error.description).rstrip(".")
    return Meaning(
        _C.REFUSED, f"Telegram refused the message: {said}." if said else "Telegram refused the message."
    )


def _busy() -> SendFailed:
    return SendFailed(
        permanent=False,
        code=_C.UNAVAILABLE,
        reason_for_people="Telegram is having trouble. We will try again.",
        retry_after_s=_BUSY_S,
    )


def _unconfirmed() -> SendFailed:
    return SendFailed(
        permanent=False,
        code=_C.UNCONFIRMED,
        reason_for_people="Telegram did not confirm the message in time. It may have been sent.",
        ambiguous=True,
    )
