from django.db.models import Q, QuerySet

from tenant_apps.agent.safety.models import Blocked
from tenant_apps.conversations.lists.visibility import visible_to
from tenant_apps.team.models import Member


def blocked(member: Member, *, kind: str = "") -> QuerySet[Blocked]:
    """Return what was kept back and `member` may see, newest first by id; of one kind, or all."""
    rows = Blocked.objects.select_related("conversation__contact")
    if member.is_restricted:
        rows = rows.filter(Q(conversation=None) | visible_to(member, "conversation"))
    return rows.filter(kind=kind) if kind else rows
