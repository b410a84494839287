"""Let people in."""

from django.db import transaction

from shared_apps.accounts.models import User
from tenant_apps.team.models import Member
from tenants.models import Membership, Role, Tenant


def set_up(_: Tenant, owner: User) -> None:
    """Make the founder the first member of a new schema."""
    _add(owner, Role.OWNER)


def add_member(*, tenant: Tenant, user: User, role: Role) -> Member:
    """Let `user` in: the membership outside and its copy inside, together. Call inside `tenant`."""
    with transaction.atomic():
        Membership.objects.create(user=user, tenant=tenant, role=role)
        return _add(user, role)


def _add(user: User, role: Role) -> Member:
    return Member.objects.create(
        user_id=user.id, name=user.name, email=user.email, role=role, language=user.language
    )
