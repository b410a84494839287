"""What is told of a message before the message itself is known: it waits, and is lost by nobody's timing."""

import pytest

from tenant_apps.conversations.actions.deliver import deliver_conversation
from tenant_apps.conversations.models import (
    Conversation,
    Message,
    MessageStatus,
    PendingChange,
    PendingReceipt,
    Reaction,
)
from tenant_apps.conversations.tasks import sweep_inbox
from tests.cast import Person
from tests.contract.fake_graph import FakeGraph
from tests.tenant_apps.conversations.conftest import Receive
from tests.tenant_apps.conversations.test_delivering import MESSAGES, accepted, say

pytestmark = pytest.mark.django_db


def test_what_is_faster_than_the_answer_is_not_lost(
    thread: Conversation, ben: Person, graph: FakeGraph, receive: Receive
) -> None:
    message = say(thread, ben)
    receive("status_read", "reaction", "text_reply")
    graph.answer("POST", MESSAGES, accepted())

    deliver_conversation(conversation_id=thread.id)

    message.refresh_from_db()
    assert message.status == MessageStatus.READ
    assert Reaction.objects.get().message_id == message.id
    assert Message.objects.get(reply_to_external_id="wamid.OURS01").reply_to_id == message.id
    assert (PendingChange.objects.count(), PendingReceipt.objects.count()) == (0, 0)


def test_a_reply_quotes_what_comes_after_it(receive: Receive) -> None:
    receive("text_reply")
    receive("text", called={"wamid.PARLOR001": "wamid.OURS01"})

    quoted = Message.objects.get(external_id="wamid.OURS01")
    assert Message.objects.get(reply_to_external_id="wamid.OURS01").reply_to_id == quoted.id


def test_what_was_stored_in_the_same_moment_is_applied_by_the_sweeper(
    thread: Conversation, ben: Person, receive: Receive
) -> None:
    message = say(thread, ben)
    receive("reaction", "status_read")
    # Neither transaction saw the other: the message has its id, and what speaks of it waits.
    Message.objects.filter(id=message.id).update(external_id="wamid.OURS01", status=MessageStatus.SENT)

    sweep_inbox()

    message.refresh_from_db()
    assert message.status == MessageStatus.READ
    assert Reaction.objects.get().message_id == message.id
    assert (PendingChange.objects.count(), PendingReceipt.objects.count()) == (0, 0)


def test_what_cannot_be_applied_keeps_nothing_else_waiting(
    thread: Conversation, ben: Person, receive: Receive
) -> None:
    broken, message = say(thread, ben, "first"), say(thread, ben, "second")
    receive("reaction")
    account = PendingChange.objects.get().channel_account
    PendingChange.objects.create(channel_account=account, external_id="wamid.BROKEN", kind="Edit", event={})
    Message.objects.filter(id=broken.id).update(external_id="wamid.BROKEN", status=MessageStatus.SENT)
    Message.objects.filter(id=message.id).update(external_id="wamid.OURS01", status=MessageStatus.SENT)

    sweep_inbox()

    assert Reaction.objects.get().message_id == message.id
    assert PendingChange.objects.get().external_id == "wamid.BROKEN"


def test_what_a_customer_made_of_an_echo_is_kept_when_it_gives_way(
    thread: Conversation, ben: Person, graph: FakeGraph, receive: Receive
) -> None:
    ours = {"wamid.ECHO01": "wamid.OURS01"}
    receive("echo", called=ours)
    receive("reaction", "text_reply")
    message = say(thread, ben, "Something else")
    graph.answer("POST", MESSAGES, accepted())

    deliver_conversation(conversation_id=thread.id)

    assert Message.objects.get(external_id="wamid.OURS01").id == message.id
    assert Reaction.objects.get().message_id == message.id
    assert Message.objects.get(reply_to_external_id="wamid.OURS01").reply_to_id == message.id
