"""Sending, fetching and asking for names against Graph at the network's edge."""

import json
from typing import Any

import httpx
import pytest
from pytest_django import Settings

from shared_apps.vendors.meta import client as graph_client
from tenant_apps.channels import registry
from tenant_apps.channels.adapters.protocol import FetchesMedia, KnowsPeople, Profile
from tenant_apps.channels.errors import MediaUnavailable, SendFailed, SendFailureCode
from tenant_apps.channels.outbound import AccountCredentials, FetchedMedia, OutboundMedia, SendResult
from tests.contract.fake_graph import FakeGraph
from tests.contract.meta_graph import ACCOUNT, BEHIND_PAGE, BY_ITSELF, ON_PAGE, OWN_GRAPH, PAGE, error
from tests.contract.samples import SAMPLES, outbound_to

pytestmark = pytest.mark.usefixtures("meta_graph")

# Which way an account is reached: the channel, its credentials, where its calls stand.
ROADS = {
    "messenger": ("messenger", ON_PAGE, f"/v26.0/{PAGE}"),
    "instagram behind a page": ("instagram", BEHIND_PAGE, f"/v26.0/{PAGE}"),
    "instagram by itself": ("instagram", BY_ITSELF, f"{OWN_GRAPH}/v26.0/{ACCOUNT}"),
}
every_road = pytest.mark.parametrize("road", ROADS)
MESSAGES = f"{PAGE}/messages"
ACCEPTED = {"recipient_id": "7300000000000001", "message_id": "m_OUT1"}
PHOTO = "https://cdn.example/photo.jpg"


def send(road: str, **fields: Any) -> SendResult:
    kind, account, _ = ROADS[road]
    return registry.get(kind).send(account, outbound_to(kind, **fields))


def failure(kind: str = "messenger") -> SendFailed:
    with pytest.raises(SendFailed) as failed:
        send("messenger" if kind == "messenger" else "instagram behind a page", kind="text", text="Вітаємо!")
    return failed.value


@every_road
def test_it_sends_a_text_and_returns_the_vendors_id(graph: FakeGraph, road: str) -> None:
    graph.answer("POST", f"{ROADS[road][2]}/messages", ACCEPTED)

    result = send(road, kind="text", text="Вітаємо!", client_ref="0192-our-id")

    [asked] = graph.asked
    assert result == SendResult("m_OUT1")
    assert (asked.authorization, asked.query) == ("Bearer token-of-the-tests", "")
    assert asked.json["message"] == {"text": "Вітаємо!", "metadata": "0192-our-id"}


@every_road
def test_it_uploads_a_file_before_it_sends_it(graph: FakeGraph, road: str) -> None:
    kind, _, node = ROADS[road]
    graph.answer("POST", f"{node}/message_attachments", {"attachment_id": "9001"})
    graph.answer("POST", f"{node}/messages", ACCEPTED)
    price_list = OutboundMedia(name="Прайс.pdf", mime="application/pdf", content=b"%PDF-1.7 invented")

    send(road, kind="document", media=price_list)

    upload, message = graph.asked
    assert b"%PDF-1.7 invented" in upload.body
    assert f'name="platform"\r\n\r\n{kind}\r\n'.encode() in upload.body
    assert b'{"attachment": {"type": "file", "payload": {"is_reusable": true}}}' in upload.body
    assert message.json["message"] == {"attachment": {"type": "file", "payload": {"attachment_id": "9001"}}}


@pytest.mark.parametrize(
    ("road", "form", "media", "code"),
    [
        (
            "messenger",
            "image",
            OutboundMedia(mime="image/png", content=b"x" * (25 * 1024 * 1024 + 1)),
            SendFailureCode.FILE_TOO_LARGE,
        ),
        (
            "instagram by itself",
            "image",
            OutboundMedia(mime="image/png", content=b"x" * (8 * 1024 * 1024 + 1)),
            SendFailureCode.FILE_TOO_LARGE,
        ),
        (
            "instagram by itself",
            "document",
            OutboundMedia(mime="application/zip", content=b"PK"),
            SendFailureCode.MEDIA_REFUSED,
        ),
        (
            "instagram by itself",
            "audio",
            OutboundMedia(mime="audio/ogg", content=b"OggS"),
            SendFailureCode.MEDIA_REFUSED,
        ),
    ],
)
def test_it_refuses_a_file_without_uploading_it(
    graph: FakeGraph, road: str, form: Any, media: OutboundMedia, code: SendFailureCode
) -> None:
    with pytest.raises(SendFailed) as refused:
        send(road, kind=form, media=media)

    assert (refused.value.code, graph.asked) == (code, [])


def test_it_returns_no_id_for_signs_of_life(graph: FakeGraph) -> None:
    graph.answer("POST", MESSAGES, {"recipient_id": "7300000000000001"})

    assert send("messenger", kind="typing") == SendResult("")


def test_it_proves_the_app_with_a_token_that_was_given_to_it(graph: FakeGraph, settings: Settings) -> None:
    # The vector of Meta's page: HMAC-SHA256 of the token under the app's secret.
    settings.META_APP_SECRETS = ["fake_app_secret_0123456789abcdef"]
    account = AccountCredentials(PAGE, {"access_token": "EAAfakeToken123"}, {"login": "facebook"})
    graph.answer("POST", MESSAGES, ACCEPTED)

    registry.get("messenger").send(account, outbound_to("messenger", kind="text", text="hi"))

    proof = "07d39829bed16c0c14361953932b0dee3e7bdd3a8933ebb5f8c4549a2428a00b"
    assert graph.asked[0].query == f"appsecret_proof={proof}"


C = SendFailureCode
REFUSALS = [
    (1, None, 500, C.UNAVAILABLE, 15, False),
    (2, None, 500, C.UNAVAILABLE, 15, False),
    (4, None, 400, C.RATE_LIMITED, 60, False),
    (10, None, 403, C.NO_PERMISSION, None, True),
    (10, 2018278, 400, C.WINDOW_CLOSED, None, False),
    (10, 2534022, 400, C.WINDOW_CLOSED, None, False),
    (10, 1893063, 400, C.ACCOUNT_BLOCKED, None, True),
    (17, None, 400, C.RATE_LIMITED, 60, False),
    (32, None, 400, C.RATE_LIMITED, 60, False),
    (100, None, 400, C.INVALID_REQUEST, None, False),
    (100, 2018001, 400, C.RECIPIENT_UNREACHABLE, None, False),
    (100, 2534014, 400, C.RECIPIENT_UNREACHABLE, None, False),
    (100, 2534029, 400, C.RECIPIENT_BLOCKED, None, False),
    (100, 2018047, 400, C.MEDIA_REFUSED, None, False),
    (190, None, 401, C.SIGN_IN_EXPIRED, None, True),
    (190, 460, 401, C.SIGN_IN_EXPIRED, None, True),
    (190, 463, 401, C.SIGN_IN_EXPIRED, None, True),
    (200, None, 403, C.NO_PERMISSION, None, True),
    (200, 1545041, 403, C.RECIPIENT_UNREACHABLE, None, False),
    (200, 2534041, 403, C.MESSAGES_SWITCHED_OFF, None, True),
    (341, None, 400, C.RATE_LIMITED, 60, False),
    (368, None, 403, C.ACCOUNT_BLOCKED, None, True),
    (551, 1545041, 400, C.RECIPIENT_UNREACHABLE, None, False),
    (613, None, 400, C.RATE_LIMITED, 10, False),
    (613, 2534040, 400, C.RATE_LIMITED, 10, False),
    (10900, None, 400, C.COMMENT_ANSWERED, None, False),
    (10903, None, 400, C.COMMENT_CLOSED, None, False),
    (80002, None, 400, C.LIMIT_REACHED, 300, False),
    (80006, None, 400, C.LIMIT_REACHED, 300, False),
    (987654, None, 400, C.REFUSED, None, False),
    (987654, None, 503, C.UNAVAILABLE, 15, False),
]


@pytest.mark.parametrize("kind", ["messenger", "instagram"])
@pytest.mark.parametrize(("code", "subcode", "status", "ours", "retry_after_s", "blames_account"), REFUSALS)
def test_it_understands_the_vendors_refusal(
    graph: FakeGraph,
    kind: str,
    code: int,
    subcode: int | None,
    status: int,
    ours: SendFailureCode,
    retry_after_s: float | None,
    blames_account: bool,
) -> None:
    graph.answer("POST", MESSAGES, error(code, subcode), status=status)

    failed = failure(kind)

    assert (failed.code, failed.retry_after_s, failed.blames_account) == (ours, retry_after_s, blames_account)
    assert (failed.permanent, failed.ambiguous) == (retry_after_s is None, False)
    assert failed.vendor_code == (f"{code}/{subcode}" if subcode else str(code))
    assert failed.reason_for_people[-1] == "."
    assert "{brand}" not in failed.reason_for_people


def test_it_tries_again_what_meta_calls_transient(graph: FakeGraph) -> None:
    graph.answer("POST", MESSAGES, error(100, is_transient=True), status=400)

    assert (failure().code, failure().retry_after_s) == (C.UNAVAILABLE, 15)


def test_it_waits_as_long_as_metas_usage_header_says(graph: FakeGraph) -> None:
    usage = json.dumps({PAGE: [{"type": "messenger", "estimated_time_to_regain_access": 7}]})
    headers = {"X-Business-Use-Case-Usage": usage}
    graph.answer("POST", MESSAGES, error(80006), status=400, headers=headers)

    assert failure().retry_after_s == 420


def test_it_never_sends_again_what_meta_may_have_sent(graph: FakeGraph) -> None:
    graph.answer("POST", MESSAGES, error(1, 1357046), status=500)

    failed = failure()

    assert (failed.code, failed.ambiguous, failed.permanent) == (C.UNCONFIRMED, True, False)


def test_it_never_calls_a_lost_answer_a_failure(graph: FakeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    graph.answer("POST", MESSAGES, ACCEPTED, delay_s=0.5)
    monkeypatch.setattr(graph_client._pool(), "timeout", httpx.Timeout(0.1))

    failed = failure()

    assert (failed.code, failed.ambiguous, failed.permanent) == (C.UNCONFIRMED, True, False)


def test_it_takes_a_gateways_error_page_for_a_lost_answer(graph: FakeGraph) -> None:
    graph.answer("POST", MESSAGES, b"<html>502</html>", status=502)

    assert (failure().code, failure().ambiguous) == (C.UNCONFIRMED, True)


def test_it_tries_again_what_never_left(graph: FakeGraph, settings: Settings) -> None:
    settings.META_GRAPH_URL = "http://127.0.0.1:9"  # the discard port: nobody listens

    failed = failure()

    assert (failed.code, failed.ambiguous, failed.retry_after_s) == (C.UNAVAILABLE, False, 5)


def test_it_tries_again_when_an_upload_got_lost(graph: FakeGraph) -> None:
    graph.answer("POST", f"{PAGE}/message_attachments", b"<html>502</html>", status=502)
    photo = OutboundMedia(name="a.png", mime="image/png", content=b"png")

    with pytest.raises(SendFailed) as failed:
        send("messenger", kind="image", media=photo)

    assert (failed.value.ambiguous, failed.value.retry_after_s) == (False, 5)


def fetch(media_id: str, *, max_bytes: int = 1000) -> FetchedMedia:
    adapter = registry.get("messenger")
    assert isinstance(adapter, FetchesMedia)
    return adapter.fetch_media(ON_PAGE, media_id, max_bytes=max_bytes)


def test_it_fetches_a_customers_file_without_showing_the_token(graph: FakeGraph) -> None:
    graph.answer("GET", "/cdn/photo", b"\xff\xd8 jpeg", headers={"Content-Type": "image/jpeg; q=1"})

    assert fetch(f"{graph.url}/cdn/photo?sig=1#m_1/0") == FetchedMedia(b"\xff\xd8 jpeg", "image/jpeg")
    assert [(asked.query, asked.authorization) for asked in graph.asked] == [("sig=1", "")]


@pytest.mark.parametrize("part", [{"image_data": {"url": "fresh"}}, {"file_url": "fresh"}])
def test_it_asks_for_a_new_address_when_the_old_one_has_expired(
    graph: FakeGraph, part: dict[str, Any]
) -> None:
    listed = json.loads(json.dumps(part).replace("fresh", f"{graph.url}/cdn/fresh"))
    graph.answer("GET", "/cdn/old", b"URL signature expired", status=403)
    graph.answer("GET", "m_1", {"id": "m_1", "attachments": {"data": [{"id": "0"}, listed]}})
    graph.answer("GET", "/cdn/fresh", b"jpeg")

    assert fetch(f"{graph.url}/cdn/old#m_1/1").content == b"jpeg"
    assert [asked.path for asked in graph.asked] == ["/cdn/old", "/v26.0/m_1", "/cdn/fresh"]


@pytest.mark.parametrize(
    "told", [{"story": {"mention": {"link": "fresh"}}}, {"shares": {"data": [{"link": "fresh"}]}}]
)
def test_it_finds_an_expired_story_anew(graph: FakeGraph, told: dict[str, Any]) -> None:
    graph.answer("GET", "/cdn/old", b"URL signature expired", status=403)
    graph.answer("GET", "m_1", json.loads(json.dumps(told).replace("fresh", f"{graph.url}/cdn/fresh")))
    graph.answer("GET", "/cdn/fresh", b"jpeg")

    assert fetch(f"{graph.url}/cdn/old#m_1/0").content == b"jpeg"


@pytest.mark.parametrize(
    ("status", "permanent", "reason"),
    [
        (404, True, "Meta no longer has this file."),
        (403, True, "Meta no longer has this file."),
        (503, False, "Meta’s files cannot be reached."),
    ],
)
def test_it_tells_a_file_that_is_gone_from_one_that_may_come(
    graph: FakeGraph, status: int, permanent: bool, reason: str
) -> None:
    graph.answer("GET", "/cdn/photo", b"no", status=status)

    with pytest.raises(MediaUnavailable) as refused:
        fetch(f"{graph.url}/cdn/photo#m_1/0")

    assert (refused.value.permanent, refused.value.reason_for_people) == (permanent, reason)


def test_it_stops_at_the_size_limit(graph: FakeGraph) -> None:
    graph.answer("GET", "/cdn/photo", b"x" * 1001)

    with pytest.raises(MediaUnavailable) as refused:
        fetch(f"{graph.url}/cdn/photo")

    assert (refused.value.permanent, refused.value.reason_for_people) == (
        True,
        "The file is too large to keep.",
    )


@pytest.mark.parametrize(
    "address", ["http://169.254.169.254/latest", "http://localhost:1/x", "file:///etc/passwd", "x"]
)
def test_it_asks_no_address_inside_the_house(graph: FakeGraph, address: str) -> None:
    with pytest.raises(MediaUnavailable):
        fetch(address)

    assert graph.asked == []


def profile(kind: str) -> Profile:
    adapter = registry.get(kind)
    assert isinstance(adapter, KnowsPeople)
    account = {"messenger": ON_PAGE, "instagram": BY_ITSELF}[kind]
    return adapter.profile(account, SAMPLES[kind].recipient)


def test_it_asks_messenger_for_a_name(graph: FakeGraph) -> None:
    answer = {"first_name": "Dana", "last_name": "Koval", "profile_pic": PHOTO, "id": "7300000000000001"}
    graph.answer("GET", "7300000000000001", answer)

    assert profile("messenger") == Profile(name="Dana Koval", picture=PHOTO)


def test_it_asks_instagram_for_a_name(graph: FakeGraph) -> None:
    answer = {"name": "Dana", "username": "dana.koval", "profile_pic": PHOTO, "id": "8800000000000001"}
    graph.answer("GET", f"{OWN_GRAPH}/v26.0/8800000000000001", answer)

    assert profile("instagram") == Profile(name="Dana", username="dana.koval", picture=PHOTO)


@pytest.mark.parametrize(
    ("answer", "status"), [({}, 200), (error(100, 2018218), 400), (error(230), 400), (error(10), 403)]
)
def test_it_knows_no_name_when_meta_does_not_tell(
    graph: FakeGraph, answer: dict[str, Any], status: int
) -> None:
    graph.answer("GET", "7300000000000001", answer, status=status)

    assert profile("messenger") == Profile()


@pytest.mark.parametrize(("code", "permanent"), [(190, True), (4, False)])
def test_it_says_when_it_could_not_ask_for_a_name(graph: FakeGraph, code: int, permanent: bool) -> None:
    graph.answer("GET", "7300000000000001", error(code), status=400)

    with pytest.raises(SendFailed) as failed:
        profile("messenger")

    assert failed.value.permanent is permanent
