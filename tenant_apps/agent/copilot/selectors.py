"""Reads: which drafts still wait for somebody's word."""

from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet

from shared_apps.core.errors import NotFound
from tenant_apps.agent.copilot.models import AgentDraft, DraftState
from tenant_apps.conversations.lists.visibility import visible_to
from tenant_apps.conversations.models import Direction, Message
from tenant_apps.team.models import Member


def standing_drafts(member: Member, *, conversation_id: UUID | None = None) -> QuerySet[AgentDraft]:
    """Return the open drafts that `member` sees and that nothing has overtaken, oldest first."""
    rows = AgentDraft.objects.filter(
        visible_to(member, "conversation"),
        ~_is_overtaken(),
        state=DraftState.OPEN,
        takeover_version=F("conversation__takeover_version"),
    )
    rows = rows.filter(conversation_id=conversation_id) if conversation_id else rows
    return rows.select_related("conversation__contact", "conversation__channel_account", "turn").order_by(
        "id"
    )


def _is_overtaken() -> Exists:
    """Ids grow with arrival, which tells messages of one second apart; the time keeps the look-up in its index."""
    newer = Message.objects.filter(
        conversation=OuterRef("conversation"),
        provider_at__gte=OuterRef("asked_at"),
        id__gt=OuterRef("last_message_id"),
        direction=Direction.IN,
    )
    return Exists(newer.exclude(kind="system"))


def is_standing(draft: AgentDraft) -> bool:
    """Return whether an open draft still answers what the customer wrote last."""
    rows = AgentDraft.objects.filter(
        ~_is_overtaken(), id=draft.id, takeover_version=F("conversation__takeover_version")
    )
    return rows.exists()


def get_draft(member: Member, draft_id: UUID) -> AgentDraft:
    """Return a draft whatever became of it; raises NotFound when there is none that `member` may see."""
    rows = AgentDraft.objects.filter(visible_to(member, "conversation"), id=draft_id)
    draft = rows.select_related("conversation__contact", "turn").first()
    if draft is None:
        raise NotFound
    return draft
