"""What signals do when somebody read or answered."""

from collections.abc import Sequence

from tenant_apps.conversations.events import ConversationRead, MessageQueued
from tenant_apps.conversations.models import Message, SenderKind
from tenant_apps.conversations.signals.sending import have_read


def members_read(facts: Sequence[ConversationRead]) -> None:
    for conversation_id in dict.fromkeys(fact.conversation_id for fact in facts):
        have_read(conversation_id)


def members_answered(facts: Sequence[MessageQueued]) -> None:
    """Who answers has read; the agent says so itself when it begins, notes are nobody's business."""
    ids = [fact.message_id for fact in facts]
    rows = Message.objects.filter(id__in=ids, sender_kind=SenderKind.MEMBER, private=False)
    for conversation_id in rows.values_list("conversation_id", flat=True).distinct():
        have_read(conversation_id)
