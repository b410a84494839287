"""Who is in this workspace."""

from uuid import UUID

from django.db.models import QuerySet

from shared_apps.core.errors import NotFound
from tenant_apps.team.models import Member


def member_for_user(user_id: UUID) -> Member | None:
    """Return the active member that a user is here, None for a stranger."""
    return Member.objects.filter(user_id=user_id, is_active=True).first()


def members() -> QuerySet[Member]:
    """Return everyone, former members too: old messages still carry their names."""
    return Member.objects.order_by("name", "id")


def get_member(member_id: UUID) -> Member:
    """Return one active member; raises NotFound."""
    member = Member.objects.filter(id=member_id, is_active=True).first()
    if member is None:
        raise NotFound("There is no such person in this workspace.")
    return member
