"""What can be done to a message of ours that has not gone out, or did not: retry, take back, release."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from shared_apps.core.clock import now
from shared_apps.core.errors import NotFound
from shared_apps.facts import publish
from shared_apps.plans import entitlements, meters
from shared_apps.plans.choices import Meter
from tenant_apps.channels.errors import SendFailureCode
from tenant_apps.conversations.actions.addressing import check_open
from tenant_apps.conversations.actions.compose import touch_answered
from tenant_apps.conversations.actions.senders import AgentSender, MemberSender, Sender, SystemSender
from tenant_apps.conversations.errors import NotCancellable, NotConnected, NotRetriable, WindowClosed
from tenant_apps.conversations.events import (
    ConversationChanged,
    MessageCancelled,
    MessageChanged,
    MessageFailed,
    MessageQueued,
)
from tenant_apps.conversations.locks import locked_conversation
from tenant_apps.conversations.models import Conversation, Message, MessageStatus, SenderKind
from tenant_apps.conversations.preview import preview_of
from tenant_apps.team.models import Member

# A scheduled message that the plan has no room for is looked at again after this long.
LOOK_AGAIN = timedelta(minutes=10)


def _locked_message(conversation: Conversation, message_id: UUID) -> Message:
    message = (
        Message.objects.select_for_update(of=("self",))
        .select_related("channel_account")
        .filter(id=message_id, conversation=conversation)
        .first()
    )
    if message is None:
        raise NotFound
    return message


@transaction.atomic
def retry_message(*, conversation_id: UUID, message_id: UUID) -> Message:
    """Queue a failed message again; its next try is a new attempt.

    Raises NotFound, NotRetriable, WindowClosed, LimitReached.
    """
    conversation = locked_conversation(conversation_id)
    message = _locked_message(conversation, message_id)
    if message.status != MessageStatus.FAILED:
        raise NotRetriable
    is_template = message.kind == "template"
    check_open(conversation, message.channel_account, _author(message), now(), is_template=is_template)
    entitlements.require_sending()
    Message.objects.filter(id=message.id).update(
        status=MessageStatus.QUEUED,
        error_code="",
        error_message="",
        external_id=None,
        due_at=None,
        rev=F("rev") + 1,
    )
    message.refresh_from_db()
    publish(
        MessageChanged(message_id=message.id, conversation_id=conversation.id),
        MessageQueued(message_id=message.id, conversation_id=conversation.id),
    )
    return message


@transaction.atomic
def cancel_message(*, conversation_id: UUID, message_id: UUID) -> Message:
    """Take back a message that has not been tried yet, with the parts it was sent in; return what it was.

    Raises NotFound, and NotCancellable once the platform may have heard of it.
    """
    conversation = locked_conversation(conversation_id)
    message = _locked_message(conversation, message_id)
    is_waiting = message.due_at is not None and message.due_at > now()
    if message.status == MessageStatus.SCHEDULED:
        is_waiting = True
    elif message.status != MessageStatus.QUEUED or message.attempts.exists():
        is_waiting = False
    if not is_waiting:
        raise NotCancellable
    together = Message.objects.filter(conversation=conversation, created_at=message.created_at)
    together = together.filter(sender_id=message.sender_id, due_at=message.due_at, status=message.status)
    ids = list(together.values_list("id", flat=True))
    together.delete()
    if message.status == MessageStatus.QUEUED:
        meters.give_back(Meter.MESSAGES, len(ids))
    _show_last(conversation)
    publish(
        *[MessageCancelled(message_id=id, conversation_id=conversation.id) for id in ids],
        ConversationChanged(conversation_id=conversation.id),
    )
    return message


def _show_last(conversation: Conversation) -> None:
    """Put the list's preview back to the newest message that is left."""
    last = (
        conversation.messages.filter(private=False)
        .exclude(status=MessageStatus.SCHEDULED)
        .order_by("-provider_at", "-provider_seq", "-id")
        .first()
    )
    conversation.rev += 1
    if last is not None:
        conversation.last_message_text = preview_of(last.text)
        conversation.last_message_at = last.provider_at
        conversation.last_message_direction = last.direction
        conversation.last_message_kind = last.kind
        conversation.last_message_sender = last.sender_kind
        if last.direction == "in":
            conversation.waiting_since = conversation.waiting_since or last.provider_at
    conversation.save()


@transaction.atomic
def release_scheduled(*, message_id: UUID) -> None:
    """Queue a scheduled message whose hour has come; one that can no longer be sent fails with the reason."""
    found = Message.objects.filter(id=message_id).values_list("conversation_id", flat=True).first()
    if found is None:
        return
    conversation = locked_conversation(found)
    message = _locked_message(conversation, message_id)
    at = now()
    if message.status != MessageStatus.SCHEDULED or message.due_at is None or message.due_at > at:
        return
    sender = _author(message)
    try:
        check_open(conversation, message.channel_account, sender, at, is_template=message.kind == "template")
        if entitlements.is_paused():
            # It waits for the month to turn or a larger plan, and fails when its window closes before.
            Message.objects.filter(id=message.id).update(due_at=at + LOOK_AGAIN)
            return
        meters.count({Meter.MESSAGES: 1})
    except (WindowClosed, NotConnected) as refusal:
        message.status = MessageStatus.FAILED
        message.error_code = (
            SendFailureCode.NEEDS_TEMPLATE if refusal.data.get("what") == "template" else refusal.code
        )
        message.error_message = refusal.message
    else:
        message.status = MessageStatus.QUEUED
    last = conversation.last_inbound_at
    message.provider_at = max(at, last) if last else at
    # Delivery goes by the time of writing, so that it takes its turn among what was written meanwhile.
    message.created_at, message.due_at = at + timedelta(microseconds=message.provider_seq), None
    message.rev += 1
    message.save()
    if message.status == MessageStatus.QUEUED:
        touch_answered(conversation, message, sender)
    else:
        publish(MessageFailed(message_id=message.id, conversation_id=conversation.id))
    publish(
        MessageChanged(message_id=message.id, conversation_id=conversation.id),
        MessageQueued(message_id=message.id, conversation_id=conversation.id),
        ConversationChanged(conversation_id=conversation.id),
    )


def _author(message: Message) -> Sender:
    member = Member.objects.filter(id=message.sender_id).first() if message.sender_id else None
    if message.sender_kind == SenderKind.MEMBER and member is not None:
        return MemberSender(member)
    if message.sender_kind == SenderKind.AGENT:
        return AgentSender(message.trace_id, message.sender_name)
    return SystemSender()
