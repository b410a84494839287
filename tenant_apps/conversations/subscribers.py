"""What the inbox does when something happened."""

from collections.abc import Sequence

from tenant_apps.conversations.events import AttachmentExpected, MessageQueued
from tenant_apps.conversations.tasks import deliver, fetch_file


def start_delivery(facts: Sequence[MessageQueued]) -> None:
    """One delivery per conversation, however many messages were queued."""
    for conversation_id in dict.fromkeys(fact.conversation_id for fact in facts):
        deliver.delay_on_commit(str(conversation_id))


def fetch_files(facts: Sequence[AttachmentExpected]) -> None:
    for fact in facts:
        fetch_file.delay_on_commit(str(fact.attachment_id))
