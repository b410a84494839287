"""A visitor's events on their way into the ledger, where everybody's messages go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from shared_apps.core.clock import now
from shared_apps.core.errors import Invalid, NotFound
from shared_apps.intake.actions import accept
from shared_apps.realtime import push_to_viewers
from tenant_apps.channels.adapters.webchat import payloads
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.conversations.models import Conversation
from tenant_apps.files.models import StoredFile
from tenant_apps.webchat import selectors, tokens, widget
from tenant_apps.webchat.errors import WebchatErrorCode
from tenant_apps.webchat.tokens import Visitor


@dataclass(frozen=True)
class Said:
    """One message as the widget sends it; `files` are handles of uploads, `reply` a tapped choice."""

    client_id: UUID
    text: str = ""
    files: Sequence[str] = ()
    reply: tuple[str, str] | None = None
    reply_to: UUID | None = None
    details: Mapping[str, str] = field(default_factory=dict)
    page: str = ""
    language: str = ""


def say(*, account: ChannelAccount, visitor: Visitor, said: Said) -> None:
    """Put a message into the ledger; the same `client_id` again has no effect. Raises Invalid."""
    if not said.text.strip() and not said.files and said.reply is None:
        raise Invalid("Write something or attach a file.", fields={"text": ["This is empty."]})
    _check_details(account, visitor, said)
    _accept(
        account,
        visitor,
        payloads.Event(
            account=account.external_id,
            type="message",
            id=str(said.client_id),
            text=said.text,
            files=_files(said.files, visitor),
            reply=payloads.Reply(id=said.reply[0], title=said.reply[1]) if said.reply else None,
            reply_to=_quoted(account, visitor, said.reply_to),
            details={name: value for name, value in said.details.items() if value.strip()},
            page=said.page,
            language=said.language,
        ),
    )


def _check_details(account: ChannelAccount, visitor: Visitor, said: Said) -> None:
    """Ask for the pre-chat form once: before the first message of somebody whom nobody has vouched for."""
    missing = widget.missing_details(widget.settings_of(account.settings), said.details)
    if missing and visitor.kind == "visitor" and selectors.contact_of(account, visitor) is None:
        refusal = Invalid("Fill in the form first.", fields={name: ["This is needed."] for name in missing})
        refusal.code = WebchatErrorCode.DETAILS_MISSING
        raise refusal


def _files(handles: Sequence[str], visitor: Visitor) -> list[payloads.File]:
    ids = [tokens.file_of(handle, visitor) for handle in handles]
    stored = {str(file.id): file for file in StoredFile.objects.filter(id__in=[id for id in ids if id])}
    if any(id is None or id not in stored for id in ids):
        raise Invalid("A file is missing. Upload it again.", fields={"attachments": ["Not found."]})
    files = [stored[id] for id in ids if id]
    return [
        payloads.File(id=str(file.id), mime=file.content_type, name=file.name, size=file.size)
        for file in files
    ]


def _quoted(account: ChannelAccount, visitor: Visitor, message_id: UUID | None) -> str:
    message = selectors.message_for(account, visitor, message_id) if message_id else None
    return (message.external_id or "") if message else ""


def mark_read(*, account: ChannelAccount, visitor: Visitor) -> None:
    """The visitor has the thread before their eyes: everything until now is read."""
    _accept(account, visitor, payloads.Event(account=account.external_id, type="read"))


def react(*, account: ChannelAccount, visitor: Visitor, message_id: UUID, emoji: str) -> None:
    """Raises NotFound for a message that this visitor does not see."""
    message = selectors.message_for(account, visitor, message_id)
    if message is None or not message.external_id:
        raise NotFound
    _accept(
        account,
        visitor,
        payloads.Event(account=account.external_id, type="reaction", id=message.external_id, emoji=emoji),
    )


def _accept(account: ChannelAccount, visitor: Visitor, event: payloads.Event) -> None:
    event.at = now()
    event.visitor = payloads.Visitor(kind=visitor.kind, value=visitor.value, name=visitor.name)
    accept(platform=selectors.KIND, account_id=account.external_id, body=payloads.encode(event))


def show_typing(*, account: ChannelAccount, visitor: Visitor, is_on: bool) -> None:
    """Show the team that the visitor writes; never stored."""
    contact_id = selectors.contact_of(account, visitor)
    if contact_id is None:
        return
    thread = Conversation.objects.filter(contact_id=contact_id).select_related("contact").first()
    if thread is not None:
        who = {"kind": "contact", "id": str(contact_id), "name": thread.contact.name}
        state = "on" if is_on else "off"
        push_to_viewers(thread.id, "typing", {"conversation": str(thread.id), "who": who, "state": state})
