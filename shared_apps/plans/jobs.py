"""What the clock does about plans. A run may come twice, late or not at all: what holds never waits for it."""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Q, Sum

from shared_apps.plans import entitlements, meters
from shared_apps.plans.actions import begin_month, lapse
from shared_apps.plans.choices import Meter, State
from shared_apps.plans.kernel import mark_of
from shared_apps.plans.models import Notice, Subscription, Tally
from shared_apps.plans.months import month_of
from tenants.every import visiting
from tenants.models import Tenant

KEEP = timedelta(days=400)
LONGEST_MONTH = timedelta(days=32)

# A writer that is gone adds no more to its rows; they become one. One that has come back under the number waits.
_FOLD = """
    WITH gone AS (
        DELETE FROM public.plans_tally t
        WHERE slot <> 0 AND NOT EXISTS (SELECT 1 FROM pg_stat_activity a WHERE a.pid = t.slot)
        RETURNING schema, month, meter, used
    )
    INSERT INTO public.plans_tally AS t (schema, month, meter, slot, used)
    SELECT schema, month, meter, 0, sum(used) FROM gone GROUP BY schema, month, meter
    ON CONFLICT (schema, month, meter, slot) DO UPDATE SET used = t.used + excluded.used
"""


def trial_expiry(at: datetime) -> dict[str, int]:
    """Write down the trials that are over."""
    return {"expired": _lapse(Q(state=State.TRIAL, trial_ends_at__lte=at), at)}


def billing_checks(at: datetime) -> dict[str, int]:
    """Write down the graces and canceled plans that are over."""
    over = Q(cancel_at__lte=at) | Q(state__in=[State.PAST_DUE, State.GRACE], grace_ends_at__lte=at)
    return {"ended": _lapse(over, at)}


def _lapse(over: Q, at: datetime) -> int:
    ids = Subscription.objects.filter(over).order_by("tenant_id").values_list("tenant_id", flat=True)
    return sum(lapse(tenant_id=tenant_id, at=at) for tenant_id in list(ids))


def usage_checks(at: datetime) -> dict[str, int]:
    """Tell of marks that two writers came to at once, and fold the rows of writers that are gone."""
    rows = Tally.objects.filter(month__gt=(at - LONGEST_MONTH).date(), meter__in=list(Meter))
    totals: dict[str, dict[tuple[Meter, object], int]] = {}
    for schema, meter, month, used in rows.values_list("schema", "meter", "month").annotate(
        total=Sum("used")
    ):
        totals.setdefault(schema, {})[Meter(meter), month] = int(used)
    told = 0
    for tenant in Tenant.objects.filter(schema_name__in=totals).order_by("id"):
        with visiting(tenant):
            entitled = entitlements.current()
            used_now = {
                meter: used
                for (meter, month), used in totals[tenant.schema_name].items()
                if month == entitled.month and mark_of(entitled.limit(meter), used)
            }
            told += meters.tell(entitled, used_now)
    with connection.cursor() as cursor:
        cursor.execute(_FOLD)
        folded = cursor.rowcount
    return {"told": told, "folded": max(folded, 0)}


def monthly_reset(at: datetime) -> dict[str, int]:
    """Tell the tenants whose own month has turned, so that what waited goes on; forget counts of long ago."""
    earliest = (at - timedelta(days=26)).date()
    due = Subscription.objects.filter(Q(month_begun_on=None) | Q(month_begun_on__lte=earliest))
    begun = 0
    for subscription in due.select_related("tenant").order_by("tenant_id").iterator(500):
        month = month_of(subscription.anchor_on, subscription.tenant.timezone, at)
        begun += begin_month(tenant_id=subscription.tenant_id, starts_on=month.starts_on)
    Notice.objects.filter(month__lt=(at - KEEP).date()).delete()
    forgotten, _ = Tally.objects.filter(month__lt=(at - KEEP).date()).delete()
    return {"begun": begun, "forgotten": forgotten}
