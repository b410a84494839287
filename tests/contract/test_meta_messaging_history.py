"""What was said on Messenger and Instagram before the account was connected."""

from datetime import UTC, datetime

import pytest

from tenant_apps.channels.adapters.meta_messaging import history
from tenant_apps.channels.errors import SendFailed, SendFailureCode
from tenant_apps.channels.inbound import InboundAttachment, InboundMessage
from tests.contract.fake_graph import FakeGraph
from tests.contract.meta_accounts import INSTAGRAM, MESSENGER, query_of
from tests.contract.meta_graph import ACCOUNT, BY_ITSELF, ON_PAGE, OWN_GRAPH, PAGE, error

pytestmark = pytest.mark.usefixtures("meta_graph")
SINCE = datetime(2026, 9, 1, tzinfo=UTC)
THREAD = {
    "id": "t_1",
    "updated_time": "2026-09-21T14:20:00+0000",
    "participants": {
        "data": [{"id": "7300000000000001", "name": "Dana Koval"}, {"id": PAGE, "name": "Lumière"}]
    },
    "messages": {
        "data": [
            {
                "id": "m_3",
                "created_time": "2026-09-21T14:20:00+0000",
                "from": {"id": "7300000000000001"},
                "message": "",
                "attachments": {
                    "data": [
                        {"id": "1", "mime_type": "image/jpeg", "image_data": {"url": "https://cdn.example/1"}}
                    ]
                },
            },
            {
                "id": "m_2",
                "created_time": "2026-09-21T14:10:00+0000",
                "from": {"id": PAGE},
                "message": "Вітаємо!",
            },
            {
                "id": "m_1",
                "created_time": "2026-08-01T14:00:00+0000",
                "from": {"id": "7300000000000001"},
                "message": "давно",
            },
        ]
    },
}


def test_it_brings_recent_messages_of_both_sides_oldest_first(graph: FakeGraph) -> None:
    graph.answer("GET", f"{PAGE}/conversations", {"data": [THREAD]})

    reply, photo = MESSENGER.recent(ON_PAGE, since=SINCE)

    assert isinstance(reply, InboundMessage)
    assert isinstance(photo, InboundMessage)
    assert (reply.external_id, reply.direction, reply.text) == ("m_2", "out", "Вітаємо!")
    assert reply.provider_at == datetime(2026, 9, 21, 14, 10, tzinfo=UTC)
    assert (reply.sender, photo.sender.name) == (photo.sender, "Dana Koval")
    assert (photo.kind, photo.direction, photo.account_id) == ("image", "in", PAGE)
    assert photo.attachments == (
        InboundAttachment(kind="image", media_id="https://cdn.example/1#m_3/0", mime="image/jpeg"),
    )
    assert query_of(f"?{graph.asked[0].query}")["platform"] == "messenger"


def test_it_brings_no_more_than_was_asked_for(graph: FakeGraph) -> None:
    graph.answer("GET", f"{PAGE}/conversations", {"data": [THREAD]})

    [newest] = MESSENGER.recent(ON_PAGE, since=SINCE, limit=1)

    assert isinstance(newest, InboundMessage)
    assert newest.external_id == "m_3"


def test_it_stops_at_threads_that_have_rested(graph: FakeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "PAUSE_S", 0)
    rested = {**THREAD, "updated_time": "2026-08-01T00:00:00+0000"}
    paging = {"cursors": {"after": "x"}, "next": "https://graph.example/next"}
    graph.answer("GET", f"{OWN_GRAPH}/v26.0/{ACCOUNT}/conversations", {"data": [rested], "paging": paging})

    assert list(INSTAGRAM.recent(BY_ITSELF, since=SINCE)) == []
    assert len(graph.asked) == 1


def test_it_says_why_history_cannot_be_read(graph: FakeGraph) -> None:
    graph.answer("GET", f"{PAGE}/conversations", error(190), status=401)

    with pytest.raises(SendFailed) as failed:
        list(MESSENGER.recent(ON_PAGE, since=SINCE))

    assert (failed.value.code, failed.value.blames_account) == (SendFailureCode.SIGN_IN_EXPIRED, True)
