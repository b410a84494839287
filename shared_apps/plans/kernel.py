"""What a subscription allows at a moment. Pure: dataclasses in and out, the time passed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from shared_apps.plans.choices import Meter, State
from shared_apps.plans.months import month_of


@dataclass(frozen=True)
class Terms:
    """A plan as far as refusals go. A missing or null limit is none; `kinds` None means every channel."""

    code: str
    name: str
    position: int
    limits: Mapping[str, int | None]
    kinds: frozenset[str] | None
    features: frozenset[str]
    has_watermark: bool


@dataclass(frozen=True)
class Contract:
    """A tenant's subscription with what it stands for; `flags` are the switches that overrule the plan."""

    terms: Terms
    bonus: Terms | None
    free: Terms
    state: str
    anchor_on: date
    zone: str
    trial_ends_at: datetime | None
    cancel_at: datetime | None
    grace_ends_at: datetime | None
    flags: Mapping[str, bool]


@dataclass(frozen=True)
class Entitlements:
    """What holds until `holds_until`, when a trial, a paid time or the month ends."""

    terms: Terms
    state: str
    features: frozenset[str]
    month: date
    month_starts_at: datetime
    month_ends_at: datetime
    holds_until: datetime
    # Kinds of channels whose feature was switched against the plan.
    kinds_on: frozenset[str] = frozenset()
    kinds_off: frozenset[str] = frozenset()

    @property
    def plan(self) -> str:
        return self.terms.code

    @property
    def has_watermark(self) -> bool:
        return self.terms.has_watermark

    def limit(self, name: str) -> int | None:
        """Return how much is allowed, None for any amount."""
        return self.terms.limits.get(name)

    def includes_kind(self, kind: str) -> bool:
        """Return whether a channel of this kind may be connected: a switch overrules the plan."""
        if kind in OWN_KINDS or kind in self.kinds_on:
            return True
        return kind not in self.kinds_off and (self.terms.kinds is None or kind in self.terms.kinds)


# What no plan forbids: the chat on the business's own website is part of Parlor.
OWN_KINDS = frozenset({"webchat"})
# Kind of channel → the feature by which it is switched.
KIND_FEATURES = {
    "telegram": "telegram",
    "whatsapp": "whatsapp",
    "instagram": "instagram",
    "email": "email_integration",
}


def end_of_contract(contract: Contract) -> datetime | None:
    """Return when the tenant falls back to the free plan, None while nothing is planned."""
    ends = {
        State.TRIAL: contract.trial_ends_at,
        State.PAST_DUE: contract.grace_ends_at,
        State.GRACE: contract.grace_ends_at,
        State.CANCELED: contract.cancel_at,
    }.get(State(contract.state))
    return min(filter(None, (ends, contract.cancel_at)), default=None)


def entitlements_of(contract: Contract, at: datetime) -> Entitlements:
    """Return what holds at `at`; a trial or grace that is over holds no longer, whichever job is late."""
    end = end_of_contract(contract)
    is_over = (end is not None and end <= at) or (contract.state == State.CANCELED and end is None)
    terms = contract.free if is_over else contract.terms
    if contract.bonus is not None and contract.bonus.position > terms.position:
        terms = contract.bonus
    month = month_of(contract.anchor_on, contract.zone, at)
    on = {name for name, is_on in contract.flags.items() if is_on}
    off = {name for name, is_on in contract.flags.items() if not is_on}
    return Entitlements(
        terms=terms,
        state=contract.state,
        features=frozenset(terms.features | on) - off,
        month=month.starts_on,
        month_starts_at=month.starts_at,
        month_ends_at=month.ends_at,
        holds_until=min(month.ends_at, end) if end and end > at else month.ends_at,
        kinds_on=frozenset(kind for kind, feature in KIND_FEATURES.items() if feature in on),
        kinds_off=frozenset(kind for kind, feature in KIND_FEATURES.items() if feature in off),
    )


def fits(limit: int | None, used: int, adding: int) -> bool:
    return limit is None or adding <= 0 or used + adding <= limit


NEAR = 0.8


def mark_of(limit: int | None, used: int) -> str | None:
    """Return which mark `used` has come to: "near" from four fifths on, "reached", or None."""
    if limit is None or used < limit * NEAR:
        return None
    return "reached" if used >= limit else "near"


def pausing_meter(limits: Mapping[str, int | None], used: Mapping[str, int]) -> str | None:
    """Return which of the month's allowances keeps the agent and what is sent waiting, None while there is room.

    All messages of the plan may be used; the last conversation of the plan may go on, the next one may not.
    """
    messages, conversations = limits.get(Meter.MESSAGES), limits.get(Meter.CONVERSATIONS)
    if messages is not None and used.get(Meter.MESSAGES, 0) >= messages:
        return Meter.MESSAGES
    if conversations is not None and used.get(Meter.CONVERSATIONS, 0) > conversations:
        return Meter.CONVERSATIONS
    return None
