"""Keep the copies of people's names in step, miss nobody who went without a word, and send the team's letters."""

from functools import partial
from uuid import UUID

from celery import shared_task

from shared_apps.accounts.models import User
from shared_apps.core.keys import schema
from shared_apps.realtime import presence
from tenant_apps.team.attendance.actions import went
from tenant_apps.team.invitations.tokens import for_letter
from tenant_apps.team.letters import send_invitation_letter, send_ownership_letter
from tenant_apps.team.models import Member
from tenants.models import Role
from tenants.selectors import current_tenant

retried = partial(
    shared_task, autoretry_for=(OSError,), retry_backoff=5, retry_backoff_max=300, max_retries=6
)


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


@retried()
def send_invitation(invitation_id: str) -> None:
    """Send an invitation that still stands, with a new token: what waits in the queue opens nothing."""
    tenant = current_tenant()
    found = for_letter(UUID(invitation_id))
    if found is not None and tenant is not None:
        invitation, token = found
        send_invitation_letter(invitation, tenant=tenant, token=token)


@retried()
def tell_of_ownership(owner_id: str, by_id: str) -> None:
    """Tell the new owner, who made them one, and every other owner. A new try may tell somebody twice."""
    tenant = current_tenant()
    members = {str(row.id): row for row in Member.objects.filter(is_active=True)}
    owner, by = members.get(owner_id), members.get(by_id)
    if tenant is None or owner is None:
        return
    readers = [row for row in members.values() if row.role == Role.OWNER or str(row.id) == by_id]
    for reader in readers:
        send_ownership_letter(reader, owner=owner, by=by.name if by else owner.name, workspace=tenant.name)
