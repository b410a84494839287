"""Reads: what a business pays and takes, and sums of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, F, QuerySet, Sum
from django.db.models.functions import TruncDay, TruncMonth

from shared_apps.billing.models import BillingAccount, Payment, PaymentKind, PaymentState
from shared_apps.core.errors import NotFound
from shared_apps.core.keys import schema

# Money that came, whatever went back later.
CAME = (PaymentState.PAID, PaymentState.PARTLY_REFUNDED, PaymentState.REFUNDED)
# Beyond this a chart shows months instead of days.
DAYS_SHOWN = 92


@dataclass(frozen=True)
class Overview:
    """What the billing page begins with."""

    is_set_up: bool
    trial_days: int
    account: BillingAccount | None

    @property
    def is_trial_open(self) -> bool:
        return self.trial_days > 0 and not (self.account and self.account.had_trial_at)


@dataclass
class Sums:
    """Of one currency, in minor units: `taken` from customers, `fees` of ours, `paid` to us, `refunded` of `taken`."""

    currency: str
    taken: int = 0
    fees: int = 0
    refunded: int = 0
    paid: int = 0
    payments: int = 0

    @property
    def net(self) -> int:
        return self.taken - self.refunded - self.fees


@dataclass
class Report:
    """Sums of a span, and their course by day or month (`unit`)."""

    starts_on: date
    ends_on: date
    unit: str
    sums: list[Sums] = field(default_factory=list)
    course: list[tuple[date, Sums]] = field(default_factory=list)


def overview_here() -> Overview:
    account = BillingAccount.objects.filter(tenant__schema_name=schema()).first()
    return Overview(bool(settings.STRIPE_SECRET_KEY), settings.BILLING_TRIAL_DAYS, account)


def payments_here(filters: Mapping[str, str] | None = None) -> QuerySet[Payment]:
    """Return this business's payments, newest first; `kind` and `state` narrow them, several parted by commas."""
    given = filters or {}
    wanted = {f"{name}__in": given[name].split(",") for name in ("kind", "state") if given.get(name)}
    return Payment.objects.filter(tenant__schema_name=schema(), **wanted).order_by("-created_at", "-id")


def payment_here(payment_id: UUID) -> Payment:
    """Return one of this business's payments; raises NotFound."""
    found = payments_here().filter(id=payment_id).first()
    if found is None:
        raise NotFound
    return found


def in_span(starts_on: date, ends_on: date, zone: str) -> QuerySet[Payment]:
    """Return the payments that came between two days, both included, by the business's own clock."""
    start, end = _midnight(starts_on, zone), _midnight(ends_on + timedelta(days=1), zone)
    return payments_here().filter(state__in=CAME, paid_at__gte=start, paid_at__lt=end)


def _midnight(day: date, zone: str) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))


def report(starts_on: date, ends_on: date, zone: str) -> Report:
    """Return the sums of a span: one query, grouped by day or month, kind and currency."""
    is_daily = (ends_on - starts_on).days <= DAYS_SHOWN
    cut = (TruncDay if is_daily else TruncMonth)("paid_at", tzinfo=ZoneInfo(zone))
    rows = (
        in_span(starts_on, ends_on, zone)
        .order_by()
        .annotate(cut=cut)
        .values("cut", "kind", code=F("currency"))
        .annotate(total=Sum("amount"), back=Sum("refunded"), fees=Sum("fee"), count=Count("id"))
        .order_by("cut")
    )
    made = Report(starts_on, ends_on, "day" if is_daily else "month")
    whole: dict[str, Sums] = {}
    parts: dict[tuple[date, str], Sums] = {}
    for row in rows:
        day = row["cut"].date()
        for sums in (
            whole.setdefault(row["code"], Sums(row["code"])),
            parts.setdefault((day, row["code"]), Sums(row["code"])),
        ):
            _add(sums, row["kind"], row)
    made.sums = sorted(whole.values(), key=lambda sums: -sums.payments)
    made.course = [(day, sums) for (day, _), sums in sorted(parts.items())]
    return made


def _add(sums: Sums, kind: str, row: Mapping[str, Any]) -> None:
    sums.payments += row["count"]
    if kind == PaymentKind.SERVICE:
        sums.taken += row["total"]
        sums.refunded += row["back"]
        sums.fees += row["fees"]
    else:
        sums.paid += row["total"] - row["back"]
