"""Reads: what a member asked before."""

from django.db.models import QuerySet

from tenant_apps.assistant.models import AssistantMessage
from tenant_apps.team.models import Member


def history_of(member: Member) -> QuerySet[AssistantMessage]:
    """Return the member's own questions with their answers."""
    return AssistantMessage.objects.filter(member=member)
