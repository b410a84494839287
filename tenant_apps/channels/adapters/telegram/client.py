"""The calls that send and fetch, with failures in our words."""

from collections.abc import Mapping
from typing import Any

from shared_apps.vendors.telegram import BotApiError, BotApiUnreachable, BotClient, FileTooLarge
from tenant_apps.channels.errors import MediaUnavailable
from tenant_apps.channels.outbound import AccountCredentials, FetchedMedia, Outbound, SendResult

from . import failures
from .messages import external_id
from .render import Call, render

# Telegram hands out nothing larger to bots.
MAX_FETCH_BYTES = 20 * 1024 * 1024
_UNPARSED = "can't parse entities"
# Doing these twice changes nothing.
_REPEATABLE = frozenset(
    {"sendChatAction", "setMessageReaction", "readBusinessMessage", "answerCallbackQuery"}
)


def bot(account: AccountCredentials) -> BotClient:
    return BotClient(account.secrets.get("bot_token", ""))


def send(account: AccountCredentials, outbound: Outbound) -> SendResult:
    """Make the one call of a message; once more without formatting if Telegram does not understand it."""
    call = render(outbound)
    if call is None:
        return SendResult("")
    client = bot(account)
    try:
        answer = _make(client, call, call.params)
    except BotApiError as error:
        if call.plain is None or _UNPARSED not in error.description:
            raise failures.failed(error, is_repeatable=call.method in _REPEATABLE) from error
        answer = _again(client, call, call.plain)
    except BotApiUnreachable as error:
        raise failures.unreachable(error, is_repeatable=call.method in _REPEATABLE) from error
    return SendResult(_sent_id(answer))


def acknowledge(account: AccountCredentials, payload: Mapping[str, Any]) -> None:
    """Stop the spinner on a tapped button; one that Telegram has already stopped itself is no failure."""
    query_id = payload.get("callback_id")
    if not query_id:
        return
    try:
        bot(account).call("answerCallbackQuery", {"callback_query_id": str(query_id)})
    except BotApiError as error:
        if error.code != 400:
            raise failures.failed(error, is_repeatable=True) from error
    except BotApiUnreachable as error:
        raise failures.unreachable(error, is_repeatable=True) from error


def fetch_media(account: AccountCredentials, media_id: str, *, max_bytes: int) -> FetchedMedia:
    try:
        content = bot(account).download(media_id, max_bytes=min(max_bytes, MAX_FETCH_BYTES))
    except FileTooLarge as error:
        raise MediaUnavailable(permanent=True, reason_for_people="The file is too large to keep.") from error
    except BotApiError as error:
        raise _unavailable(error) from error
    except BotApiUnreachable as error:
        raise MediaUnavailable(permanent=False, reason_for_people="Telegram cannot be reached.") from error
    return FetchedMedia(content)


def _make(client: BotClient, call: Call, params: Mapping[str, Any]) -> Any:
    if call.upload is None:
        return client.call(call.method, params)
    field, media = call.upload
    content = media.content or b""
    return client.upload(call.method, params, field=field, name=media.name, mime=media.mime, content=content)


def _again(client: BotClient, call: Call, params: Mapping[str, Any]) -> Any:
    try:
        return _make(client, call, params)
    except BotApiError as error:
        raise failures.failed(error) from error
    except BotApiUnreachable as error:
        raise failures.unreachable(error) from error


def _sent_id(answer: Any) -> str:
    """Return our id of the message that Telegram made; empty where the answer is only “true”."""
    if not isinstance(answer, dict) or not isinstance(answer.get("chat"), dict):
        return ""
    return external_id(
        answer["chat"].get("id", ""), answer.get("message_id", ""), answer.get("business_connection_id")
    )


def _unavailable(error: BotApiError) -> MediaUnavailable:
    if "too big" in error.description:
        return MediaUnavailable(
            permanent=True, reason_for_people="Telegram hands out files up to 20 MB only; this one is larger."
        )
    is_gone = error.code in (400, 404)
    return MediaUnavailable(
        permanent=is_gone,
        reason_for_people="Telegram no longer has this file."
        if is_gone
        else failures.failed(error, is_repeatable=True).reason_for_people,
    )
