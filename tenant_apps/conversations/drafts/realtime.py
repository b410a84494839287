"""`draft.updated`, for the writer's own sockets only."""

from typing import Any

from django.db import transaction

from shared_apps.realtime import Audience, push_ephemeral
from tenant_apps.conversations.drafts.models import Draft


def draft_view(draft: Draft) -> dict[str, Any]:
    return {
        "conversation": str(draft.conversation_id),
        "mode": draft.mode,
        "text": draft.text,
        "attachments": [str(id) for id in draft.attachments],
        "reply_to": str(draft.reply_to) if draft.reply_to else None,
        "channel": str(draft.channel) if draft.channel else None,
        "written_at": _iso(draft.written_at),
        "other": {"text": draft.other_text, "written_at": _iso(draft.other_written_at)}
        if draft.other_written_at and draft.other_text
        else None,
        "rev": draft.rev,
    }


def _iso(at: Any) -> str | None:
    return at.isoformat().replace("+00:00", "Z") if at else None


def tell(draft: Draft) -> None:
    """Show the draft on the member's other devices once it is committed."""
    view, mine = draft_view(draft), Audience.of_member(draft.member_id)
    transaction.on_commit(lambda: push_ephemeral("draft.updated", view, mine), robust=True)
