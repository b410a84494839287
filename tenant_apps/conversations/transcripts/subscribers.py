"""What transcripts do when a file was fetched."""

from collections.abc import Sequence

from shared_apps.core.tasks import send_after_commit
from shared_apps.vendors.llm import transcription
from tenant_apps.conversations.events import AttachmentFetched
from tenant_apps.conversations.transcripts.tasks import write_down


def listen(facts: Sequence[AttachmentFetched]) -> None:
    """Have each file looked at; whether it is a voice message, the task finds out."""
    if not transcription.is_configured():
        return
    for fact in facts:
        if fact.kind == "audio":
            send_after_commit(write_down, str(fact.attachment_id))
