"""What the inbox does when something happened."""

from collections.abc import Sequence

from shared_apps.core.tasks import send_after_commit
from tenant_apps.conversations.events import AttachmentExpected, MessageQueued
from tenant_apps.conversations.tasks import deliver, fetch_file


def start_delivery(facts: Sequence[MessageQueued]) -> None:
    """One delivery per conversation, however many messages were queued."""
    for conversation_id in dict.fromkeys(fact.conversation_id for fact in facts):
        send_after_commit(deliver, str(conversation_id))


def fetch_files(facts: Sequence[AttachmentExpected]) -> None:
    for fact in facts:
        send_after_commit(fetch_file, str(fact.attachment_id))
