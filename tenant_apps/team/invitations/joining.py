"""Writes of those who come: by a token, as somebody signed in or as somebody new."""

from dataclasses import dataclass

from django.db import transaction

from shared_apps.accounts.actions.codes import mark_verified
from shared_apps.accounts.actions.newcomers import keep_person, new_person
from shared_apps.accounts.managers import normal_email
from shared_apps.accounts.models import User
from shared_apps.audit.actions import record
from shared_apps.core.errors import Invalid
from shared_apps.facts import publish
from shared_apps.plans.errors import LimitReached
from tenant_apps.team.actions import add_member, bring_back
from tenant_apps.team.errors import AlreadyMember
from tenant_apps.team.events import MemberJoined
from tenant_apps.team.invitations.errors import InvitationForAnother, WorkspaceFull
from tenant_apps.team.invitations.models import Invitation, InvitationKind, Joining
from tenant_apps.team.invitations.tokens import invitation_of
from tenant_apps.team.models import Member
from tenants.models import Role
from tenants.selectors import current_tenant


@dataclass(frozen=True)
class Newcomer:
    """What somebody without an account says of themselves; `email` counts for links only."""

    name: str
    password: str
    email: str
    language: str


@transaction.atomic
def join(*, token: str, user: User) -> Member:
    """Let a signed-in person in; raises Invitation…, AlreadyMember, WorkspaceFull."""
    invitation = invitation_of(token, is_locked=True)
    _check_address(invitation, user)
    if invitation.kind == InvitationKind.EMAIL and not user.is_email_verified:
        # The token came in a letter to this very address.
        mark_verified(user)
    return _seat(invitation, user)


def join_as_newcomer(*, token: str, newcomer: Newcomer) -> User:
    """Make an account and let it in, together or not at all; raises Invitation…, Conflict `email_taken`, Invalid."""
    invitation = invitation_of(token)
    is_letter = invitation.kind == InvitationKind.EMAIL
    email = invitation.email if is_letter else normal_email(newcomer.email)
    if not email:
        raise Invalid("Tell us your e-mail address.", fields={"email": ["This field is required."]})
    # Hashing is slow and needs neither lock nor transaction.
    user = new_person(email=email, password=newcomer.password, name=newcomer.name, language=newcomer.language)
    with transaction.atomic():
        standing = invitation_of(token, is_locked=True)
        keep_person(user, is_verified=is_letter)
        _seat(standing, user)
    return user


def _check_address(invitation: Invitation, user: User) -> None:
    if invitation.kind == InvitationKind.EMAIL and invitation.email != user.email:
        raise InvitationForAnother(invitation.email)


def _seat(invitation: Invitation, user: User) -> Member:
    tenant = current_tenant()
    assert tenant is not None
    role = Role(invitation.role)
    former = Member.objects.select_for_update().filter(user_id=user.id).first()
    if former is not None and former.is_active:
        raise AlreadyMember
    try:
        if former is None:
            member = add_member(tenant=tenant, user=user, role=role)
        else:
            member = bring_back(tenant=tenant, member=former, role=role)
    except LimitReached as error:
        raise WorkspaceFull(invitation.invited_by.name, error.data["limit"]) from error
    invitation.uses += 1
    invitation.save(update_fields=["uses"])
    Joining.objects.create(invitation=invitation, member=member)
    details = {"by": invitation.invited_by.name, "role": role, "kind": invitation.kind}
    record("member.joined", actor=member, target_kind="member", target_id=member.id, details=details)
    publish(MemberJoined(member_id=member.id))
    return member


def look(*, token: str, user: User | None) -> dict[str, object]:
    """Return what the page shows before somebody joins; raises Invitation…."""
    invitation = invitation_of(token)
    tenant = current_tenant()
    assert tenant is not None
    here = Member.objects.filter(user_id=user.id).first() if user else None
    return {
        "workspace": {"name": tenant.name, "slug": tenant.slug},
        "invited_by": invitation.invited_by.name,
        "kind": invitation.kind,
        "role": invitation.role,
        "email": invitation.email,
        "expires_at": invitation.expires_at,
        # Only who holds the letter's token learns this, and only about the letter's own address.
        "has_account": bool(invitation.email) and User.objects.filter(email=invitation.email).exists(),
        "you": {
            "email": user.email,
            "name": user.name,
            "is_member": bool(here and here.is_active),
            "is_meant": invitation.kind == InvitationKind.LINK or invitation.email == user.email,
        }
        if user
        else None,
    }
