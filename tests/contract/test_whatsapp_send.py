"""Sending and fetching against Graph at the network's edge."""

import httpx
import pytest
from pytest_django import Settings

from shared_apps.vendors.meta import client as graph_client
from tenant_apps.channels import registry
from tenant_apps.channels.adapters.protocol import FetchesMedia
from tenant_apps.channels.errors import MediaUnavailable, SendFailed, SendFailureCode
from tenant_apps.channels.outbound import AccountCredentials, FetchedMedia, OutboundMedia, SendResult
from tests.contract.fake_graph import FakeGraph
from tests.contract.samples import outbound_to

NUMBER = "700100200300"
ACCOUNT = AccountCredentials(NUMBER, {"access_token": "token-of-the-tests"})
MESSAGES = f"{NUMBER}/messages"
HELLO = outbound_to("whatsapp", kind="text", text="Вітаємо!")
ACCEPTED = {"messaging_product": "whatsapp", "messages": [{"id": "wamid.OUT1"}]}
WHATSAPP = registry.get("whatsapp")


def failure() -> SendFailed:
    with pytest.raises(SendFailed) as failed:
        WHATSAPP.send(ACCOUNT, HELLO)
    return failed.value


def test_it_sends_a_text_and_returns_the_vendors_id(graph: FakeGraph) -> None:
    graph.answer("POST", MESSAGES, ACCEPTED)

    result = WHATSAPP.send(ACCOUNT, HELLO)

    [asked] = graph.asked
    assert result == SendResult("wamid.OUT1")
    assert (asked.authorization, asked.query) == ("Bearer token-of-the-tests", "")
    assert asked.json["text"]["body"] == "Вітаємо!"


def test_it_uploads_a_file_before_it_sends_it(graph: FakeGraph) -> None:
    graph.answer("POST", f"{NUMBER}/media", {"id": "9001"})
    graph.answer("POST", MESSAGES, ACCEPTED)
    price_list = OutboundMedia(name="Прайс.pdf", mime="application/pdf", content=b"%PDF-1.7 invented")

    WHATSAPP.send(ACCOUNT, outbound_to("whatsapp", kind="document", media=price_list))

    upload, message = graph.asked
    assert b"%PDF-1.7 invented" in upload.body
    assert message.json["document"] == {"id": "9001", "filename": "Прайс.pdf"}


@pytest.mark.parametrize(
    ("media", "code"),
    [
        (
            OutboundMedia(mime="image/png", content=b"x" * (5 * 1024 * 1024 + 1)),
            SendFailureCode.FILE_TOO_LARGE,
        ),
        (OutboundMedia(mime="image/svg+xml", content=b"<svg/>"), SendFailureCode.MEDIA_REFUSED),
    ],
)
def test_it_refuses_a_file_without_uploading_it(
    graph: FakeGraph, media: OutboundMedia, code: SendFailureCode
) -> None:
    with pytest.raises(SendFailed) as refused:
        WHATSAPP.send(ACCOUNT, outbound_to("whatsapp", kind="image", media=media))

    assert (refused.value.code, graph.asked) == (code, [])


@pytest.mark.parametrize(
    ("code", "status", "ours", "retry_after_s", "blames_account"),
    [
        (190, 401, SendFailureCode.SIGN_IN_EXPIRED, None, True),
        (200, 403, SendFailureCode.NO_PERMISSION, None, True),
        (100, 400, SendFailureCode.INVALID_REQUEST, None, False),
        (368, 403, SendFailureCode.ACCOUNT_BLOCKED, None, True),
        (130429, 400, SendFailureCode.RATE_LIMITED, 10, False),
        (131000, 500, SendFailureCode.UNAVAILABLE, 15, False),
        (131026, 400, SendFailureCode.NOT_ON_WHATSAPP, None, False),
        (131042, 400, SendFailureCode.PAYMENT_REQUIRED, None, True),
        (131047, 400, SendFailureCode.NEEDS_TEMPLATE, None, False),
        (131049, 400, SendFailureCode.RECIPIENT_CAPPED, None, False),
        (131056, 400, SendFailureCode.RATE_LIMITED, 6, False),
        (131062, 400, SendFailureCode.PHONE_NEEDED, None, False),
        (132001, 404, SendFailureCode.TEMPLATE_MISSING, None, False),
        (132000, 400, SendFailureCode.TEMPLATE_VALUES, None, False),
        (132015, 400, SendFailureCode.TEMPLATE_PAUSED, None, False),
        (131037, 400, SendFailureCode.NAME_UNAPPROVED, None, True),
        (130497, 403, SendFailureCode.COUNTRY_REFUSED, None, False),
        (137000, 400, SendFailureCode.IDENTITY_CHANGED, None, False),
        (133010, 400, SendFailureCode.NOT_REGISTERED, None, True),
        (987654, 400, SendFailureCode.REFUSED, None, False),
        (987654, 503, SendFailureCode.UNAVAILABLE, 15, False),
    ],
)
def test_it_understands_the_vendors_refusal(
    graph: FakeGraph,
    code: int,
    status: int,
    ours: SendFailureCode,
    retry_after_s: float | None,
    blames_account: bool,
) -> None:
    graph.refuse("POST", MESSAGES, code, status=status)

    failed = failure()

    assert (failed.code, failed.retry_after_s, failed.blames_account) == (ours, retry_after_s, blames_account)
    assert (failed.permanent, failed.ambiguous) == (retry_after_s is None, False)
    assert (failed.vendor_code, failed.reason_for_people[-1]) == (str(code), ".")


def test_it_waits_as_long_as_the_vendor_asks(graph: FakeGraph) -> None:
    error = {"error": {"message": "slow down", "code": 130429}}
    graph.answer("POST", MESSAGES, error, status=429, headers={"Retry-After": "33"})

    assert failure().retry_after_s == 33


def test_it_never_calls_a_lost_answer_a_failure(graph: FakeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    graph.answer("POST", MESSAGES, ACCEPTED, delay_s=0.5)
    monkeypatch.setattr(graph_client._pool(), "timeout", httpx.Timeout(0.1))

    failed = failure()

    assert (failed.code, failed.ambiguous, failed.permanent) == (SendFailureCode.UNCONFIRMED, True, False)


def test_it_takes_a_gateways_error_page_for_a_lost_answer(graph: FakeGraph) -> None:
    graph.answer("POST", MESSAGES, b"<html>502</html>", status=502)

    failed = failure()

    assert (failed.code, failed.ambiguous) == (SendFailureCode.UNCONFIRMED, True)


def test_it_tries_again_what_never_left(graph: FakeGraph, settings: Settings) -> None:
    settings.META_GRAPH_URL = "http://127.0.0.1:9"  # the discard port: nobody listens

    failed = failure()

    assert (failed.code, failed.ambiguous, failed.retry_after_s) == (SendFailureCode.UNAVAILABLE, False, 5)


def test_it_keeps_the_token_out_of_what_people_and_logs_see() -> None:
    assert "token-of-the-tests" not in repr(ACCOUNT)


def fetch(*, max_bytes: int = 1000) -> FetchedMedia:
    assert isinstance(WHATSAPP, FetchesMedia)
    return WHATSAPP.fetch_media(ACCOUNT, "501001", max_bytes=max_bytes)


def describe_media(graph: FakeGraph, url: str) -> None:
    graph.answer("GET", "501001", {"url": url, "mime_type": "image/jpeg", "sha256": "c2hh", "id": "501001"})


def test_it_fetches_a_customers_file(graph: FakeGraph) -> None:
    describe_media(graph, f"{graph.url}/cdn/photo")
    graph.answer("GET", "/cdn/photo", b"\xff\xd8 jpeg")

    assert fetch() == FetchedMedia(b"\xff\xd8 jpeg", "image/jpeg", "c2hh")
    assert [asked.authorization for asked in graph.asked] == ["Bearer token-of-the-tests"] * 2


def test_it_stops_at_the_size_limit(graph: FakeGraph) -> None:
    describe_media(graph, f"{graph.url}/cdn/photo")
    graph.answer("GET", "/cdn/photo", b"x" * 1001)

    with pytest.raises(MediaUnavailable) as refused:
        fetch()

    assert (refused.value.permanent, refused.value.reason_for_people) == (
        True,
        "The file is too large to keep.",
    )


def test_it_gives_a_file_up_when_the_vendor_no_longer_has_it(graph: FakeGraph) -> None:
    with pytest.raises(MediaUnavailable) as refused:
        fetch()

    assert (refused.value.permanent, refused.value.reason_for_people) == (
        True,
        "WhatsApp no longer has this file.",
    )


def test_it_asks_again_for_a_file_while_the_vendor_is_unwell(graph: FakeGraph) -> None:
    describe_media(graph, f"{graph.url}/cdn/photo")
    graph.answer("GET", "/cdn/photo", b"oops", status=503)

    with pytest.raises(MediaUnavailable) as refused:
        fetch()

    assert not refused.value.permanent


def test_it_shows_the_token_to_no_unsafe_host(graph: FakeGraph) -> None:
    describe_media(graph, "http://files.example/photo")

    with pytest.raises(MediaUnavailable):
        fetch()

    assert [asked.path for asked in graph.asked] == ["/v26.0/501001"]


def test_it_does_not_carry_the_token_through_a_redirect(graph: FakeGraph) -> None:
    elsewhere = graph.url.replace("127.0.0.1", "localhost")
    describe_media(graph, f"{graph.url}/cdn/photo")
    graph.answer("GET", "/cdn/photo", b"", status=302, headers={"Location": f"{elsewhere}/cdn/moved"})
    graph.answer("GET", "/cdn/moved", b"jpeg")

    assert fetch().content == b"jpeg"
    assert graph.asked[-1].authorization == ""
