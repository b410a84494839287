"""Write a message: a member's reply or note, the agent's answer, the system's remark."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from shared_apps.core.clock import now
from shared_apps.core.errors import Invalid
from shared_apps.facts import acting, publish
from shared_apps.plans import entitlements, meters
from shared_apps.plans.choices import Meter
from shared_apps.plans.kernel import OWN_KINDS
from tenant_apps.channels import registry
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.conversations.actions.addressing import channel_of, check_open
from tenant_apps.conversations.actions.senders import (
    AgentSender,
    ApprovedSender,
    MemberSender,
    Sender,
    SystemSender,
    actor_of,
    signature_of,
)
from tenant_apps.conversations.contents import WITH_TEXT, checked, words_of
from tenant_apps.conversations.envelopes import checked_envelope
from tenant_apps.conversations.errors import Empty, TakenOver
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
    Status,
)
from tenant_apps.conversations.parts import Part, is_recording, kind_of_file, parts_of
from tenant_apps.conversations.preview import preview_of
from tenant_apps.files.models import StoredFile


@dataclass(frozen=True)
class _Posting:
    """How a message goes out, whatever it says; `at` is the moment of writing."""

    sender: Sender
    account: ChannelAccount
    at: datetime
    client_id: UUID | None
    private: bool
    mentions: Sequence[str]
    send_at: datetime | None
    undo_s: int
    envelope: Mapping[str, Any]

    @property
    def later_at(self) -> datetime | None:
        """Return when it is to go out, if somebody chose a time that is still to come."""
        is_later = not self.private and self.send_at is not None and self.send_at > self.at
        return self.send_at if is_later else None

    @property
    def due_at(self) -> datetime | None:
        if self.later_at:
            return self.later_at
        return self.at + timedelta(seconds=self.undo_s) if self.undo_s and not self.private else None

    @property
    def status(self) -> MessageStatus:
        if self.later_at:
            return MessageStatus.SCHEDULED
        return MessageStatus.SENT if self.private else MessageStatus.QUEUED


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
    mail: Mapping[str, Any] | None = None,
    if_takeover_version: int | None = None,
) -> Message:
    """Queue a message, or store a private note; the same `client_id` again returns the same message.

    `kind` and `content` are those of `conversations.contents`; `buttons` is short for the content of that kind.
    What one message of the platform cannot hold becomes several; the last one, which `client_id` names, is
    returned. It goes to `channel`, a channel account's id, or where the customer wrote last; after `undo_s`
    seconds, or at `send_at`. `mail` is what a member chose for the envelope: subject, cc, bcc.

    Raises NotFound, Empty, Invalid, WindowClosed, NotConnected, LimitReached, and TakenOver when
    `if_takeover_version` is given and a person has acted since. A member's reply takes the conversation over from
    the agent.
    """
    conversation = locked_conversation(conversation_id)
    if (earlier := _sent_as(client_id, conversation)) is not None:
        return earlier
    if if_takeover_version is not None and conversation.takeover_version != if_takeover_version:
        raise TakenOver
    if buttons:
        kind, content = "buttons", {"buttons": list(buttons)}
    whole = _whole(kind, text, content or {}, file_ids)
    account = channel_of(conversation, channel)
    posting = _Posting(
        sender, account, now(), client_id=client_id, private=private, mentions=mentions,
        send_at=send_at, undo_s=undo_s, envelope={} if private else checked_envelope(mail, account),
    )  # fmt: skip
    parts = [_note(whole)] if private else _cut(conversation, whole, posting)
    return _post(conversation, posting, parts, quoted=_quoted(conversation, reply_to))


def _sent_as(client_id: UUID | None, conversation: Conversation) -> Message | None:
    """Return the message that has this client id already; raises Invalid when it is in another thread."""
    earlier = Message.objects.filter(client_id=client_id).first() if client_id is not None else None
    if earlier is not None and earlier.conversation_id != conversation.id:
        raise Invalid("This client_id was used for another conversation.")
    return earlier


def _whole(kind: str, text: str, content: Mapping[str, Any], file_ids: Sequence[UUID]) -> Part:
    """Return what is to be said, before it is cut for a platform; raises Invalid, Empty."""
    payload = checked(kind, content)
    files = _files(file_ids)
    if files and kind != "text":
        raise Invalid(
            "Files go with a text only.", fields={"attachments": ["Send them as a message of their own."]}
        )
    if not text.strip() and not files and kind in ("text", *WITH_TEXT):
        raise Empty
    return Part(kind, text, files, payload)


def _files(file_ids: Sequence[UUID]) -> list[StoredFile]:
    found = {file.id: file for file in StoredFile.objects.filter(id__in=file_ids)}
    missing = [file_id for file_id in file_ids if file_id not in found]
    if missing:
        raise Invalid("A file is missing. Upload it again.", fields={"attachments": [str(missing[0])]})
    return [found[file_id] for file_id in file_ids]


def _note(whole: Part) -> Part:
    """Return a private note, which no platform sees: a text, or of the kind of its first file."""
    return replace(whole, kind=kind_of_file(whole.files[0].content_type) if whole.files else "text")


def _cut(conversation: Conversation, whole: Part, posting: _Posting) -> list[Part]:
    """Return what the platform is handed, message by message; raises NotConnected, ChannelHeld, WindowClosed."""
    account, sender = posting.account, posting.sender
    check_open(conversation, account, sender, posting.at, is_template=whole.kind == "template")
    return parts_of(
        kind=whole.kind,
        text=_worded(whole.text, sender, account),
        files=whole.files,
        payload=whole.payload,
        channel=registry.get(account.kind).capabilities,
    )


def _worded(text: str, sender: Sender, account: ChannelAccount) -> str:
    """Put the plan's line under an answer of the agent; under the website's chat the widget has it already."""
    if not text.strip() or not isinstance(sender, AgentSender | ApprovedSender) or account.kind in OWN_KINDS:
        return text
    return marked(text) if entitlements.has_watermark() else text


def _quoted(conversation: Conversation, reply_to: UUID | None) -> Message | None:
    if reply_to is None:
        return None
    quoted = Message.objects.filter(id=reply_to, conversation=conversation).first()
    if quoted is None:
        raise Invalid("The quoted message is not in this conversation.", fields={"reply_to": ["Not found."]})
    return quoted


def _post(
    conversation: Conversation, posting: _Posting, parts: Sequence[Part], *, quoted: Message | None
) -> Message:
    """Store `parts` in order and announce them; return the last. The first one quotes."""
    if not posting.private and posting.later_at is None:
        entitlements.require_sending()
        meters.count({Meter.MESSAGES: len(parts)})
    stored = [
        _stored(conversation, posting, part, number=number, of=len(parts), quoted=None if number else quoted)
        for number, part in enumerate(parts)
    ]
    if posting.later_at is None:
        touch_answered(conversation, stored[-1], posting.sender)
    with acting(actor=actor_of(posting.sender)):
        publish(
            *(MessageQueued(message_id=message.id, conversation_id=conversation.id) for message in stored),
            ConversationChanged(conversation_id=conversation.id),
        )
    return stored[-1]


def _stored(
    conversation: Conversation, posting: _Posting, part: Part, *, number: int, of: int, quoted: Message | None
) -> Message:
    payload, client_id = {**part.payload, **posting.envelope}, posting.client_id
    if of > 1:
        payload["part"] = {"number": number + 1, "of": of}
    if posting.mentions:
        payload["mentions"] = list(posting.mentions)
    if client_id is not None and number < of - 1:
        client_id = uuid5(client_id, str(number))
    message = Message.objects.create(
        conversation=conversation,
        channel_account=posting.account,
        client_id=client_id,
        direction=Direction.OUT,
        kind=part.kind,
        text=(part.text or words_of(part.kind, part.payload)).replace("\0", ""),
        payload=payload,
        private=posting.private,
        status=posting.status,
        reply_to=quoted,
        due_at=posting.due_at,
        provider_at=posting.later_at or _place_after(conversation, posting.at),
        provider_seq=number,
        created_at=posting.at,
        **signature_of(posting.sender),
    )
    _attach(message, part.files)
    return message


def _place_after(conversation: Conversation, at: datetime) -> datetime:
    """An answer never stands above what it answers, even when the platform's clock is ahead of ours."""
    last = conversation.last_inbound_at
    return max(at, last) if last else at


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
