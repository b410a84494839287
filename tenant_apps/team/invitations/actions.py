"""Writes of those who invite: letters, links, once more, no more."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

from shared_apps.accounts.managers import normal_email
from shared_apps.audit.actions import record
from shared_apps.core.clock import now
from shared_apps.core.errors import NotFound
from shared_apps.core.keys import tenant_key
from shared_apps.core.ratelimit import take
from shared_apps.plans import entitlements
from shared_apps.plans.choices import Limit
from tenant_apps.team.errors import AlreadyMember, BeyondOwnRights
from tenant_apps.team.invitations.backing import may_invite
from tenant_apps.team.invitations.errors import (
    AlreadyInvited,
    InvitationRevoked,
    InvitationUsed,
    TooManyInvitations,
)
from tenant_apps.team.invitations.models import Invitation, InvitationKind, InvitationState
from tenant_apps.team.invitations.selectors import open_invitations
from tenant_apps.team.invitations.tokens import renew, state_of
from tenant_apps.team.models import Member
from tenant_apps.team.rights.kernel import held
from tenant_apps.team.selectors import count_active
from tenant_apps.team.tasks import send_invitation
from tenants.models import Role

DAY_S = 86_400


@transaction.atomic
def invite(*, actor: Member, email: str, role: Role, language: str, days: int) -> Invitation:
    """Send a letter that lets one person in; raises BeyondOwnRights, AlreadyMember, AlreadyInvited, LimitReached."""
    _check_giving(actor, role)
    address = normal_email(email)
    if Member.objects.filter(email__iexact=address, is_active=True).exists():
        raise AlreadyMember
    # Those who are on their way take places too, so that nobody is invited in vain.
    entitlements.require_room(Limit.USERS, used=_taken_or_promised)
    waiting = open_invitations().filter(email=address).first()
    if waiting is not None:
        raise AlreadyInvited(waiting.id)
    invitation = Invitation.objects.create(
        kind=InvitationKind.EMAIL,
        email=address,
        role=role,
        language=language,
        invited_by_id=actor.id,
        expires_at=now() + timedelta(days=days),
    )
    details = {"email": address, "role": role}
    record(
        "invitation.created",
        actor=actor,
        target_kind="invitation",
        target_id=invitation.id,
        details=details,
    )
    _post(invitation)
    return invitation


@transaction.atomic
def make_link(
    *, actor: Member, role: Role, max_uses: int, days: int, label: str = ""
) -> tuple[Invitation, str]:
    """Return a link's invitation and its token, which is nowhere kept; raises BeyondOwnRights, LimitReached."""
    _check_giving(actor, role)
    entitlements.require_room(Limit.USERS, used=count_active)
    invitation = Invitation.objects.create(
        kind=InvitationKind.LINK,
        label=label.strip(),
        role=role,
        max_uses=max_uses,
        invited_by_id=actor.id,
        expires_at=now() + timedelta(days=days),
    )
    details = {"role": role, "max_uses": max_uses}
    record(
        "invitation.link_created",
        actor=actor,
        target_kind="invitation",
        target_id=invitation.id,
        details=details,
    )
    return invitation, renew(invitation)


@transaction.atomic
def send_again(*, actor: Member, invitation_id: UUID) -> tuple[Invitation, str | None]:
    """Send a letter anew, or give a link a new address and return its token; what was sent before opens nothing.

    It stands for as long as at first, on the word of who sends it now. Raises NotFound, InvitationUsed,
    InvitationRevoked, BeyondOwnRights, TooManyInvitations.
    """
    invitation = _locked(invitation_id)
    state = state_of(invitation)
    if state == InvitationState.USED:
        raise InvitationUsed
    if state == InvitationState.REVOKED:
        raise InvitationRevoked
    _check_giving(actor, Role(invitation.role))
    invitation.invited_by_id = actor.id
    invitation.expires_at = now() + max(
        invitation.expires_at - (invitation.sent_at or invitation.created_at), timedelta(days=1)
    )
    invitation.save(update_fields=["invited_by", "expires_at"])
    record("invitation.resent", actor=actor, target_kind="invitation", target_id=invitation.id)
    if invitation.kind == InvitationKind.LINK:
        return invitation, renew(invitation)
    _post(invitation)
    return invitation, None


@transaction.atomic
def revoke(*, actor: Member, invitation_id: UUID) -> None:
    """Let nobody in by this invitation any more; raises NotFound, InvitationUsed. Once more changes nothing."""
    invitation = _locked(invitation_id)
    if state_of(invitation) == InvitationState.USED:
        raise InvitationUsed
    if invitation.revoked_at is None:
        invitation.revoked_at = now()
        invitation.save(update_fields=["revoked_at"])
        record("invitation.revoked", actor=actor, target_kind="invitation", target_id=invitation.id)


def _check_giving(actor: Member, role: Role) -> None:
    if not may_invite(actor, role):
        raise BeyondOwnRights(held(role, {}) - held(actor.role, actor.overrides))


def _taken_or_promised() -> int:
    return count_active() + open_invitations().filter(kind=InvitationKind.EMAIL).count()


def _locked(invitation_id: UUID) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("invited_by")
    invitation = rows.filter(id=invitation_id).first()
    if invitation is None:
        raise NotFound("There is no such invitation.")
    return invitation


def _post(invitation: Invitation) -> None:
    """Have the letter sent once this holds; raises TooManyInvitations, as strangers' mailboxes are at stake."""
    limits = {
        tenant_key("invitations"): settings.INVITATION_LETTERS_A_DAY,
        tenant_key("invitations", invitation.email): settings.INVITATION_LETTERS_TO_ONE_A_DAY,
    }
    for key, count in limits.items():
        wait_s = take(cache.make_key(key), per_second=count / DAY_S, burst=count)
        if wait_s:
            raise TooManyInvitations(wait_s)
    transaction.on_commit(lambda: send_invitation.delay(str(invitation.id)), robust=True)
