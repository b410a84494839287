"""What stands now, counted by the apps that own it: named in the settings, as they live above this one."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from shared_apps.plans.choices import Limit
from shared_apps.plans.kernel import Entitlements


@dataclass(frozen=True)
class Over:
    """Something that is more than the plan allows; nothing of it is taken away, only no more can be added."""

    what: str
    used: int
    limit: int
    # Channels that the plan does not include go on under their names.
    names: tuple[str, ...] = ()


def standing() -> dict[Limit, int]:
    """Return how much of each standing limit the tenant we are in uses; one query each."""
    return {Limit(name): int(import_string(path)()) for name, path in settings.PLAN_GAUGES.items()}


def over(entitled: Entitlements, stands: dict[Limit, int]) -> list[Over]:
    """Return what a smaller plan left above its limits."""
    found = [
        Over(name, used, limit)
        for name, used in stands.items()
        if (limit := entitled.limit(name)) is not None and used > limit
    ]
    kinds: dict[str, int] = import_string(settings.PLAN_CHANNELS)()
    beyond = tuple(sorted(kind for kind in kinds if not entitled.includes_kind(kind)))
    if beyond:
        found.append(Over("kinds", sum(kinds[kind] for kind in beyond), 0, beyond))
    return found
