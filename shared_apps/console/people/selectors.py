"""Everybody who signs in, whatever their businesses."""

from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery

from shared_apps.accounts.credentials import SECOND_FACTORS
from shared_apps.accounts.models import DeviceSession, User
from shared_apps.audit.models import AuditEntry
from shared_apps.core.errors import NotFound
from tenants.models import Membership

STATES = ("active", "locked", "staff")


def people(*, q: str = "", state: str = "") -> QuerySet[User]:
    """Return people with `has_second_factor`, `workspaces` and `seen_at`."""
    rows = User.objects.annotate(
        has_second_factor=Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_FACTORS)),
        workspaces=Subquery(
            Membership.objects.filter(user=OuterRef("pk"))
            .order_by()
            .values("user")
            .annotate(n=Count("id"))
            .values("n")
        ),
        seen_at=Subquery(
            DeviceSession.objects.filter(user=OuterRef("pk"))
            .order_by()
            .values("user")
            .annotate(at=Max("last_seen_at"))
            .values("at")
        ),
    )
    if q:
        rows = rows.filter(Q(email__icontains=q) | Q(name__icontains=q))
    if state == "staff":
        return rows.filter(is_staff=True)
    return rows.filter(is_active=state == "active") if state in STATES else rows


def get_person(user_id: UUID) -> User:
    """Return one person as `people` does; raises NotFound."""
    found = people().filter(id=user_id).first()
    if found is None:
        raise NotFound("There is no such person.")
    return found


def sessions_of(user: User) -> list[DeviceSession]:
    rows = DeviceSession.objects.filter(user=user, ended_at=None, last_seen_at__isnull=False)
    return list(rows.order_by("-last_seen_at", "-id")[:100])


def memberships(user: User) -> list[Membership]:
    return list(
        Membership.objects.filter(user=user).select_related("tenant").order_by("tenant__name", "id")[:200]
    )


def trail_of(user: User, *, limit: int = 30) -> list[AuditEntry]:
    """Return what the person did and what was done to them, as the platform's own trail has it; newest first."""
    rows = AuditEntry.objects.filter(Q(actor_id=user.id) | Q(target_kind="user", target_id=str(user.id)))
    return list(rows.exclude(action="console.viewed").order_by("-id")[:limit])
