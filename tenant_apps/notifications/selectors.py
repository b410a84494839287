"""Reads: a member's alerts, how they want to be told, who may be told of a conversation."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Q, QuerySet

from tenant_apps.conversations.lists.visibility import visible_to
from tenant_apps.conversations.models import Conversation
from tenant_apps.notifications.choices import DEFAULTS, ways
from tenant_apps.notifications.models import Alert, AlertSettings, PushSubscription
from tenant_apps.team.models import Member

MAX_COUNTED = 1_000


def alerts_of(member: Member, *, unread: bool = False, kind: str = "") -> QuerySet[Alert]:
    """Return a member's alerts that stand in the app."""
    rows = _shown(member)
    if unread:
        rows = rows.filter(read_at=None)
    return rows.filter(kind=kind) if kind else rows


def _shown(member: Member) -> QuerySet[Alert]:
    """Return a member's alerts but those of kinds they do not want, and of conversations they may not see now."""
    rows = Alert.objects.filter(member=member).exclude(kind__in=_hidden(member.id))
    return (
        rows.filter(Q(conversation=None) | visible_to(member, "conversation"))
        if member.is_restricted
        else rows
    )


def _hidden(member_id: UUID) -> list[str]:
    chosen = settings_of([member_id])[member_id].kinds
    return [kind for kind in DEFAULTS if not ways(chosen, kind).in_app]


def unread_count(member_id: UUID) -> int:
    """Return how many alerts a member has not read, up to MAX_COUNTED."""
    member = Member.objects.filter(id=member_id).first()
    rows = _shown(member).filter(read_at=None) if member else Alert.objects.none()
    return rows.values("id")[:MAX_COUNTED].count()


def settings_of(member_ids: Sequence[UUID]) -> dict[UUID, AlertSettings]:
    """Return member → settings, unsaved ones for those who never chose; one query."""
    kept = {row.member_id: row for row in AlertSettings.objects.filter(member__in=member_ids)}
    return {id: kept.get(id) or AlertSettings(member_id=id) for id in member_ids}


def who_see(conversations: Iterable[Conversation]) -> dict[UUID, list[Member]]:
    """Return conversation → the people who answer customers and may see it."""
    rows = list(conversations)
    people = [member for member in Member.objects.filter(is_active=True) if member.can_reply]
    found: dict[UUID, list[Member]] = {row.id: [] for row in rows}
    for member in people:
        seen = set(found)
        if member.is_restricted:
            ids = Conversation.objects.filter(visible_to(member) & Q(id__in=list(found)))
            seen = set(ids.values_list("id", flat=True))
        for conversation_id in seen:
            found[conversation_id].append(member)
    return found


def subscriptions_of(member_id: UUID) -> list[PushSubscription]:
    return list(PushSubscription.objects.filter(member=member_id).order_by("id"))
