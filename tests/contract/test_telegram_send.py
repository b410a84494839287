"""Sending, fetching and answering taps against a Bot API at the network's edge."""

import json
import logging

import httpx
import pytest
from pytest_django import Settings

from shared_apps.vendors.telegram import client as bot_client
from tenant_apps.channels import registry
from tenant_apps.channels.adapters.protocol import Acknowledges, FetchesMedia
from tenant_apps.channels.errors import MediaUnavailable, SendFailed, SendFailureCode
from tenant_apps.channels.outbound import AccountCredentials, FetchedMedia, OutboundMedia, SendResult
from tests.contract.fake_bot_api import TOKEN, FakeBotApi
from tests.contract.samples import SAMPLES, outbound_to

TELEGRAM = registry.get("telegram")
ACCOUNT = SAMPLES["telegram"].account
HELLO = outbound_to("telegram", kind="text", text="Вітаємо!")
SENT = {
    "message_id": 300,
    "chat": {"id": 7000000101, "type": "private"},
    "date": 1790000900,
    "text": "Вітаємо!",
}
C = SendFailureCode


def failure() -> SendFailed:
    with pytest.raises(SendFailed) as failed:
        TELEGRAM.send(ACCOUNT, HELLO)
    return failed.value


def test_it_sends_a_text_and_returns_our_id(bot_api: FakeBotApi) -> None:
    bot_api.answer("sendMessage", SENT)

    result = TELEGRAM.send(ACCOUNT, HELLO)

    assert result == SendResult("7000000101:300")
    assert bot_api.called[0].params == {"chat_id": 7000000101, "text": "Вітаємо!"}


def test_it_returns_the_id_that_the_echo_of_a_business_chat_will_have(bot_api: FakeBotApi) -> None:
    bot_api.answer("sendMessage", {**SENT, "business_connection_id": "BC-lumi-1"})

    assert TELEGRAM.send(ACCOUNT, HELLO) == SendResult("BC-lumi-1:7000000101:300")


def test_it_uploads_a_file_with_its_caption(bot_api: FakeBotApi) -> None:
    bot_api.answer("sendDocument", SENT)
    price_list = OutboundMedia(name="Прайс.pdf", mime="application/pdf", content=b"%PDF-1.7 invented")

    TELEGRAM.send(
        ACCOUNT,
        outbound_to(
            "telegram", kind="document", media=price_list, text="**Ціни**", reply_to="7000000101:201"
        ),
    )

    [call] = bot_api.called
    assert call.files == {"document": ("Прайс.pdf", "application/pdf", b"%PDF-1.7 invented")}
    assert call.params["caption"] == "<b>Ціни</b>"
    assert json.loads(call.params["reply_parameters"])["message_id"] == 201


def test_it_sends_plain_what_telegram_cannot_parse(bot_api: FakeBotApi) -> None:
    bot_api.refuse("sendMessage", 400, "Bad Request: can't parse entities: Unsupported start tag")
    bot_api.answer("sendMessage", SENT)

    result = TELEGRAM.send(ACCOUNT, outbound_to("telegram", kind="text", text="**Ціна** <500>"))

    assert result.external_id == "7000000101:300"
    assert [call.params.get("parse_mode") for call in bot_api.called] == ["HTML", None]
    assert bot_api.called[1].params["text"] == "Ціна <500>"


@pytest.mark.parametrize(
    ("status", "description", "code", "blames_account"),
    [
        (400, "Bad Request: chat not found", C.RECIPIENT_UNREACHABLE, False),
        (400, "Bad Request: message is too long", C.TEXT_TOO_LONG, False),
        (400, "Bad Request: message caption is too long", C.CAPTION_TOO_LONG, False),
        (400, "Bad Request: message text is empty", C.EMPTY_MESSAGE, False),
        (400, "Bad Request: wrong file identifier/HTTP URL specified", C.MEDIA_REFUSED, False),
        (400, "Bad Request: PHOTO_INVALID_DIMENSIONS", C.MEDIA_REFUSED, False),
        (400, "Bad Request: VOICE_MESSAGES_FORBIDDEN", C.VOICE_REFUSED, False),
        (400, "Bad Request: BUTTON_DATA_INVALID", C.INVALID_REQUEST, False),
        (400, "Bad Request: REACTION_INVALID", C.NOT_SUPPORTED, False),
        (400, "Bad Request: BUSINESS_PEER_USAGE_MISSING", C.WINDOW_CLOSED, False),
        (400, "Bad Request: business connection not found", C.NO_PERMISSION, False),
        (400, "Bad Request: something of tomorrow", C.REFUSED, False),
        (401, "Unauthorized", C.SIGN_IN_EXPIRED, True),
        (403, "Forbidden: bot was blocked by the user", C.RECIPIENT_BLOCKED, False),
        (403, "Forbidden: user is deactivated", C.RECIPIENT_GONE, False),
        (
            403,
            "Forbidden: bot can't initiate conversation with a user",
            C.MUST_WRITE_FIRST,
            False,
        ),
        (403, "Forbidden: something of tomorrow", C.RECIPIENT_UNREACHABLE, False),
        (404, "Not Found", C.SIGN_IN_EXPIRED, True),
        (413, "Request Entity Too Large", C.FILE_TOO_LARGE, False),
    ],
)
def test_it_understands_a_final_refusal(
    bot_api: FakeBotApi, status: int, description: str, code: SendFailureCode, blames_account: bool
) -> None:
    bot_api.refuse("sendMessage", status, description)

    failed = failure()

    assert (failed.code, failed.permanent, failed.ambiguous) == (code, True, False)
    assert (failed.blames_account, failed.vendor_code) == (blames_account, str(status))
    assert failed.reason_for_people[-1] == "."


def test_it_waits_as_long_as_telegram_asks(bot_api: FakeBotApi) -> None:
    bot_api.refuse("sendMessage", 429, "Too Many Requests: retry after 35", retry_after=35)

    failed = failure()

    assert (failed.code, failed.permanent, failed.retry_after_s) == (C.RATE_LIMITED, False, 35)


def test_it_takes_a_servers_fault_for_a_lost_answer(bot_api: FakeBotApi) -> None:
    bot_api.refuse("sendMessage", 500, "Internal Server Error")

    failed = failure()

    assert (failed.code, failed.ambiguous, failed.permanent) == (C.UNCONFIRMED, True, False)


def test_it_tries_again_what_a_restart_refused(bot_api: FakeBotApi) -> None:
    bot_api.refuse("sendMessage", 500, "Internal Server Error: restart")

    failed = failure()

    assert (failed.code, failed.ambiguous, failed.retry_after_s) == (C.UNAVAILABLE, False, 15)


def test_it_takes_a_gateways_page_for_a_lost_answer(bot_api: FakeBotApi) -> None:
    bot_api.break_down("sendMessage", 502, b"<html>502</html>")

    assert failure().ambiguous


def test_it_never_calls_a_lost_answer_a_failure(bot_api: FakeBotApi, monkeypatch: pytest.MonkeyPatch) -> None:
    bot_api.answer("sendMessage", SENT)
    bot_api.delay_s = 0.5
    monkeypatch.setattr(bot_client, "TIMEOUT", httpx.Timeout(0.1))

    failed = failure()

    assert (failed.code, failed.ambiguous) == (C.UNCONFIRMED, True)


def test_it_repeats_what_does_no_harm_twice(bot_api: FakeBotApi) -> None:
    bot_api.refuse("setMessageReaction", 500, "Internal Server Error")
    reaction = outbound_to("telegram", kind="reaction", emoji="👍", reply_to="7000000101:201")

    with pytest.raises(SendFailed) as failed:
        TELEGRAM.send(ACCOUNT, reaction)

    assert (failed.value.ambiguous, failed.value.retry_after_s) == (False, 15)


def test_it_tries_again_what_never_left(settings: Settings) -> None:
    settings.TELEGRAM_API_URL = "http://127.0.0.1:9"  # the discard port: nobody listens

    failed = failure()

    assert (failed.code, failed.ambiguous, failed.retry_after_s) == (C.UNAVAILABLE, False, 5)


def test_it_has_nothing_to_send_when_a_bot_reads(bot_api: FakeBotApi) -> None:
    result = TELEGRAM.send(ACCOUNT, outbound_to("telegram", kind="read", mark_read="7000000101:201"))

    assert (result, bot_api.called) == (SendResult(""), [])


def test_it_keeps_the_token_out_of_logs_and_errors(
    settings: Settings, bot_api: FakeBotApi, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("httpx").setLevel(logging.DEBUG)
    bot_api.answer("sendMessage", SENT)
    TELEGRAM.send(ACCOUNT, HELLO)
    settings.TELEGRAM_API_URL = "http://127.0.0.1:9"

    failed = failure()

    assert "sendMessage" in caplog.text
    assert TOKEN not in caplog.text
    seen = [str(failed), repr(ACCOUNT), *map(str, _chain(failed))]
    assert not any(TOKEN in said for said in seen)
    assert not any(hasattr(error, "request") for error in _chain(failed))


def _chain(error: BaseException) -> list[BaseException]:
    """Return the errors that a log would print beneath this one."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return [cause, *_chain(cause)] if cause else []


def acknowledge(payload: dict[str, str]) -> None:
    assert isinstance(TELEGRAM, Acknowledges)
    TELEGRAM.acknowledge(ACCOUNT, payload)


def test_it_answers_a_tap(bot_api: FakeBotApi) -> None:
    bot_api.answer("answerCallbackQuery", True)

    acknowledge({"callback_id": "4382bfdwdsb323b2d9"})
    acknowledge({"other": "message"})

    assert [call.params for call in bot_api.called] == [{"callback_query_id": "4382bfdwdsb323b2d9"}]


def test_it_is_at_ease_with_a_tap_that_is_too_old(bot_api: FakeBotApi) -> None:
    bot_api.refuse(
        "answerCallbackQuery",
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
    )

    acknowledge({"callback_id": "1"})

    assert len(bot_api.called) == 1


def fetch(*, max_bytes: int = 1000, account: AccountCredentials = ACCOUNT) -> FetchedMedia:
    assert isinstance(TELEGRAM, FetchesMedia)
    return TELEGRAM.fetch_media(account, "FILE-L", max_bytes=max_bytes)


def has_path(bot_api: FakeBotApi, path: str) -> None:
    bot_api.answer("getFile", {"file_id": "FILE-L", "file_unique_id": "U", "file_path": path})


def test_it_fetches_a_customers_file(bot_api: FakeBotApi) -> None:
    has_path(bot_api, "photos/file_1.jpg")
    bot_api.files["photos/file_1.jpg"] = b"\xff\xd8 jpeg"

    assert fetch() == FetchedMedia(b"\xff\xd8 jpeg")


def test_it_asks_again_for_an_address_that_has_expired(bot_api: FakeBotApi) -> None:
    has_path(bot_api, "photos/file_1.jpg")
    has_path(bot_api, "photos/file_2.jpg")
    bot_api.files["photos/file_2.jpg"] = b"jpeg"

    assert fetch().content == b"jpeg"


@pytest.mark.parametrize(
    ("status", "description", "is_final", "reason"),
    [
        (
            400,
            "Bad Request: file is too big",
            True,
            "Telegram hands out files up to 20 MB only; this one is larger.",
        ),
        (
            400,
            "Bad Request: wrong file_id or the file is temporarily unavailable",
            True,
            "Telegram no longer has this file.",
        ),
        (401, "Unauthorized", False, "Telegram no longer accepts the bot's token."),
        (500, "Internal Server Error", False, "Telegram is having trouble. We will try again."),
    ],
)
def test_it_says_why_there_is_no_file(
    bot_api: FakeBotApi, status: int, description: str, is_final: bool, reason: str
) -> None:
    bot_api.refuse("getFile", status, description)

    with pytest.raises(MediaUnavailable) as refused:
        fetch()

    assert refused.value.permanent is is_final
    assert refused.value.reason_for_people.startswith(reason)


def test_it_stops_at_the_size_limit(bot_api: FakeBotApi) -> None:
    has_path(bot_api, "photos/file_1.jpg")
    bot_api.files["photos/file_1.jpg"] = b"x" * 1001

    with pytest.raises(MediaUnavailable) as refused:
        fetch()

    assert refused.value.permanent
