"""Reads: who was invited and what became of it."""

from django.db.models import F, Prefetch, QuerySet

from shared_apps.core.clock import now
from tenant_apps.team.invitations.models import Invitation, Joining


def invitations() -> QuerySet[Invitation]:
    """Return every invitation with who made it and who came by it."""
    joinings = Joining.objects.select_related("member").order_by("id")
    return Invitation.objects.select_related("invited_by").prefetch_related(
        Prefetch("joinings", queryset=joinings)
    )


def open_invitations() -> QuerySet[Invitation]:
    return Invitation.objects.filter(revoked_at=None, expires_at__gt=now(), uses__lt=F("max_uses"))
