"""Write a message: a member's reply or note, the agent's answer, the system's remark."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from shared_apps.core.clock import now
from shared_apps.core.errors import Invalid
from shared_apps.facts import Fact, acting, publish
from shared_apps.plans import entitlements, meters
from shared_apps.plans.choices import Meter
from shared_apps.plans.kernel import OWN_KINDS
from tenant_apps.channels import registry
from tenant_apps.channels.gate import hold_of
from tenant_apps.channels.models import AccountState, ChannelAccount
from tenant_apps.conversations.contents import WITH_TEXT, checked, words_of
from tenant_apps.conversations.errors import ChannelHeld, Empty, NotConnected, TakenOver, WindowClosed
from tenant_apps.conversations.events import ConversationChanged, MessageQueued
from tenant_apps.conversations.locks import locked_conversation
from tenant_apps.conversations.marks import marked
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
from tenant_apps.conversations.parts import Part, is_recording, kind_of_file, parts_of
from tenant_apps.conversations.preview import preview_of
from tenant_apps.conversations.windows import is_open, is_open_to_people
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
class ApprovedSender:
    """The agent, whose words a member has let out."""

    member: Member
    turn_id: UUID
    name: str


@dataclass(frozen=True)
class SystemSender:
    """Parlor itself, for private remarks in the thread."""


Sender = MemberSender | AgentSender | ApprovedSender | SystemSender


@transaction.atomic
def send_message(
    *,
    conversation_id: UUID,
    sender: Sender,
    text: str = "",
    kind: str = "text",
    content: Mapping[str, Any] | None = None,
    client_id: UUID | None = None,
    file_ids: Sequence[UUID] = (),
    reply_to: UUID | None = None,
    private: bool = False,
    mentions: Sequence[str] = (),
    buttons: Sequence[dict[str, str]] = (),
    channel: UUID | None = None,
    send_at: datetime | None = None,
    undo_s: int = 0,
    if_takeover_version: int | None = None,
) -> Message:
    """Queue a message, or store a private note; the same `client_id` again returns the same message.

    `kind` and `content` are those of `conversations.contents`; `buttons` is short for the content of that kind.
    What one message of the platform cannot hold becomes several; the last one, which `client_id` names, is
    returned. It goes to `channel`, a channel account's id, or where the customer wrote last; after `undo_s`
    seconds, or at `send_at`.

    Raises NotFound, Empty, Invalid, WindowClosed, NotConnected, LimitReached, and TakenOver when
    `if_takeover_version` is given and a person has acted since. A member's reply takes the conversation over from
    the agent.
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
    if buttons:
        kind, content = "buttons", {"buttons": list(buttons)}
    payload = checked(kind, content or {})
    files = _files(file_ids)
    if files and kind != "text":
        raise Invalid(
            "Files go with a text only.", fields={"attachments": ["Send them as a message of their own."]}
        )
    if not text.strip() and not files and kind in ("text", *WITH_TEXT):
        raise Empty
    at = now()
    account = channel_of(conversation, channel)
    if not private:
        check_open(conversation, account, sender, at, is_template=kind == "template")
        text = _worded(text, sender, account)
    parts = (
        [Part("text" if not files else kind_of_file(files[0].content_type), text, files, payload)]
        if private
        else parts_of(
            kind=kind,
            text=text,
            files=files,
            payload=payload,
            channel=registry.get(account.kind).capabilities,
        )
    )
    return _store(
        conversation, account, sender, parts, at,
        client_id=client_id, quoted=_quoted(conversation, reply_to), private=private,
        mentions=mentions, send_at=send_at, undo_s=undo_s,
    )  # fmt: skip


def _store(
    conversation: Conversation,
    account: ChannelAccount,
    sender: Sender,
    parts: Sequence[Part],
    at: datetime,
    *,
    client_id: UUID | None,
    quoted: Message | None,
    private: bool,
    mentions: Sequence[str],
    send_at: datetime | None,
    undo_s: int,
) -> Message:
    """Store `parts` in order and announce them; return the last."""
    is_scheduled = not private and send_at is not None and send_at > at
    place = send_at if is_scheduled and send_at else _place_after(conversation, at)
    due_at = send_at if is_scheduled else (at + timedelta(seconds=undo_s) if undo_s and not private else None)
    status = MessageStatus.SENT if private else MessageStatus.QUEUED
    if not private and not is_scheduled:
        entitlements.require_sending()
        meters.count({Meter.MESSAGES: len(parts)})
    facts: list[Fact] = []
    for number, part in enumerate(parts):
        is_last = number == len(parts) - 1
        payload = dict(part.payload)
        if len(parts) > 1:
            payload["part"] = {"number": number + 1, "of": len(parts)}
        if mentions:
            payload["mentions"] = list(mentions)
        message = Message.objects.create(
            conversation=conversation,
            channel_account=account,
            client_id=client_id if is_last or client_id is None else uuid5(client_id, str(number)),
            direction=Direction.OUT,
            kind=part.kind,
            text=(part.text or words_of(part.kind, part.payload)).replace("\0", ""),
            payload=payload,
            private=private,
            status=MessageStatus.SCHEDULED if is_scheduled else status,
            reply_to=quoted if number == 0 else None,
            due_at=due_at,
            provider_at=place,
            provider_seq=number,
            created_at=at,
            **signature_of(sender),
        )
        _attach(message, part.files)
        facts.append(MessageQueued(message_id=message.id, conversation_id=conversation.id))
    if not is_scheduled:
        touch_answered(conversation, message, sender)
    with acting(actor=_actor(sender)):
        publish(*facts, ConversationChanged(conversation_id=conversation.id))
    return message


def _worded(text: str, sender: Sender, account: ChannelAccount) -> str:
    """Put the plan's line under an answer of the agent; under the website's chat the widget has it already."""
    if not text.strip() or not isinstance(sender, AgentSender | ApprovedSender) or account.kind in OWN_KINDS:
        return text
    return marked(text) if entitlements.has_watermark() else text


def channel_of(conversation: Conversation, wanted: UUID | None) -> ChannelAccount:
    """Return the account to answer on; raises Invalid for one that the thread does not have."""
    if wanted is None or wanted == conversation.channel_account_id:
        return conversation.channel_account
    used = conversation.channels.select_related("channel_account").filter(channel_account=wanted).first()
    if used is None:
        raise Invalid(
            "The customer never wrote on this channel.",
            fields={"channel": ["Choose a channel of this thread."]},
        )
    return used.channel_account


def check_open(
    conversation: Conversation,
    account: ChannelAccount,
    sender: Sender,
    at: datetime,
    *,
    is_template: bool = False,
) -> None:
    """Raise NotConnected, ChannelHeld or WindowClosed when `sender` cannot write on the channel at `at`."""
    if account.state == AccountState.DISCONNECTED:
        raise NotConnected
    hold = hold_of(account.kind, account.id)
    if hold is not None:
        raise ChannelHeld(hold)
    rule = registry.get(account.kind).capabilities
    if is_template and rule.has_templates:
        return
    used = conversation.channels.filter(channel_account=account).first()
    opened = is_open_to_people if isinstance(sender, MemberSender) else is_open
    if not opened(used, rule, at):
        raise WindowClosed(has_templates=rule.has_templates)


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


def signature_of(sender: Sender) -> dict[str, Any]:
    match sender:
        case MemberSender(member):
            return {"sender_kind": SenderKind.MEMBER, "sender_id": member.id, "sender_name": member.name}
        case AgentSender(turn_id, name):
            return {"sender_kind": SenderKind.AGENT, "trace_id": turn_id, "sender_name": name}
        case ApprovedSender(member, turn_id, name):
            signature = {"sender_kind": SenderKind.AGENT, "trace_id": turn_id, "sender_name": name}
            return {**signature, "sender_id": member.id}
        case SystemSender():
            return {"sender_kind": SenderKind.SYSTEM}


def _actor(sender: Sender) -> str:
    if isinstance(sender, MemberSender | ApprovedSender):
        return str(sender.member.id)
    return type(sender).__name__


def _attach(message: Message, files: Sequence[StoredFile]) -> None:
    Attachment.objects.bulk_create(
        Attachment(
            message=message,
            kind=kind_of_file(file.content_type),
            name=file.name,
            content_type=file.content_type,
            size=file.size,
            is_voice=is_recording(file.name),
            file=file,
            state=AttachmentState.READY,
        )
        for file in files
    )


def touch_answered(conversation: Conversation, message: Message, sender: Sender) -> None:
    """Update the row that the list shows; a member's reply is a takeover, unless the agent only drafts here."""
    conversation.rev += 1
    if not message.private:
        conversation.last_message_text = preview_of(message.text)
        conversation.last_message_at = message.provider_at
        conversation.last_message_direction = message.direction
        conversation.last_message_kind = message.kind
        conversation.last_message_sender = message.sender_kind
        if not isinstance(sender, SystemSender):
            conversation.waiting_since = None
            conversation.first_reply_at = conversation.first_reply_at or message.created_at
        if isinstance(sender, MemberSender):
            conversation.takeover_version += 1
            if conversation.agent_mode != AgentMode.COPILOT:
                conversation.agent_mode = AgentMode.OFF
        if isinstance(sender, MemberSender | ApprovedSender):
            conversation.assignee = conversation.assignee or sender.member
            conversation.status = Status.OPEN
            conversation.snoozed_until, conversation.snooze_until_reply = None, False
            conversation.unread = 0
    conversation.save()
