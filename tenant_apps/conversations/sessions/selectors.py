"""Reads: the sessions of a thread, the newest first."""

from datetime import timedelta
from typing import Any

from django.db.models import OuterRef, Subquery

from tenant_apps.conversations.csat.models import CsatRequest
from tenant_apps.conversations.models import Conversation, Message, Status
from tenant_apps.conversations.preview import preview_of
from tenant_apps.conversations.sessions.models import Session

MOST = 200
# A session begins by our clock at times, its first message stands by the platform's.
CLOCKS_DIFFER = timedelta(seconds=60)


def sessions_of(conversation: Conversation) -> list[dict[str, Any]]:
    """Return what is known of the thread's sessions; the present one is always among them. Three queries at most."""
    said = Message.objects.filter(
        conversation=OuterRef("conversation"),
        provider_at__gte=OuterRef("started_at") - CLOCKS_DIFFER,
        private=False,
    ).order_by("provider_at", "provider_seq", "id")
    rows = (
        Session.objects.filter(conversation=conversation)
        .select_related("ended_by")
        .annotate(first_id=Subquery(said.values("id")[:1]), first_text=Subquery(said.values("text")[:1]))
        .order_by("-started_at")
    )
    ratings = dict(
        CsatRequest.objects.filter(conversation=conversation, score__isnull=False).values_list(
            "session_at", "score"
        )
    )
    found = [
        {
            "started_at": row.started_at,
            "ended_at": row.ended_at,
            "ended_by": row.ended_by,
            "message": row.first_id,
            "text": preview_of(row.first_text or ""),
            "rating": ratings.get(row.started_at),
        }
        for row in rows[:MOST]
    ]
    if any(each["started_at"] == conversation.session_started_at for each in found):
        return found
    return [_present(conversation), *found]


def _present(conversation: Conversation) -> dict[str, Any]:
    """What the conversation itself says, before anybody wrote it down."""
    is_over = conversation.status == Status.RESOLVED
    return {
        "started_at": conversation.session_started_at,
        "ended_at": conversation.resolved_at if is_over else None,
        "ended_by": None,
        "message": None,
        "text": "",
        "rating": None,
    }
