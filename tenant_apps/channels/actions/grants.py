"""Sign-in at a vendor's: to its page and back, then a choice among the person's accounts.

The state that travels through the vendor names the workspace, the member and the channel, is signed, works for a
quarter of an hour and once. The code comes back to the public site, which passes it on to the workspace; there it
is redeemed by the member who left.
"""

import secrets
from dataclasses import asdict, dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.core.cache import cache

from shared_apps.core.clock import now
from shared_apps.core.errors import NotFound
from shared_apps.core.keys import schema, tenant_key
from tenant_apps.channels import registry
from tenant_apps.channels.actions.connect import connect_onboarded, refused
from tenant_apps.channels.adapters.protocol import Choice, Grant, SignsIn
from tenant_apps.channels.errors import OnboardingRefused
from tenant_apps.channels.models import ChannelAccount, ConnectGrant

STATE_MAX_AGE_S = 15 * 60
GRANT_LIFETIME = timedelta(hours=1)
# The public addresses to which vendors send the browser back: whose page it was tells the way of signing in.
RETURN_PATHS = {
    "messenger": ("facebook",),
    "instagram": ("instagram", "facebook"),
    "whatsapp": ("whatsapp",),
}
_SALT = "parlor.channels.sign-in"


@dataclass(frozen=True)
class Errand:
    """What a signed state says."""

    schema: str
    kind: str
    via: str
    member: str
    nonce: str


def start_sign_in(*, kind: str, member_id: UUID, via: str = "") -> str:
    """Return the vendor's page for this member; `via` chooses one of RETURN_PATHS, the first by default.

    Raises NotFound for a channel without sign-in.
    """
    adapter = _adapter(kind)
    ways = RETURN_PATHS[kind]
    errand = Errand(
        schema=schema(),
        kind=kind,
        via=via if via in ways else ways[0],
        member=str(member_id),
        nonce=secrets.token_urlsafe(12),
    )
    state = signing.dumps(asdict(errand), salt=_SALT, compress=True)
    return adapter.sign_in_url(state=state, redirect_uri=return_address(errand.via))


def read_state(state: str) -> Errand | None:
    """Return what a state of ours says, None for one that is forged or too old."""
    try:
        return Errand(**signing.loads(state, salt=_SALT, max_age=STATE_MAX_AGE_S))
    except (signing.BadSignature, TypeError):
        return None


def finish_sign_in(*, kind: str, state: str, code: str, member_id: UUID) -> ConnectGrant:
    """Swap the code for a grant that waits for a choice; raises AppError (connection_refused)."""
    errand = read_state(state)
    is_ours = errand is not None and errand.schema == schema()
    if errand is None or not is_ours or errand.kind != kind or errand.member != str(member_id):
        raise refused(_stale("This sign-in is too old. Start it again.", "sign_in_old"))
    if not cache.add(tenant_key("sign-in", errand.nonce), 1, STATE_MAX_AGE_S):
        raise refused(_stale("This sign-in was used already. Start it again.", "sign_in_used"))
    try:
        grant = _adapter(kind).exchange(code=code, redirect_uri=return_address(errand.via))
    except OnboardingRefused as refusal:
        raise refused(refusal) from refusal
    ConnectGrant.objects.filter(created_at__lt=now() - GRANT_LIFETIME).delete()
    row = ConnectGrant(kind=kind, member_id=member_id, expires_at=grant.expires_at)
    row.secrets = dict(grant.secrets)
    row.save()
    return row


def _stale(text: str, code: str) -> OnboardingRefused:
    return OnboardingRefused(reason_for_people=text, code=code)


def choices_of(*, grant_id: UUID, member_id: UUID) -> tuple[ConnectGrant, list[Choice]]:
    """Return the accounts that a sign-in reaches; raises NotFound, AppError (connection_refused)."""
    row = _grant(grant_id, member_id)
    try:
        return row, _adapter(row.kind).choices(_opened(row))
    except OnboardingRefused as refusal:
        raise refused(refusal) from refusal


def connect_choice(*, grant_id: UUID, member_id: UUID, choice: str) -> ChannelAccount:
    """Connect one of the accounts; the grant stays for the next. Raises as `connect` does, and NotFound."""
    row = _grant(grant_id, member_id)
    try:
        onboarded = _adapter(row.kind).onboard_choice(_opened(row), choice)
    except OnboardingRefused as refusal:
        raise refused(refusal) from refusal
    return connect_onboarded(kind=row.kind, onboarded=onboarded)


def return_address(via: str) -> str:
    return f"{settings.PUBLIC_SCHEME}://{settings.BASE_DOMAIN}/{via}/callback/"


def _grant(grant_id: UUID, member_id: UUID) -> ConnectGrant:
    fresh = ConnectGrant.objects.filter(created_at__gte=now() - GRANT_LIFETIME)
    row = fresh.filter(id=grant_id, member_id=member_id).first()
    if row is None:
        raise NotFound("This sign-in is too old. Start it again.")
    return row


def _opened(row: ConnectGrant) -> Grant:
    return Grant(secrets=dict(row.secrets or {}), expires_at=row.expires_at)


def _adapter(kind: str) -> SignsIn:
    adapter = registry.ADAPTERS.get(kind)
    if not isinstance(adapter, SignsIn):
        raise NotFound("This channel is not connected by signing in.")
    return adapter
