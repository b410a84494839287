"""What a workspace hears of its plan."""

from dataclasses import dataclass

from shared_apps.facts import Fact


@dataclass(frozen=True, kw_only=True)
class PlanChanged(Fact):
    """What the workspace may do has changed: another plan, another state, a flag."""


@dataclass(frozen=True, kw_only=True)
class MonthBegun(Fact):
    """The workspace's own month turned: its counters stand at nothing."""


@dataclass(frozen=True, kw_only=True)
class AllowanceNeared(Fact):
    """Four fifths of a month's allowance are used; told once a month and meter."""

    meter: str


@dataclass(frozen=True, kw_only=True)
class AllowanceUsedUp(Fact):
    """A month's allowance is used up; told once a month and meter."""

    meter: str
