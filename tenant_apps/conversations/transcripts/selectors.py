"""Reads: the words of voice messages."""

from collections.abc import Iterable
from uuid import UUID

from tenant_apps.conversations.transcripts.models import Transcript, TranscriptState


def spoken(message_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the words of each voice message that has any; one query."""
    rows = Transcript.objects.filter(attachment__message__in=list(message_ids), state=TranscriptState.READY)
    words: dict[UUID, str] = {}
    for message_id, text in rows.order_by("attachment").values_list("attachment__message_id", "text"):
        words[message_id] = "\n".join(filter(None, [words.get(message_id, ""), text]))
    return words
