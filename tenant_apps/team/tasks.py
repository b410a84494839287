"""Keep the copies of people's names in step."""

from uuid import UUID

from celery import shared_task

from shared_apps.accounts.models import User
from tenant_apps.team.models import Member


@shared_task
def copy_profile(user_id: str) -> None:
    """Copy a person's name and language to the member they are here."""
    user = User.objects.get(id=UUID(user_id))
    Member.objects.filter(user_id=user.id).update(name=user.name, language=user.language)
