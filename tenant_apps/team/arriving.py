"""People of a workspace that came out of an archive."""

from shared_apps.accounts.models import User
from tenant_apps.team.models import Member
from tenants.models import Membership, Role, Tenant


def let_in(tenant: Tenant, owner: User) -> None:
    """Let in the members who have an account here, and `owner` above all; the others keep their work and stay out."""
    Member.objects.get_or_create(
        user_id=owner.id,
        defaults={"name": owner.name, "email": owner.email, "role": Role.OWNER, "language": owner.language},
    )
    Member.objects.filter(user_id=owner.id).exclude(role=Role.OWNER, is_active=True).update(
        role=Role.OWNER, is_active=True
    )
    members = {member.user_id: member for member in Member.objects.filter(is_active=True)}
    for user in User.objects.filter(id__in=members):
        Membership.objects.create(user=user, tenant=tenant, role=members[user.id].role)
