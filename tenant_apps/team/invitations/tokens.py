"""An invitation's token: made, stored as a digest, found again."""

from uuid import UUID

from django.db import transaction

from shared_apps.accounts.digests import new_token, token_digest
from shared_apps.core.clock import now
from tenant_apps.team.invitations.backing import may_invite
from tenant_apps.team.invitations.errors import (
    InvitationExpired,
    InvitationRevoked,
    InvitationUnknown,
    InvitationUsed,
)
from tenant_apps.team.invitations.models import Invitation, InvitationState


def renew(invitation: Invitation) -> str:
    """Give an invitation a new token and return it; the one before opens nothing any more."""
    token = new_token()
    invitation.token_hash = token_digest(token)
    invitation.save(update_fields=["token_hash"])
    return token


@transaction.atomic
def for_letter(invitation_id: UUID) -> tuple[Invitation, str] | None:
    """Return an open invitation with a fresh token, None when it does not stand any more."""
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("invited_by")
    invitation = rows.filter(id=invitation_id).first()
    if invitation is None or state_of(invitation) != InvitationState.OPEN:
        return None
    token = renew(invitation)
    invitation.sent_at = now()
    invitation.save(update_fields=["sent_at"])
    return invitation, token


def state_of(invitation: Invitation) -> InvitationState:
    if invitation.revoked_at is not None:
        return InvitationState.REVOKED
    if invitation.uses >= invitation.max_uses:
        return InvitationState.USED
    return InvitationState.EXPIRED if invitation.expires_at <= now() else InvitationState.OPEN


def invitation_of(token: str, *, is_locked: bool = False) -> Invitation:
    """Return the open invitation of a token; raises InvitationUnknown, …Revoked, …Used, …Expired."""
    rows = Invitation.objects.select_related("invited_by")
    if is_locked:
        rows = rows.select_for_update(of=("self",))
    invitation = rows.filter(token_hash=token_digest(token)).first()
    if invitation is None:
        raise InvitationUnknown
    state = state_of(invitation)
    if state == InvitationState.USED:
        raise InvitationUsed
    if state == InvitationState.REVOKED or not may_invite(invitation.invited_by, invitation.role):
        raise InvitationRevoked
    if state == InvitationState.EXPIRED:
        raise InvitationExpired(invitation.invited_by.name)
    return invitation
