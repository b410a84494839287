"""A stored message as what its channel's adapter takes."""

from uuid import UUID

from shared_apps.core.clock import now
from shared_apps.core.lookups import Lookup
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.channels.outbound import Outbound, OutboundMedia, SentBy
from tenant_apps.channels.registry import get
from tenant_apps.channels.sounds import fit_sound
from tenant_apps.contacts.selectors import identities_at
from tenant_apps.conversations.contents import outbound_parts
from tenant_apps.conversations.envelopes import envelope_context
from tenant_apps.conversations.models import Attachment, ConversationChannel, Message, SenderKind
from tenant_apps.conversations.windows import is_open

_SENT_BY: dict[str, SentBy] = {SenderKind.MEMBER: "member", SenderKind.AGENT: "agent"}


def outbound_of(message: Message) -> Outbound:
    """Return what to send for `message`, whose conversation, account and quote are loaded; files are read whole.

    Raises SendFailed for a recording that the channel cannot play.
    """
    rule = get(message.channel_account.kind).capabilities
    files = [fit_sound(_media(file), rule) for file in _files.all(message.id) if file.file]
    channel = channel_row(message.conversation_id, message.channel_account)
    return Outbound(
        kind=message.kind,  # type: ignore[arg-type]  # compose stores sendable kinds only
        recipient=recipient_of(message),
        text="" if message.kind in ("template", "location", "contacts") else message.text,
        media=files[0] if files else None,
        more_media=tuple(files[1:]),
        reply_to=message.reply_to.external_id if message.reply_to else None,
        client_ref=str(message.id),
        sent_by=_SENT_BY.get(message.sender_kind, "system"),
        is_extended=not is_open(channel, rule, now()),
        context={**(channel.context if channel else {}), **envelope_context(message.payload)},
        **outbound_parts(message.payload),
    )


def recipient_of(message: Message) -> tuple[tuple[str, str], ...]:
    return identities_at(
        contact_id=message.conversation.contact_id, channel_account_id=message.channel_account_id
    )


def channel_row(conversation_id: UUID, account: ChannelAccount) -> ConversationChannel | None:
    return _channel_row.first(conversation_id, account.id)


_files = Lookup(
    lambda message_id: Attachment.objects.filter(message=message_id).select_related("file").order_by("id"),
    UUID(int=1),
)
_channel_row = Lookup(
    lambda conversation_id, account_id: ConversationChannel.objects.filter(
        conversation=conversation_id, channel_account=account_id
    ),
    UUID(int=1),
    UUID(int=2),
)


def _media(file: Attachment) -> OutboundMedia:
    assert file.file is not None
    with file.file.file.open("rb") as opened:
        return OutboundMedia(
            name=file.name, mime=file.content_type, content=opened.read(), voice=file.is_voice
        )
