"""Count what a month's allowance is for: one statement, in the transaction of what is counted.

`count` writes to a row of its own connection: transactions that hold other locks never wait for each other here, so
counting costs the way of a message nothing but the statement, and no two ways of locking can meet head-on. `consume`
looks at the limit under the lock of one row instead and is exact to the last one; what it is used for is used with
nothing else.
"""

from collections.abc import Mapping
from datetime import date

from django.db import connection, transaction

from shared_apps.core.keys import schema
from shared_apps.facts import Fact, publish
from shared_apps.plans import entitlements
from shared_apps.plans.choices import Meter
from shared_apps.plans.events import AllowanceNeared, AllowanceUsedUp
from shared_apps.plans.kernel import Entitlements, mark_of

# Meters whose allowance is never exceeded by one, whoever asks at the same time.
EXACT = frozenset({Meter.PHOTOS})

# The sum is read from before this statement, so what it adds comes on top.
_COUNT = """
    WITH given AS (SELECT meter, n FROM unnest(%(meters)s::text[], %(amounts)s::bigint[]) AS g(meter, n)),
    counted AS (
        INSERT INTO public.plans_tally AS t (schema, month, meter, slot, used)
        SELECT %(schema)s, %(month)s, meter, CASE WHEN meter = ANY(%(exact)s) THEN 0 ELSE pg_backend_pid() END, n
        FROM given
        ON CONFLICT (schema, month, meter, slot) DO UPDATE SET used = t.used + excluded.used
    )
    SELECT given.meter, given.n + COALESCE((
        SELECT sum(t.used) FROM public.plans_tally t
        WHERE t.schema = %(schema)s AND t.month = %(month)s AND t.meter = given.meter), 0)
    FROM given
"""
# No row comes back when the amount does not fit: the limit is looked at under the row's own lock.
_CONSUME = """
    INSERT INTO public.plans_tally AS t (schema, month, meter, slot, used)
    SELECT %(schema)s, %(month)s, %(meter)s, 0, %(n)s WHERE %(limit)s::bigint IS NULL OR %(n)s <= %(limit)s
    ON CONFLICT (schema, month, meter, slot) DO UPDATE SET used = t.used + excluded.used
        WHERE %(limit)s::bigint IS NULL OR t.used + excluded.used <= %(limit)s
    RETURNING used
"""
_NOTE = """
    INSERT INTO public.plans_notice (schema, month, meter, mark)
    SELECT %(schema)s, %(month)s, %(meter)s, %(mark)s WHERE NOT EXISTS (
        SELECT 1 FROM public.plans_notice
        WHERE schema = %(schema)s AND month = %(month)s AND meter = %(meter)s AND mark IN (%(mark)s, 'reached'))
    ON CONFLICT DO NOTHING RETURNING mark
"""

Given = dict[str, str | int | date | None]


def count(amounts: Mapping[Meter, int]) -> None:
    """Add what happened, whatever the plan allows: nothing that a customer sends is ever refused."""
    given = {meter: amount for meter, amount in amounts.items() if amount}
    if not given:
        return
    entitled = entitlements.current()
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNT,
            {
                "schema": schema(),
                "month": entitled.month,
                "meters": [*map(str, given)],
                "amounts": list(given.values()),
                "exact": [*map(str, EXACT)],
            },
        )
        totals = {Meter(name): int(total) for name, total in cursor.fetchall()}
    tell(entitled, totals)


def consume(meter: Meter, amount: int = 1) -> int:
    """Take `amount` of an EXACT meter's allowance and return what is used; raises LimitReached, taking nothing then."""
    assert meter in EXACT, f"{meter} is counted, not consumed"
    entitled = entitlements.current()
    given: Given = {"schema": schema(), "month": entitled.month, "meter": str(meter), "n": amount}
    with connection.cursor() as cursor:
        cursor.execute(_CONSUME, {**given, "limit": entitled.limit(meter)})
        row = cursor.fetchone()
    if row is None:
        raise entitlements.limit_reached(meter, entitled, entitlements.used(meter))
    used = int(row[0])
    tell(entitled, {meter: used})
    return used


def give_back(meter: Meter, amount: int = 1) -> None:
    """Take back what was counted but did not happen."""
    count({meter: -amount})


def tell(entitled: Entitlements, totals: Mapping[Meter, int]) -> int:
    """Announce the marks that `totals` have come to and that nobody was told of this month; return how many."""
    facts: list[Fact] = []
    for meter, total in totals.items():
        mark = mark_of(entitled.limit(meter), total)
        if mark is not None and _is_new(entitled, meter, mark):
            facts.append((AllowanceUsedUp if mark == "reached" else AllowanceNeared)(meter=meter))
    if facts:
        with transaction.atomic():
            publish(*facts)
    return len(facts)


def _is_new(entitled: Entitlements, meter: Meter, mark: str) -> bool:
    given: Given = {"schema": schema(), "month": entitled.month, "meter": str(meter), "mark": mark}
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, given)
        return cursor.fetchone() is not None
