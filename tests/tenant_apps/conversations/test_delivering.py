"""From the composer to the platform: in order, once, every try on record."""

from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine

from tenant_apps.conversations import actions
from tenant_apps.conversations.actions import AgentSender, MemberSender
from tenant_apps.conversations.actions.deliver import UNCONFIRMED_AFTER, deliver_conversation
from tenant_apps.conversations.actions.fetch import fetch_attachment
from tenant_apps.conversations.errors import TakenOver
from tenant_apps.conversations.models import (
    Attachment,
    AttachmentState,
    Conversation,
    DeliveryAttempt,
    Message,
    MessageStatus,
)
from tenant_apps.files.models import StoredFile
from tests.cast import Person
from tests.conftest import Api
from tests.contract.fake_graph import FakeGraph
from tests.tenant_apps.conversations.conftest import PHONE_NUMBER_ID, Receive

MESSAGES = f"{PHONE_NUMBER_ID}/messages"
pytestmark = pytest.mark.django_db


def accepted(external_id: str = "wamid.OURS01") -> dict[str, Any]:
    return {"messaging_product": "whatsapp", "contacts": [], "messages": [{"id": external_id}]}


def say(thread: Conversation, person: Person, text: str = "50", **options: Any) -> Message:
    return actions.send_message(
        conversation_id=thread.id, sender=MemberSender(person.member), text=text, client_id=uuid4(), **options
    )


def test_it_sends_queued_messages_in_order(thread: Conversation, ben: Person, graph: FakeGraph) -> None:
    graph.answer("POST", MESSAGES, accepted())
    first = say(thread, ben, "first")
    Message.objects.filter(id=first.id).update(external_id=None)

    deliver_conversation(conversation_id=thread.id)
    graph.answer("POST", MESSAGES, accepted("wamid.OURS02"))
    say(thread, ben, "second")
    deliver_conversation(conversation_id=thread.id)

    assert [asked.json["text"]["body"] for asked in graph.asked] == ["first", "second"]
    sent = Message.objects.filter(direction="out").order_by("created_at")
    assert [(m.external_id, m.status) for m in sent] == [("wamid.OURS01", "sent"), ("wamid.OURS02", "sent")]
    assert DeliveryAttempt.objects.count() == 2


def test_it_addresses_the_customer_and_carries_our_reference(
    thread: Conversation, ben: Person, graph: FakeGraph
) -> None:
    graph.answer("POST", MESSAGES, accepted())
    message = say(thread, ben)

    deliver_conversation(conversation_id=thread.id)

    [asked] = graph.asked
    assert asked.authorization == "Bearer EAAtest"
    assert asked.json["biz_opaque_callback_data"] == str(message.id)
    assert asked.json.get("to") == "+380671112233" or asked.json.get("recipient") == "UA.51423001122334455667"


def test_a_permanent_refusal_fails_with_a_reason_and_can_be_retried(
    thread: Conversation, ben: Person, graph: FakeGraph
) -> None:
    graph.refuse("POST", MESSAGES, 131026)
    message = say(thread, ben)
    deliver_conversation(conversation_id=thread.id)
    message.refresh_from_db()
    assert (message.status, message.error_code) == (MessageStatus.FAILED, "not_on_whatsapp")
    assert message.error_message != ""

    graph.answer("POST", MESSAGES, accepted())
    actions.retry_message(conversation_id=thread.id, message_id=message.id)
    deliver_conversation(conversation_id=thread.id)

    message.refresh_from_db()
    assert (message.status, message.error_code) == (MessageStatus.SENT, "")
    assert list(message.attempts.order_by("number").values_list("number", "outcome", "code")) == [
        (1, "failed", "not_on_whatsapp"),
        (2, "sent", ""),
    ]


@pytest.mark.parametrize(
    ("refusal", "status", "code", "way_out"),
    [
        (131026, 400, "not_on_whatsapp", "retry"),
        (131047, 400, "needs_template", "template"),
        (190, 401, "sign_in_expired", "reconnect"),
        (131042, 400, "payment_required", "retry"),
    ],
)
def test_it_tells_what_helps_after_a_failure(
    thread: Conversation,
    ben: Person,
    api: Api,
    graph: FakeGraph,
    refusal: int,
    status: int,
    code: str,
    way_out: str,
) -> None:
    graph.refuse("POST", MESSAGES, refusal, status=status)
    message = say(thread, ben)
    deliver_conversation(conversation_id=thread.id)

    shown = api(ben).get(f"/api/conversations/{thread.id}/messages/").json()["results"][-1]
    attempts = api(ben).get(f"/api/conversations/{thread.id}/messages/{message.id}/attempts/").json()

    assert (shown["error"]["code"], shown["error"]["way_out"]) == (code, way_out)
    tried = attempts["results"] if isinstance(attempts, dict) else attempts
    assert [attempt["code"] for attempt in tried] == [code]


def test_a_refusal_that_passes_makes_the_next_message_wait_too(
    thread: Conversation, ben: Person, graph: FakeGraph, clock: time_machine.Traveller
) -> None:
    graph.refuse("POST", MESSAGES, 131016, status=500)
    say(thread, ben, "first")
    say(thread, ben, "second")

    wait_s = deliver_conversation(conversation_id=thread.id)

    assert wait_s is not None
    assert len(graph.asked) == 1
    assert set(Message.objects.filter(direction="out").values_list("status", flat=True)) == {"queued"}


def test_a_send_that_was_cut_off_is_never_repeated_blindly(
    thread: Conversation, ben: Person, graph: FakeGraph, clock: time_machine.Traveller
) -> None:
    message = say(thread, ben)
    Message.objects.filter(id=message.id).update(status=MessageStatus.SENDING)
    DeliveryAttempt.objects.create(message=message, number=1, started_at=message.created_at)

    assert deliver_conversation(conversation_id=thread.id) is not None
    clock.shift(UNCONFIRMED_AFTER)
    assert deliver_conversation(conversation_id=thread.id) is None

    message.refresh_from_db()
    assert (message.status, message.error_code) == (MessageStatus.FAILED, "unconfirmed")
    assert graph.asked == []


def test_an_echo_that_is_faster_than_the_answer_does_not_double_the_bubble(
    thread: Conversation, ben: Person, graph: FakeGraph, receive: Receive
) -> None:
    message = say(thread, ben)
    receive("echo")
    graph.answer("POST", MESSAGES, accepted("wamid.ECHO01"))

    deliver_conversation(conversation_id=thread.id)

    assert Message.objects.get(direction="out").id == message.id
    assert Message.objects.get(external_id="wamid.ECHO01").id == message.id


def test_no_message_is_lost_when_a_platform_gives_its_id_again(
    thread: Conversation, ben: Person, graph: FakeGraph
) -> None:
    asked = thread.messages.get(direction="in")
    graph.answer("POST", MESSAGES, accepted("wamid.OURS01"))
    first = say(thread, ben, "first")
    deliver_conversation(conversation_id=thread.id)
    second = say(thread, ben, "second")
    deliver_conversation(conversation_id=thread.id)
    graph.answer("POST", MESSAGES, accepted(str(asked.external_id)))
    third = say(thread, ben, "third")

    deliver_conversation(conversation_id=thread.id)

    sent = (
        Message.objects.filter(direction="out")
        .order_by("created_at")
        .values_list("id", "status", "external_id")
    )
    assert list(sent) == [
        (first.id, "sent", "wamid.OURS01"),
        (second.id, "sent", None),
        (third.id, "sent", None),
    ]
    assert Message.objects.filter(id=asked.id).exists()


def test_a_private_note_never_leaves_the_house(thread: Conversation, ben: Person, graph: FakeGraph) -> None:
    say(thread, ben, "regular, likes tea", private=True)

    assert deliver_conversation(conversation_id=thread.id) is None

    assert graph.asked == []


def test_what_the_agent_prepared_is_dropped_when_a_person_has_acted(
    thread: Conversation, ben: Person, graph: FakeGraph
) -> None:
    version = thread.takeover_version
    say(thread, ben)

    with pytest.raises(TakenOver):
        actions.send_message(
            conversation_id=thread.id,
            sender=AgentSender(turn_id=uuid4(), name="Lumi"),
            text="answer",
            if_takeover_version=version,
        )

    assert not Message.objects.filter(sender_kind="agent").exists()


def _expected(receive: Receive) -> Attachment:
    receive("image")
    return Attachment.objects.get()


def test_it_fetches_a_customers_file_once(receive: Receive, graph: FakeGraph) -> None:
    attachment = _expected(receive)
    png = b"\x89PNG\r\n\x1a\n" + b"\0" * 32
    graph.answer(
        "GET", attachment.media_id, {"url": f"{graph.url}/file", "mime_type": "image/png", "id": "1"}
    )
    graph.answer("GET", "/file", png)

    fetch_attachment(attachment_id=attachment.id)
    fetch_attachment(attachment_id=attachment.id)

    attachment.refresh_from_db()
    assert (attachment.state, attachment.size) == (AttachmentState.READY, len(png))
    assert StoredFile.objects.count() == 1


def test_a_file_that_is_gone_says_so(receive: Receive, graph: FakeGraph) -> None:
    attachment = _expected(receive)

    fetch_attachment(attachment_id=attachment.id)

    attachment.refresh_from_db()
    assert attachment.state in {AttachmentState.FAILED, AttachmentState.PENDING}
    assert attachment.reason != ""
    assert StoredFile.objects.count() == 0


def test_the_same_client_id_is_the_same_message(thread: Conversation, ben: Person) -> None:
    client_id = UUID("01920000-0000-7000-8000-000000000001")

    first = actions.send_message(
        conversation_id=thread.id, sender=MemberSender(ben.member), text="50", client_id=client_id
    )
    second = actions.send_message(
        conversation_id=thread.id, sender=MemberSender(ben.member), text="50", client_id=client_id
    )

    assert first.id == second.id
    assert Message.objects.filter(direction="out").count() == 1
