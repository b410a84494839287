"""Keep the copies of people's names in step, and miss nobody who went without a word."""

from uuid import UUID

from celery import shared_task

from shared_apps.accounts.models import User
from shared_apps.core.keys import schema
from shared_apps.realtime import presence
from tenant_apps.team.attendance.actions import went
from tenant_apps.team.models import Member


@shared_task
def copy_profile(user_id: str) -> None:
    """Copy a person's name, language and address to the member they are here."""
    user = User.objects.get(id=UUID(user_id))
    Member.objects.filter(user_id=user.id).update(name=user.name, language=user.language, email=user.email)


@shared_task
def sweep_presence() -> None:
    """Announce members whose sockets died together with their server."""
    for member_id in presence.gone(schema()):
        went(member_id=UUID(member_id))
