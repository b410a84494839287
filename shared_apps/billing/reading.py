"""What a subscription at Stripe means for a plan. Pure: plain dicts in, one value out.

Readers are tolerant of where fields stood before API 2025-03-31 (basil): reference
https://docs.stripe.com/changelog/basil.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from shared_apps.plans.choices import Period, State

Obj = dict[str, Any]
# Statuses of a subscription that holds; `incomplete` was never paid and `paused` is not served.
HOLDING = ("active", "trialing", "past_due", "unpaid")
PERIODS = {"month": Period.MONTH, "year": Period.YEAR}


@dataclass(frozen=True)
class Reading:
    """The state of a subscription; times are aware, in UTC."""

    external_id: str
    price_id: str
    item_id: str
    state: State
    period: Period
    period_started_at: datetime | None
    period_ends_at: datetime | None
    trial_ends_at: datetime | None
    cancel_at: datetime | None
    grace_ends_at: datetime | None
    pending_price_id: str = ""


def holding(subscriptions: list[Obj]) -> list[Obj]:
    """Return the subscriptions that hold, the newest first."""
    found = [each for each in subscriptions if each["status"] in HOLDING]
    return sorted(found, key=lambda each: (each["created"], each["id"]), reverse=True)


def read_subscription(sub: Obj, *, grace: timedelta) -> Reading:
    """Read a subscription whose `latest_invoice` is expanded; who is behind may go on for `grace`."""
    item = sub["items"]["data"][0]
    start, end = _period(sub)
    is_behind = sub["status"] in ("past_due", "unpaid")
    return Reading(
        external_id=sub["id"],
        price_id=item["price"]["id"],
        item_id=item["id"],
        state=_state(sub["status"]),
        period=PERIODS.get((item["price"].get("recurring") or {}).get("interval", ""), Period.MONTH),
        period_started_at=moment(start),
        period_ends_at=moment(end),
        trial_ends_at=moment(sub.get("trial_end")) if sub["status"] == "trialing" else None,
        cancel_at=ending(sub),
        grace_ends_at=_behind_since(sub, start) + grace if is_behind else None,
        pending_price_id=_pending(sub),
    )


def _state(status: str) -> State:
    if status == "trialing":
        return State.TRIAL
    return State.ACTIVE if status == "active" else State.PAST_DUE


def _period(sub: Obj) -> tuple[int | None, int | None]:
    items = sub["items"]["data"]
    starts = [each["current_period_start"] for each in items if each.get("current_period_start")]
    ends = [each["current_period_end"] for each in items if each.get("current_period_end")]
    start = sub.get("current_period_start") or min(starts, default=None)
    return start, sub.get("current_period_end") or max(ends, default=None)


def ending(sub: Obj) -> datetime | None:
    """Return when a subscription ends by wish; the portal sets a date where the API sets a flag."""
    if sub.get("cancel_at"):
        return moment(sub["cancel_at"])
    return moment(_period(sub)[1]) if sub.get("cancel_at_period_end") else None


def _behind_since(sub: Obj, start: int | None) -> datetime:
    invoice = sub.get("latest_invoice")
    created = invoice.get("created") if isinstance(invoice, dict) else None
    return moment(created or start or sub["created"]) or datetime.fromtimestamp(0, UTC)


def _pending(sub: Obj) -> str:
    items = (sub.get("pending_update") or {}).get("subscription_items") or []
    return str(items[0]["price"]["id"]) if items else ""


def tax_of(invoice: Obj) -> int:
    """Return the tax in an invoice, in minor units."""
    return sum(int(each.get("amount") or 0) for each in invoice.get("total_taxes") or [])


def fee_kept(fee: int, amount: int, refunded: int) -> int:
    """Return what is left of our fee when a part of the amount went back: it goes back in proportion.

    https://docs.stripe.com/api/refunds/create#create_refund-refund_application_fee
    """
    return fee - round(fee * refunded / amount)


def intent_in(invoice: Obj) -> Obj | None:
    """Return the payment intent of an invoice whose payments are expanded."""
    for each in (invoice.get("payments") or {}).get("data") or []:
        found = (each.get("payment") or {}).get("payment_intent")
        if isinstance(found, dict):
            return found
    return None


def moment(at: int | None) -> datetime | None:
    """Return a Unix time as we keep it."""
    return datetime.fromtimestamp(at, UTC) if at else None
