"""Whether a referral counts. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from shared_apps.referrals.models import Reason, ReferralState

# A workspace that no customer wrote to for so long has left.
GONE_AFTER = timedelta(days=60)


@dataclass(frozen=True)
class Mark:
    """By what one person is told again: people as normal addresses, the rest as digests; empty is unknown."""

    people: frozenset[str]
    card: str
    device: str
    network: str


def normal_person(email: str) -> str:
    """Return an address without what one person can vary: tags after a plus, and dots where Gmail ignores them."""
    local, _, domain = email.strip().lower().partition("@")
    local = local.partition("+")[0]
    if domain in {"gmail.com", "googlemail.com"}:
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}@{domain}"


def fraud(referred: Mark, others: Sequence[Mark]) -> Reason:
    """Return why `referred` is one of `others` (the referrer, and whom they brought before), NONE when it is not."""
    if any(referred.people & other.people for other in others):
        return Reason.SELF
    if referred.card and any(referred.card == other.card for other in others):
        return Reason.SAME_CARD
    if referred.device and any(referred.device == other.device for other in others):
        return Reason.SAME_DEVICE
    if (
        not referred.device
        and referred.network
        and any(referred.network == other.network for other in others)
    ):
        return Reason.SAME_DEVICE
    return Reason.NONE


@dataclass(frozen=True)
class Life:
    """What is known of a referred workspace: none of it when it is gone."""

    is_open: bool
    is_proven: bool
    last_used_at: datetime | None


def state_of(life: Life, was: ReferralState, at: datetime) -> ReferralState:
    """Return where a referral stands: active while its owner is proven and customers write."""
    if not life.is_open:
        return ReferralState.LEFT
    is_used = life.last_used_at is not None and at - life.last_used_at < GONE_AFTER
    if life.is_proven and is_used:
        return ReferralState.ACTIVE
    return ReferralState.PENDING if was == ReferralState.PENDING else ReferralState.LEFT
