"""What is sent is no draft any more."""

from collections.abc import Sequence

from tenant_apps.conversations.drafts.actions import drop_draft
from tenant_apps.conversations.drafts.models import Draft, Mode
from tenant_apps.conversations.events import MessageQueued
from tenant_apps.conversations.models import SenderKind
from tenant_apps.conversations.selectors import messages_called


def drop_sent(facts: Sequence[MessageQueued]) -> None:
    """Remove drafts whose text was sent; what was written after the sending stays."""
    for message in messages_called([fact.message_id for fact in facts]):
        if message.sender_kind != SenderKind.MEMBER or message.sender_id is None:
            continue
        mode = Mode.NOTE if message.private else Mode.REPLY
        mine = Draft.objects.filter(member=message.sender_id, conversation=message.conversation_id, mode=mode)
        if (
            mine.filter(updated_at__lte=message.created_at).exists()
            or mine.filter(text=message.text).exists()
        ):
            drop_draft(member_id=message.sender_id, conversation_id=message.conversation_id, mode=mode)
