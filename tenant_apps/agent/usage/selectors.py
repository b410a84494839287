"""What models took and cost: by day, by feature, by model, and in this month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypedDict
from zoneinfo import ZoneInfo

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from shared_apps.core.clock import now
from tenant_apps.agent.models import AgentSettings
from tenant_apps.agent.usage.models import AgentCall
from tenant_apps.workspace.selectors import current_workspace

MOST_DAYS = 400


class Used(TypedDict, total=False):
    """Calls of one day, feature or model. `cost` in US dollars, None when no price is known; times in milliseconds."""

    day: date
    feature: str
    model: str
    calls: int
    failed: int
    prompt_tokens: int
    completion_tokens: int
    cost: float | None
    ms_p50: int
    ms_p95: int


@dataclass(frozen=True)
class Spending:
    """US dollars of the running month in the workspace's timezone, beside its limits."""

    month: str
    spent: float
    soft: float | None
    hard: float | None

    @property
    def state(self) -> str:
        return next(iter(reversed(self.reached)), "ok")

    @property
    def reached(self) -> list[str]:
        """Return the limits that are reached, the softer first."""
        limits = (("soft", self.soft), ("hard", self.hard))
        return [name for name, limit in limits if limit is not None and self.spent >= limit]


def spending() -> Spending:
    zone = _zone()
    here = now().astimezone(zone)
    start = datetime(here.year, here.month, 1, tzinfo=zone)
    spent = AgentCall.objects.filter(at__gte=start).aggregate(cost=Sum("cost"))["cost"]
    limits = AgentSettings.objects.values_list("budget_soft", "budget_hard").first() or (None, None)
    soft, hard = (None if limit is None else float(limit) for limit in limits)
    return Spending(f"{here:%Y-%m}", float(spent or 0), soft, hard)


def usage_by_day(start: date, end: date) -> list[Used]:
    """Return every day from `start` to `end`, both included, also those without calls; MOST_DAYS at most."""
    zone = _zone()
    rows = _grouped(start, end, "day", TruncDate("at", tzinfo=zone))
    found = {row["day"]: row for row in rows}
    count = min((end - start).days + 1, MOST_DAYS)
    days = [start + timedelta(days=number) for number in range(max(count, 0))]
    return [found.get(day) or _shown({"day": day}, "day") for day in days]


def usage_by_feature(start: date, end: date) -> list[Used]:
    """Return the features that asked models, the dearest first."""
    return _dearest_first(_grouped(start, end, "feature", F("feature")))


def usage_by_model(start: date, end: date) -> list[Used]:
    """Return the models that were asked, the dearest first."""
    return _dearest_first(_grouped(start, end, "model", F("model")))


def _zone() -> ZoneInfo:
    return ZoneInfo(current_workspace().timezone)


def _between(start: date, end: date) -> QuerySet[AgentCall]:
    zone = _zone()
    first = datetime.combine(start, time.min, tzinfo=zone)
    after = datetime.combine(end + timedelta(days=1), time.min, tzinfo=zone)
    return AgentCall.objects.filter(at__gte=first, at__lt=after)


def _grouped(start: date, end: date, key: str, by: Any) -> list[Used]:
    rows = (
        _between(start, end)
        .annotate(group=by)
        .values("group")
        .annotate(
            calls=Count("id"),
            failed=Count("id", filter=Q(is_ok=False)),
            prompts=Sum("prompt_tokens"),
            completions=Sum("completion_tokens"),
            spent=Sum("cost"),
            times=ArrayAgg("ms", order_by="ms"),
        )
        .order_by("group")
    )
    return [_shown({key: row["group"], **row}, key) for row in rows]


def _shown(row: dict[str, Any], key: str) -> Used:
    times: Sequence[int] = row.get("times") or ()
    spent = row.get("spent")
    used: Any = {
        key: row[key],
        "calls": row.get("calls", 0),
        "failed": row.get("failed", 0),
        "prompt_tokens": row.get("prompts") or 0,
        "completion_tokens": row.get("completions") or 0,
        "cost": None if spent is None else float(spent),
        "ms_p50": _at(times, 0.5),
        "ms_p95": _at(times, 0.95),
    }
    shown: Used = used
    return shown


def _at(times: Sequence[int], share: float) -> int:
    return times[min(int(len(times) * share), len(times) - 1)] if times else 0


def _dearest_first(rows: list[Used]) -> list[Used]:
    return sorted(rows, key=lambda row: (row["cost"] or 0, row["calls"]), reverse=True)
