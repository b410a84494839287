"""The platform at a glance, and its course over days. Each function asks a fixed number of questions."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from shared_apps.accounts.models import DeviceSession, User
from shared_apps.billing.models import Payment, PaymentKind, PaymentState
from shared_apps.console.models import Channel, Company, CompanyDay, Review
from shared_apps.intake.models import EventState, IntakeEvent
from shared_apps.plans.choices import Period, RequestState, Source, State
from shared_apps.plans.models import Plan, PlanRequest, Subscription
from tenant_apps.channels.models import AccountState
from tenants.models import Tenant, TenantState

ACTIVE_WITHIN = timedelta(days=7)
PAYING = (State.ACTIVE, State.PAST_DUE, State.GRACE)
MOST_DAYS = 366
Row = dict[str, Any]


def overview(at: datetime) -> Row:
    """Return the numbers of this moment."""
    return {
        "companies": _companies(at),
        "people": _people(at),
        "messages": _messages(at),
        "plans": revenue_by_plan(),
        "failing": _failing(),
        "intake": _intake(at),
        "waiting": {
            "plan_requests": PlanRequest.objects.filter(state=RequestState.PENDING).count(),
            "channels": Channel.objects.filter(review=Review.PENDING)
            .exclude(state=AccountState.DISCONNECTED)
            .count(),
        },
        "counted_at": Company.objects.aggregate(at=Min("counted_at"))["at"],
    }


def _companies(at: datetime) -> Row:
    def since(days: int, until: int = 0) -> Count:
        born = Q(created_at__gt=at - timedelta(days=days), created_at__lte=at - timedelta(days=until))
        return Count("id", filter=born)

    return Tenant.objects.exclude(state=TenantState.DELETED).aggregate(
        total=Count("id"),
        suspended=Count("id", filter=~Q(state=TenantState.ACTIVE)),
        active=Count("id", filter=Q(counts__last_active_at__gt=at - ACTIVE_WITHIN)),
        new_today=Count("id", filter=Q(created_at__gte=_midnight(at.date()))),
        new_week=since(7),
        new_week_before=since(14, 7),
        new_month=since(30),
        new_month_before=since(60, 30),
    )


def _people(at: datetime) -> Row:
    seen = DeviceSession.objects.filter(last_seen_at__gt=at - ACTIVE_WITHIN)
    return {
        "total": User.objects.count(),
        **seen.aggregate(
            active_day=Count("user", distinct=True, filter=Q(last_seen_at__gt=at - timedelta(days=1))),
            active_week=Count("user", distinct=True),
        ),
    }


def _messages(at: datetime) -> Row:
    def within(days: int, until: int = 0) -> Sum:
        return Sum(
            "messages",
            filter=Q(day__gt=at.date() - timedelta(days=days), day__lte=at.date() - timedelta(days=until)),
        )

    found = CompanyDay.objects.filter(day__gt=at.date() - timedelta(days=60)).aggregate(
        today=within(1),
        week=within(7),
        week_before=within(14, 7),
        month=within(30),
        month_before=within(60, 30),
    )
    return {name: value or 0 for name, value in found.items()}


def revenue_by_plan() -> list[Row]:
    """Return plans with how many are on them, how many pay, and what comes of it a month, in their currency.

    Only what Stripe collects counts; a year's price counts by the twelfth.
    """
    held = Subscription.objects.order_by().values("plan").annotate(
        companies=Count("pk"),
        trials=Count("pk", filter=Q(state=State.TRIAL)),
        by_month=Count("pk", filter=Q(source=Source.STRIPE, state__in=PAYING, period=Period.MONTH)),
        by_year=Count("pk", filter=Q(source=Source.STRIPE, state__in=PAYING, period=Period.YEAR)),
    )  # fmt: skip
    by_plan: dict[Any, Row] = {row["plan"]: dict(row) for row in held}
    nobody = {"companies": 0, "trials": 0, "by_month": 0, "by_year": 0}
    plans = Plan.objects.order_by("is_custom", "position", "code")
    return [
        _revenue(plan, by_plan.get(plan.id, nobody))
        for plan in plans
        if plan.id in by_plan or not plan.is_custom
    ]


def _revenue(plan: Plan, row: Row) -> Row:
    a_month = plan.price_month * row["by_month"] + plan.price_year * row["by_year"] / 12
    return {
        "code": plan.code,
        "name": plan.name,
        "currency": plan.currency,
        "companies": row["companies"],
        "trials": row["trials"],
        "paying": row["by_month"] + row["by_year"],
        "mrr": a_month.quantize(Decimal("0.01")),
    }


def _failing() -> Row:
    rows = Channel.objects.filter(state=AccountState.ERROR).select_related("tenant").order_by("-changed_at")
    return {"total": rows.count(), "channels": list(rows[:8])}


def _intake(at: datetime) -> Row:
    """Return how far the ledger is behind; rows that are done are not looked at."""
    counts = dict(
        IntakeEvent.objects.filter(state__in=[EventState.FAILED, EventState.UNROUTED])
        .order_by()
        .values_list("state")
        .annotate(n=Count("*"))
    )
    pending = IntakeEvent.objects.filter(state=EventState.PENDING).exclude(schema="")
    waiting = pending.aggregate(n=Count("*"), oldest=Min("received_at"))
    oldest = waiting["oldest"]
    return {
        "waiting": waiting["n"],
        "oldest_s": int((at - oldest).total_seconds()) if oldest else 0,
        "failed": counts.get(EventState.FAILED, 0),
        "unrouted": counts.get(EventState.UNROUTED, 0),
    }


def course(since: date, until: date) -> Row:
    """Return what each day from `since` to `until` (UTC, both included) brought, and the sums before and now."""
    length = (until - since).days + 1
    before = since - timedelta(days=length)
    days = _days(before, until)
    shown = [days[day] for day in sorted(days) if day >= since]
    earlier = [days[day] for day in sorted(days) if day < since]
    names = ("signups", "messages", "conversations", "taken")
    return {
        "days": shown,
        "now": {name: sum(row[name] for row in shown) for name in names},
        "before": {name: sum(row[name] for row in earlier) for name in names},
        "busiest": _busiest(since, until),
        "languages": list(
            Tenant.objects.exclude(state=TenantState.DELETED)
            .values("language")
            .annotate(companies=Count("id"))
            .order_by("-companies")
        ),
        "channels": list(
            Channel.objects.exclude(state=AccountState.DISCONNECTED)
            .values("kind")
            .annotate(channels=Count("id"), companies=Count("tenant", distinct=True))
            .order_by("-channels")
        ),
    }


def _days(since: date, until: date) -> dict[date, Row]:
    number = (until - since).days + 1
    days: dict[date, Row] = {}
    for step in range(number):
        day = since + timedelta(days=step)
        days[day] = {"day": day, "signups": 0, "active": 0, "messages": 0, "conversations": 0, "taken": 0}
    first, last = _midnight(since), _midnight(until + timedelta(days=1))
    born = Tenant.objects.filter(created_at__gte=first, created_at__lt=last)
    for day, n in _by_day(born, "created_at", Count("id")):
        days[day]["signups"] = n
    for row in (
        CompanyDay.objects.filter(day__gte=since, day__lte=until)
        .order_by()
        .values("day")
        .annotate(active=Count("tenant"), m=Sum("messages"), c=Sum("conversations"))
    ):
        days[row["day"]].update(active=row["active"], messages=row["m"], conversations=row["c"])
    paid = Payment.objects.filter(
        kind__in=[PaymentKind.SUBSCRIPTION, PaymentKind.ONCE],
        state__in=[PaymentState.PAID, PaymentState.PARTLY_REFUNDED],
        currency="usd",
        paid_at__gte=first,
        paid_at__lt=last,
    )
    for day, minor in _by_day(paid, "paid_at", Sum(F("amount") - F("refunded"))):
        days[day]["taken"] = minor
    return days


def _by_day(rows: QuerySet[Any], field: str, what: Any) -> list[tuple[date, int]]:
    found = rows.annotate(on=TruncDate(field, tzinfo=UTC)).order_by().values_list("on").annotate(n=what)
    return [(day, n) for day, n in found]


def _busiest(since: date, until: date) -> list[Row]:
    rows = CompanyDay.objects.filter(day__gte=since, day__lte=until).order_by()
    found = (
        rows.values("tenant", "tenant__name").annotate(messages=Sum("messages")).order_by("-messages")[:10]
    )
    return [{"id": row["tenant"], "name": row["tenant__name"], "messages": row["messages"]} for row in found]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)
