"""Count what a month's allowance is for: one statement, exact, in the transaction of what is counted.

The counter's row is locked until that transaction ends, so count last. All meters of one call are taken in one order.
"""

from collections.abc import Mapping
from datetime import date

from django.db import connection, transaction

from shared_apps.core.keys import schema
from shared_apps.facts import Fact, publish
from shared_apps.plans import entitlements
from shared_apps.plans.choices import Meter
from shared_apps.plans.events import AllowanceNeared, AllowanceUsedUp
from shared_apps.plans.kernel import Entitlements, crossed

_COUNT = """
    INSERT INTO public.plans_usage AS u (schema, meter, month, used)
    SELECT %s, meter, %s, n FROM unnest(%s::text[], %s::bigint[]) AS given(meter, n) ORDER BY meter
    ON CONFLICT (schema, meter, month) DO UPDATE SET used = GREATEST(u.used + excluded.used, 0)
    RETURNING meter, used
"""
# No row comes back when the amount does not fit: the limit is looked at under the row's own lock.
_CONSUME = """
    INSERT INTO public.plans_usage AS u (schema, meter, month, used)
    SELECT %(schema)s, %(meter)s, %(month)s, %(n)s WHERE %(limit)s::bigint IS NULL OR %(n)s <= %(limit)s
    ON CONFLICT (schema, meter, month) DO UPDATE SET used = u.used + excluded.used
        WHERE %(limit)s::bigint IS NULL OR u.used + excluded.used <= %(limit)s
    RETURNING used
"""


def count(amounts: Mapping[Meter, int]) -> None:
    """Add what happened, whatever the plan allows: nothing that a customer sends is ever refused."""
    given = {meter: amount for meter, amount in amounts.items() if amount}
    if not given:
        return
    entitled = entitlements.current()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [schema(), entitled.month, [*map(str, given)], list(given.values())])
        after = {Meter(name): int(used) for name, used in cursor.fetchall()}
    _announce(entitled, {meter: (used - given[meter], used) for meter, used in after.items()})


def consume(meter: Meter, amount: int = 1) -> int:
    """Take `amount` of this month's allowance and return what is used; raises LimitReached and takes nothing then."""
    entitled = entitlements.current()
    given: dict[str, str | int | date | None] = {
        "schema": schema(),
        "meter": str(meter),
        "month": entitled.month,
        "n": amount,
        "limit": entitled.limit(meter),
    }
    with connection.cursor() as cursor:
        cursor.execute(_CONSUME, given)
        row = cursor.fetchone()
    if row is None:
        raise entitlements.limit_reached(meter, entitled, entitlements.used(meter))
    used = int(row[0])
    _announce(entitled, {meter: (used - amount, used)})
    return used


def give_back(meter: Meter, amount: int = 1) -> None:
    """Take back what was counted but did not happen."""
    count({meter: -amount})


def _announce(entitled: Entitlements, moved: Mapping[Meter, tuple[int, int]]) -> None:
    facts: list[Fact] = []
    for meter, (before, after) in moved.items():
        mark = crossed(entitled.limit(meter), before, after)
        if mark:
            facts.append((AllowanceUsedUp if mark == "reached" else AllowanceNeared)(meter=meter))
    if facts:
        with transaction.atomic():
            publish(*facts)
