"""From the ledger to the thread: nothing lost, nothing twice, in the customer's order."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shared_apps.core.keys import tenant_key
from shared_apps.facts.models import FactRow
from shared_apps.intake import drain as draining
from shared_apps.intake.drain import drain
from shared_apps.intake.models import EventState, IntakeEvent
from tenant_apps.channels.inbound import InboundMessage, Sender
from tenant_apps.contacts.models import Contact, Identity
from tenant_apps.conversations.actions import receive_messages
from tenant_apps.conversations.events import ConversationOpened
from tenant_apps.conversations.models import (
    AgentMode,
    Attachment,
    Conversation,
    ConversationChannel,
    Message,
    MessageStatus,
    PendingChange,
    PendingReceipt,
    Reaction,
    Status,
)
from tenant_apps.conversations.realtime import conversation_created
from tenants.entering import entered
from tenants.models import Tenant
from tests.tenant_apps.conversations.conftest import (
    FIXTURES,
    PHONE_NUMBER_ID,
    Receive,
    announced,
    write_to_ledger,
)
from tests.tenant_apps.conversations.rooms import telegram

# What a customer's first message announces.
OPENED = ["ConversationOpened", "MessageReceived", "ConversationChanged"]


def test_it_tells_sockets_of_a_thread_that_is_new(receive: Receive, inside: Tenant) -> None:
    receive("text")
    thread = Conversation.objects.get()

    opened = ConversationOpened.read(FactRow.objects.get(name="ConversationOpened").payload)
    again = ConversationOpened(conversation_id=thread.id)
    [created, nothing] = conversation_created([opened, again])

    assert created is not None
    assert (created.type, created.data["id"], nothing) == ("conversation.created", str(thread.id), None)
    assert created.data["last_message"]["text"] == thread.last_message_text


def test_it_stores_a_first_message_with_its_contact_and_thread(receive: Receive, inside: Tenant) -> None:
    receive("text")

    message = Message.objects.get()
    assert (message.external_id, message.direction, message.kind) == ("wamid.PARLOR001", "in", "text")
    assert message.provider_at.timestamp() == 1_790_000_000
    assert message.sender_name == "Dana Koval"
    conversation = Conversation.objects.get()
    assert (conversation.status, conversation.unread) == (Status.PENDING, 1)
    assert conversation.last_message_text == message.text
    channel = ConversationChannel.objects.get()
    assert channel.window_closes_at is not None
    assert (channel.window_closes_at - message.provider_at).total_seconds() == 24 * 3600
    assert Contact.objects.get().name == "Dana Koval"
    assert set(Identity.objects.values_list("kind", flat=True)) >= {"bsuid", "wa_id"}
    assert announced(inside.schema_name) == OPENED
    assert IntakeEvent.objects.get().state == EventState.DONE


def test_people_of_the_phones_contacts_are_contacts_and_keep_the_name_they_have(
    receive: Receive, inside: Tenant
) -> None:
    receive("text", "smb_app_state_sync", "smb_app_state_sync")

    assert set(Contact.objects.values_list("name", "phone")) == {
        ("Dana Koval", "+380671112233"),
        ("Oksana Boyko", "+380501112233"),
    }


def test_the_phones_contacts_name_people_of_whom_only_the_number_was_known(
    receive: Receive, inside: Tenant
) -> None:
    receive("text")
    Contact.objects.update(name="")

    receive("smb_app_state_sync")

    assert Contact.objects.filter(name="Dana from the flower shop", phone="+380671112233").exists()


@pytest.mark.django_db(transaction=True)
def test_it_brings_its_own_transaction_where_there_is_none(acme: Tenant) -> None:
    message = InboundMessage(
        account_id="700",
        external_id="m.1",
        sender=Sender((("telegram", "42"),), "Dana"),
        provider_at=datetime(2026, 9, 21, tzinfo=UTC),
        kind="text",
        text="Hi",
    )
    with entered(acme):
        receive_messages([(telegram(), message)])

        assert Message.objects.get().text == "Hi"


def test_it_stores_a_repeated_body_once(receive: Receive, inside: Tenant) -> None:
    receive("text", "text")
    receive("text")

    assert Message.objects.count() == 1
    assert Conversation.objects.get().unread == 1
    assert announced(inside.schema_name) == OPENED


def test_it_keeps_the_platforms_order_when_bodies_are_reordered(receive: Receive) -> None:
    receive("text", called={"wamid.PARLOR001": "wamid.LATER", "1790000000": "1790000020"})
    receive("text", called={"wamid.PARLOR001": "wamid.EARLIER", "1790000000": "1790000010"})

    thread = Message.objects.order_by("provider_at", "provider_seq", "id")
    assert [message.external_id for message in thread] == ["wamid.EARLIER", "wamid.LATER"]
    conversation = Conversation.objects.get()
    assert conversation.last_message_at.timestamp() == 1_790_000_020
    assert conversation.unread == 2
    assert ConversationChannel.objects.get().last_inbound_external_id == "wamid.LATER"


def test_it_knows_a_customer_by_the_business_scoped_id_alone(receive: Receive) -> None:
    receive("text_without_phone", "text")

    assert Contact.objects.count() == 1
    assert Conversation.objects.get().unread == 2


def test_it_takes_every_message_of_a_batch_and_leaves_the_neighbours_account(receive: Receive) -> None:
    receive("batch")

    assert set(Message.objects.values_list("external_id", flat=True)) == {
        "wamid.PARLOR033",
        "wamid.PARLOR034",
        "wamid.PARLOR035",
    }
    unrouted = IntakeEvent.objects.filter(state=EventState.UNROUTED).values_list("account_id", flat=True)
    assert PHONE_NUMBER_ID not in set(unrouted)
    assert not IntakeEvent.objects.filter(state=EventState.PENDING).exists()


def test_it_expects_the_file_of_an_image_and_shows_the_bubble_at_once(receive: Receive) -> None:
    receive("image")

    attachment = Attachment.objects.get()
    assert (attachment.kind, attachment.state, attachment.message.kind) == ("image", "pending", "image")
    assert attachment.media_id != ""


def test_it_keeps_what_it_does_not_know_as_a_placeholder(receive: Receive) -> None:
    receive("type_of_tomorrow")

    message = Message.objects.get()
    assert message.kind == "unsupported"
    assert message.payload != {}


def test_it_reopens_a_resolved_conversation_for_the_agent(receive: Receive) -> None:
    receive("text")
    Conversation.objects.update(status=Status.RESOLVED)

    receive("text", called={"wamid.PARLOR001": "wamid.AGAIN", "1790000000": "1790000030"})

    conversation = Conversation.objects.get()
    assert conversation.status == Status.PENDING
    assert conversation.session_started_at.timestamp() == 1_790_000_030


def test_it_reopens_a_resolved_conversation_for_people_when_the_agent_is_off(receive: Receive) -> None:
    receive("text")
    Conversation.objects.update(status=Status.RESOLVED, agent_mode=AgentMode.OFF)

    receive("text", called={"wamid.PARLOR001": "wamid.AGAIN"})

    assert Conversation.objects.get().status == Status.OPEN


def test_it_shows_what_a_person_wrote_on_the_phone_and_silences_the_agent(receive: Receive) -> None:
    receive("text", "echo")

    echo = Message.objects.get(external_id="wamid.ECHO01")
    assert (echo.direction, echo.sender_kind, echo.status) == ("out", "system", "delivered")
    conversation = Conversation.objects.get()
    assert (conversation.agent_mode, conversation.takeover_version) == (AgentMode.OFF, 1)


def test_it_reacts_takes_back_edits_and_deletes(receive: Receive) -> None:
    receive("text", called={"wamid.PARLOR001": "wamid.OURS01"})
    receive("reaction")
    assert Reaction.objects.get().emoji == "👍"
    receive("reaction_removed")
    assert Reaction.objects.count() == 0

    receive("text", called={"wamid.PARLOR001": "wamid.THEIRS01"})
    receive("edit", "revoke")

    message = Message.objects.get(external_id="wamid.THEIRS01")
    assert message.text == "на 15:00, вибачте"
    assert len(message.payload["versions"]) == 1
    assert message.deleted_at is not None


def test_it_applies_an_edit_that_came_before_its_message(receive: Receive) -> None:
    receive("edit")
    assert PendingChange.objects.count() == 1

    receive("text", called={"wamid.PARLOR001": "wamid.THEIRS01"})

    assert Message.objects.get(external_id="wamid.THEIRS01").text == "на 15:00, вибачте"
    assert PendingChange.objects.count() == 0


def ours(conversation: Conversation, **fields: Any) -> Message:
    """A message of ours that the platform calls wamid.OURS01."""
    return Message.objects.create(
        conversation=conversation,
        channel_account=conversation.channel_account,
        direction="out",
        kind="text",
        text="50",
        sender_kind="member",
        provider_at=conversation.last_message_at,
        **{"external_id": "wamid.OURS01", "status": MessageStatus.SENT, **fields},
    )


def test_a_status_only_moves_forward(receive: Receive, thread: Conversation) -> None:
    message = ours(thread)

    receive("status_read", "status_delivered", "status_sent")

    message.refresh_from_db()
    assert message.status == MessageStatus.READ


def test_a_failure_says_why(receive: Receive, thread: Conversation) -> None:
    message = ours(thread)

    receive("status_failed")

    message.refresh_from_db()
    assert message.status == MessageStatus.FAILED
    assert message.error_code != ""
    assert message.error_message != ""


def test_a_status_that_is_faster_than_its_message_waits_for_it(
    receive: Receive, thread: Conversation
) -> None:
    receive("status_read")

    receipt = PendingReceipt.objects.get()
    assert (receipt.external_id, receipt.status) == ("wamid.OURS01", "read")


def test_a_receipt_with_our_reference_settles_a_send_that_was_cut_off(
    receive: Receive, thread: Conversation
) -> None:
    message = ours(thread, external_id=None, status=MessageStatus.SENDING)

    receive("status_sent", called={"0192aa00-0000-7000-8000-000000000001": str(message.id)})

    message.refresh_from_db()
    assert (message.external_id, message.status) == ("wamid.OURS01", MessageStatus.SENT)


def test_a_bad_row_is_parked_with_its_reason_and_harms_nobody_else(receive: Receive, inside: Tenant) -> None:
    write_to_ledger((FIXTURES / "text.json").read_bytes(), schema=inside.schema_name)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE public.intake_event SET payload = 'not json', attempts = 5")

    receive("text_reply")

    parked = IntakeEvent.objects.get(state=EventState.FAILED)
    assert "BadPayload" in parked.reason
    assert Message.objects.get().external_id == "wamid.PARLOR002"


def test_a_row_whose_account_moved_on_is_not_handled_here(inside: Tenant, globex: Tenant) -> None:
    write_to_ledger((FIXTURES / "text.json").read_bytes(), schema=inside.schema_name)

    drain(inside.schema_name)

    assert Message.objects.count() == 0
    event = IntakeEvent.objects.get()
    assert (event.state, event.schema) == (EventState.UNROUTED, "")


def test_it_asks_the_database_as_often_for_thirty_messages_as_for_one(
    receive: Receive, inside: Tenant
) -> None:
    receive("text")
    body = (FIXTURES / "text.json").read_bytes()

    def queries(count: int) -> int:
        for number in range(count):
            write_to_ledger(
                body.replace(b"wamid.PARLOR001", f"wamid.{count}.{number}".encode()),
                schema=inside.schema_name,
            )
        with CaptureQueriesContext(connection) as captured:
            drain(inside.schema_name)
        return len(captured)

    assert queries(30) == queries(1)


def test_it_asks_the_database_as_often_for_thirty_changes_as_for_one(
    receive: Receive, inside: Tenant
) -> None:
    receive("text")
    text = (FIXTURES / "text.json").read_bytes()
    reaction = (FIXTURES / "reaction.json").read_bytes()
    edit = (FIXTURES / "edit.json").read_bytes()

    def queries(count: int) -> int:
        for number in range(count):
            name = f"wamid.{count}.{number}".encode()
            write_to_ledger(text.replace(b"wamid.PARLOR001", name), schema=inside.schema_name)
        drain(inside.schema_name)
        for number in range(count):
            name = f"wamid.{count}.{number}".encode()
            write_to_ledger(reaction.replace(b"wamid.OURS01", name), schema=inside.schema_name)
            write_to_ledger(edit.replace(b"wamid.THEIRS01", name), schema=inside.schema_name)
        with CaptureQueriesContext(connection) as captured:
            drain(inside.schema_name)
        return len(captured)

    assert queries(30) == queries(1)
    assert Reaction.objects.count() == 31
    assert Message.objects.filter(edited_at__isnull=False).count() == 31


def test_a_drain_that_was_turned_away_is_made_up_for(
    receive: Receive, inside: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive("text")
    body = (FIXTURES / "text.json").read_bytes()
    come_meanwhile = [b"wamid.LATE01"]

    def handle(*given: Any) -> None:
        is_handled(*given)
        while come_meanwhile:
            late = body.replace(b"wamid.PARLOR001", come_meanwhile.pop())
            write_to_ledger(late, schema=inside.schema_name)
            cache.set(tenant_key(draining.ASKED), 1)

    is_handled = draining._handle
    monkeypatch.setattr(draining, "_handle", handle)

    write_to_ledger(body.replace(b"wamid.PARLOR001", b"wamid.FIRST01"), schema=inside.schema_name)
    drain(inside.schema_name)

    assert Message.objects.filter(external_id="wamid.LATE01").exists()
    assert cache.get(tenant_key(draining.ASKED)) is None


def test_a_drain_that_finds_another_at_work_asks_it_to_look_again(inside: Tenant) -> None:
    write_to_ledger((FIXTURES / "text.json").read_bytes(), schema=inside.schema_name)
    elsewhere = connection.copy()
    try:
        with elsewhere.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_lock(hashtextextended('drain:' || %s, 0))", [inside.schema_name]
            )
            assert drain(inside.schema_name) == 0
            # Closing the connection gives the lock back too, but some time later.
            cursor.execute("SELECT pg_advisory_unlock_all()")
    finally:
        elsewhere.close()

    assert cache.get(tenant_key(draining.ASKED)) == 1
    assert drain(inside.schema_name) == 1
