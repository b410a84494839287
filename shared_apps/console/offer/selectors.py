"""What is offered: plans with who is on them, and which features are on for whom."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from shared_apps.plans.models import FeatureFlag, Plan, Subscription


def plans() -> QuerySet[Plan]:
    """Return every plan, archived ones too, with `companies`: how many are on it."""
    on_it = Subscription.objects.filter(plan=OuterRef("pk")).order_by().values("plan")
    rows = Plan.objects.select_related("tenant")
    return rows.annotate(companies=Coalesce(Subquery(on_it.annotate(n=Count("pk")).values("n")), 0)).order_by(
        "is_custom", "position", "-created_at", "code"
    )


@dataclass(frozen=True)
class Feature:
    """A feature with the plans that include it and every switch against them; None is no switch."""

    name: str
    plans: list[str]
    everywhere: bool | None
    by_plan: dict[str, bool]
    companies: list[dict[str, Any]]


def features() -> list[Feature]:
    """Return all features that a plan or a switch knows, by name; two queries."""
    included: dict[str, list[str]] = {}
    for plan in Plan.objects.filter(archived_at=None).order_by("position", "code"):
        for name in plan.features:
            included.setdefault(name, []).append(plan.code)
    flags: dict[str, list[FeatureFlag]] = {}
    for flag in FeatureFlag.objects.select_related("tenant", "plan").order_by("feature", "id"):
        flags.setdefault(flag.feature, []).append(flag)
    return [
        _feature(name, included.get(name, []), flags.get(name, [])) for name in sorted({*included, *flags})
    ]


def _feature(name: str, plans: list[str], flags: list[FeatureFlag]) -> Feature:
    everywhere = next((flag.is_on for flag in flags if flag.tenant is None and flag.plan is None), None)
    return Feature(
        name,
        plans,
        everywhere,
        {flag.plan.code: flag.is_on for flag in flags if flag.plan is not None},
        [
            {"id": flag.tenant.id, "name": flag.tenant.name, "is_on": flag.is_on}
            for flag in flags
            if flag.tenant is not None
        ],
    )
