from dataclasses import dataclass

from shared_apps.facts import Fact


@dataclass(frozen=True, kw_only=True)
class BudgetReached(Fact):
    """Models cost as much as the owner wanted to hear of (`soft`) or to pay (`hard`) in this month ("2026-11")."""

    month: str
    level: str
