"""What keeps order when something happened."""

from collections.abc import Sequence

from tenant_apps.conversations.actions import change_conversation
from tenant_apps.conversations.events import ConversationOpened, MessageQueued
from tenant_apps.conversations.organising.actions import store_mentions
from tenant_apps.conversations.organising.selectors import inbox_settings
from tenant_apps.conversations.selectors import messages_called, threads_called


def keep_mentions(facts: Sequence[MessageQueued]) -> None:
    """Keep and tell who was called in private notes."""
    store_mentions(messages_called([fact.message_id for fact in facts]))


def let_go(facts: Sequence[ConversationOpened]) -> None:
    """Take a conversation off who had it when its customer writes anew, where the workspace wants that."""
    if inbox_settings().keeps_assignee:
        return
    for row in threads_called([fact.conversation_id for fact in facts if fact.by is None]):
        if row.assignee_id and row.waiting_since:
            change_conversation(conversation_id=row.id, changes={"assignee": None})
