"""Whether the plan of the tenant we are in allows something: a thin, cached reader over the kernel.

What holds is kept in the shared cache and dropped when anything about it changes; CACHE_SECONDS bounds what a lost
drop can do. It carries the moment it ends, so that a month turns to the second in every process.
"""

import logging
from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.db.models import Sum
from redis.exceptions import RedisError

from shared_apps.core.clock import now
from shared_apps.core.keys import schema
from shared_apps.plans import selectors
from shared_apps.plans.choices import Limit, Meter
from shared_apps.plans.errors import ChannelMissing, FeatureMissing, LimitReached
from shared_apps.plans.kernel import Entitlements, entitlements_of, fits, pausing_meter
from shared_apps.plans.models import Tally

log = logging.getLogger(__name__)

CACHE_SECONDS = 60
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


def current() -> Entitlements:
    """Return what the tenant we are in may do now."""
    key, at = cache_key(schema()), now()
    known = _cached(key)
    if known is not None and known.month_starts_at <= at < known.holds_until:
        return known
    fresh = entitlements_of(selectors.contract_here(), at)
    try:
        cache.set(key, fresh, CACHE_SECONDS)
    except RedisError as error:
        log.warning("what the plan allows is not cached, Valkey is away: %s", error)
    return fresh


def _cached(key: str) -> Entitlements | None:
    try:
        known = cache.get(key)
    except RedisError:
        return None
    return known if isinstance(known, Entitlements) else None


def cache_key(schema_name: str) -> str:
    return f"{schema_name}:entitlements"


def forget(schema_name: str) -> None:
    """Read a tenant's entitlements anew from now on, in every process."""
    try:
        cache.delete(cache_key(schema_name))
    except RedisError as error:
        log.warning("what %s may do is remembered for %s s more: %s", schema_name, CACHE_SECONDS, error)


def used(meter: Meter) -> int:
    """Return how much of a meter this month has seen."""
    return usage().get(meter, 0)


def usage() -> dict[str, int]:
    """Return meter → used in the current month; one query by primary key."""
    rows = Tally.objects.filter(schema=schema(), month=current().month)
    return {meter: int(total) for meter, total in rows.values_list("meter").annotate(total=Sum("used"))}


def require(meter: Meter, adding: int = 1) -> None:
    """Refuse what `adding` more of this month's `meter` would exceed; raises LimitReached."""
    entitled = current()
    limit = entitled.limit(meter)
    if limit is None:
        return
    so_far = used(meter)
    if not fits(limit, so_far, adding):
        raise limit_reached(meter, entitled, so_far)


def limit_reached(meter: Meter, entitled: Entitlements, so_far: int) -> LimitReached:
    return LimitReached(
        what=meter,
        limit=entitled.limit(meter) or 0,
        used=so_far,
        plan=entitled.plan,
        resets_at=entitled.month_ends_at.isoformat().replace("+00:00", "Z"),
    )


def require_room(name: Limit, *, used: int | Callable[[], int], adding: int = 1) -> None:
    """Refuse `adding` more of what is counted as it stands; raises LimitReached.

    A function as `used` is called under a lock that lasts until the caller's transaction ends, so that of two who
    want the last place one gets it.
    """
    entitled = current()
    limit = entitled.limit(name)
    if limit is None:
        return
    if not isinstance(used, int):
        with connection.cursor() as cursor:
            cursor.execute(_LOCK, [f"{schema()}:limit:{name}"])
        used = used()
    if not fits(limit, used, adding):
        raise LimitReached(what=name, limit=limit, used=used, plan=entitled.plan)


def require_feature(feature: str) -> None:
    """Refuse what only other plans include; raises FeatureMissing."""
    entitled = current()
    if feature not in entitled.features:
        from_plan = selectors.first_plan_with(feature=feature)
        raise FeatureMissing(feature=feature, plan=entitled.plan, from_plan=from_plan)


def require_kind(kind: str) -> None:
    """Refuse a kind of channel that the plan does not include; raises ChannelMissing."""
    entitled = current()
    if not entitled.includes_kind(kind):
        # What is switched off comes with no larger plan either.
        from_plan = None if kind in entitled.kinds_off else selectors.first_plan_with(kind=kind)
        raise ChannelMissing(kind=kind, plan=entitled.plan, from_plan=from_plan)


def has_feature(feature: str) -> bool:
    return feature in current().features


def has_watermark() -> bool:
    return current().has_watermark


def paused_by() -> str | None:
    """Return which of the month's allowances is used up, None while answers may go out."""
    limits = current().terms.limits
    if limits.get(Meter.MESSAGES) is None and limits.get(Meter.CONVERSATIONS) is None:
        return None
    return pausing_meter(limits, usage())


def is_paused() -> bool:
    """Return whether the agent and what is sent wait for a larger plan or the next month."""
    return paused_by() is not None


def require_sending(adding: int = 1) -> None:
    """Refuse to send while the month's messages or conversations are used up; raises LimitReached."""
    entitled = current()
    limits = entitled.terms.limits
    if limits.get(Meter.MESSAGES) is None and limits.get(Meter.CONVERSATIONS) is None:
        return
    so_far = usage()
    paused = pausing_meter(limits, so_far)
    if paused is not None:
        raise limit_reached(Meter(paused), entitled, so_far.get(paused, 0))
