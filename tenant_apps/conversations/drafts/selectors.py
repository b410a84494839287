"""Reads: a member's own drafts."""

from uuid import UUID

from django.db.models import QuerySet

from shared_apps.core.errors import NotFound
from tenant_apps.conversations.drafts.models import Draft
from tenant_apps.team.models import Member

MAX_DRAFTS = 200


def drafts_of(member: Member) -> QuerySet[Draft]:
    """Return what `member` began and did not send, the latest first, MAX_DRAFTS at most."""
    return Draft.objects.filter(member=member).order_by("-updated_at", "-id")[:MAX_DRAFTS]


def get_draft(member: Member, *, conversation_id: UUID, mode: str) -> Draft:
    """Return the draft that `member` has in a conversation; raises NotFound."""
    draft = Draft.objects.filter(member=member, conversation=conversation_id, mode=mode).first()
    if draft is None:
        raise NotFound
    return draft
