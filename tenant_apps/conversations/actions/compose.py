"""Write a message: a member's reply or note, the agent's answer, the system's remark."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from shared_apps.core.clock import now
from shared_apps.core.errors import Invalid, NotFound
from shared_apps.facts import acting, publish
from tenant_apps.channels import registry
from tenant_apps.channels.models import AccountState
from tenant_apps.conversations.errors import Empty, NotConnected, NotRetriable, TakenOver, WindowClosed
from tenant_apps.conversations.events import ConversationChanged, MessageChanged, MessageQueued
from tenant_apps.conversations.locks import locked_conversation
from tenant_apps.conversations.models import (
    AgentMode,
    Attachment,
    AttachmentState,
    Conversation,
    Direction,
    Message,
    MessageStatus,
    SenderKind,
    Status,
)
from tenant_apps.conversations.preview import preview_of
from tenant_apps.files.models import StoredFile
from tenant_apps.team.models import Member


@dataclass(frozen=True)
class MemberSender:
    """A person of the team."""

    member: Member


@dataclass(frozen=True)
class AgentSender:
    """The AI agent; `turn_id` leads to the trace of what it read."""

    turn_id: UUID | None
    name: str


@dataclass(frozen=True)
class SystemSender:
    """Parlor itself, for private remarks in the thread."""


Sender = MemberSender | AgentSender | SystemSender


@transaction.atomic
def send_message(
    *,
    conversation_id: UUID,
    sender: Sender,
    text: str = "",
    client_id: UUID | None = None,
    file_ids: Sequence[UUID] = (),
    reply_to: UUID | None = None,
    private: bool = False,
    buttons: Sequence[dict[str, str]] = (),
    if_takeover_version: int | None = None,
) -> Message:
    """Queue a message, or store a private note; the same `client_id` again returns the same message.

    Raises NotFound, Empty, Invalid, WindowClosed, NotConnected, and TakenOver when `if_takeover_version` is given
    and a person has acted since. A member's reply takes the conversation over from the agent.
    """
    conversation = locked_conversation(conversation_id)
    if client_id is not None:
        earlier = Message.objects.filter(client_id=client_id).first()
        if earlier is not None:
            if earlier.conversation_id != conversation.id:
                raise Invalid("This client_id was used for another conversation.")
            return earlier
    if if_takeover_version is not None and conversation.takeover_version != if_takeover_version:
        raise TakenOver
    files = _files(file_ids)
    if not text.strip() and not files:
        raise Empty
    at = now()
    if not private:
        _check_open(conversation, at)
    quoted = _quoted(conversation, reply_to)
    message = Message.objects.create(
        conversation=conversation,
        channel_account=conversation.channel_account,
        client_id=client_id,
        direction=Direction.OUT,
        kind=_kind(files, buttons),
        text=text.replace("\0", ""),
        payload={"buttons": list(buttons)} if buttons else {},
        private=private,
        status=MessageStatus.SENT if private else MessageStatus.QUEUED,
        reply_to=quoted,
        provider_at=_place_after(conversation, at),
        created_at=at,
        **signature_of(sender),
    )
    _attach(message, files)
    _touch(conversation, message, sender)
    with acting(actor=_actor(sender)):
        publish(
            MessageQueued(message_id=message.id, conversation_id=conversation.id),
            ConversationChanged(conversation_id=conversation.id),
        )
    return message


def _check_open(conversation: Conversation, at: datetime) -> None:
    account = conversation.channel_account
    if account.state == AccountState.DISCONNECTED:
        raise NotConnected
    has_window = registry.get(account.kind).capabilities.reply_window_hours is not None
    if has_window and (conversation.window_closes_at is None or conversation.window_closes_at <= at):
        raise WindowClosed


def _place_after(conversation: Conversation, at: datetime) -> datetime:
    """An answer never stands above what it answers, even when the platform's clock is ahead of ours."""
    last = conversation.last_inbound_at
    return max(at, last) if last else at


def _files(file_ids: Sequence[UUID]) -> list[StoredFile]:
    found = {file.id: file for file in StoredFile.objects.filter(id__in=file_ids)}
    missing = [file_id for file_id in file_ids if file_id not in found]
    if missing:
        raise Invalid("A file is missing. Upload it again.", fields={"attachments": [str(missing[0])]})
    return [found[file_id] for file_id in file_ids]


def _quoted(conversation: Conversation, reply_to: UUID | None) -> Message | None:
    if reply_to is None:
        return None
    quoted = Message.objects.filter(id=reply_to, conversation=conversation).first()
    if quoted is None:
        raise Invalid("The quoted message is not in this conversation.", fields={"reply_to": ["Not found."]})
    return quoted


def kind_of_file(content_type: str) -> str:
    """Return the message kind of a file: image, audio, video or document."""
    family = content_type.split("/", 1)[0]
    return family if family in {"image", "audio", "video"} else "document"


def _kind(files: Sequence[StoredFile], buttons: Sequence[dict[str, str]]) -> str:
    if files:
        return kind_of_file(files[0].content_type)
    return "buttons" if buttons else "text"


def signature_of(sender: Sender) -> dict[str, Any]:
    match sender:
        case MemberSender(member):
            return {"sender_kind": SenderKind.MEMBER, "sender_id": member.id, "sender_name": member.name}
        case AgentSender(turn_id, name):
            return {"sender_kind": SenderKind.AGENT, "trace_id": turn_id, "sender_name": name}
        case SystemSender():
            return {"sender_kind": SenderKind.SYSTEM}


def _actor(sender: Sender) -> str:
    return str(sender.member.id) if isinstance(sender, MemberSender) else type(sender).__name__


def _attach(message: Message, files: Sequence[StoredFile]) -> None:
    Attachment.objects.bulk_create(
        Attachment(
            message=message,
            kind=kind_of_file(file.content_type),
            name=file.name,
            content_type=file.content_type,
            size=file.size,
            file=file,
            state=AttachmentState.READY,
        )
        for file in files
    )


def _touch(conversation: Conversation, message: Message, sender: Sender) -> None:
    """Update the row that the list shows; a member's reply is a takeover."""
    conversation.rev += 1
    if not message.private:
        conversation.last_message_text = preview_of(message.text)
        conversation.last_message_at = message.provider_at
        conversation.last_message_direction = message.direction
        conversation.last_message_kind = message.kind
        conversation.last_message_sender = message.sender_kind
        if isinstance(sender, MemberSender):
            conversation.takeover_version += 1
            conversation.agent_mode = AgentMode.OFF
            conversation.assignee = conversation.assignee or sender.member
            conversation.status = Status.OPEN
            conversation.unread = 0
    conversation.save()


@transaction.atomic
def retry_message(*, conversation_id: UUID, message_id: UUID) -> Message:
    """Queue a failed message again; its next try is a new attempt. Raises NotFound, NotRetriable, WindowClosed."""
    conversation = locked_conversation(conversation_id)
    message = Message.objects.select_for_update().filter(id=message_id, conversation=conversation).first()
    if message is None:
        raise NotFound
    if message.status != MessageStatus.FAILED:
        raise NotRetriable
    _check_open(conversation, now())
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
