"""Businesses as operators look for them: constant numbers of queries, whatever the number of businesses."""

from datetime import timedelta
from uuid import UUID

from django.db.models import BigIntegerField, Case, CharField, DateTimeField, F, Q, QuerySet, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Greatest

from shared_apps.audit.models import AuditEntry
from shared_apps.console.models import Channel, CompanyDay
from shared_apps.core.clock import now
from shared_apps.core.errors import NotFound
from shared_apps.facts.models import FactRow
from shared_apps.plans.choices import State
from tenants.models import Membership, Role, Tenant, TenantState

QUIET_AFTER = timedelta(days=14)
NEVER = Value("1970-01-01T00:00:00Z")
# What is wrong with a business, the worst first; "well" when nothing is.
HEALTH = ("closed", "unpaid", "failing", "new", "quiet", "well")
ORDERS = {
    "newest": ("-created_at", "-id"),
    "oldest": ("created_at", "id"),
    "name": ("name", "id"),
    "messages": ("-used", "-id"),
    "members": ("-people", "-id"),
    "active": ("-active_at", "-id"),
}


# What a row of the list shows; a thousand rows are read as values: making models of them takes longer than asking.
LISTED = (
    *("id", "slug", "name", "language", "state", "health", "created_at"),
    *("plan_code", "plan_name", "subscription_state", "message_limit"),
    *("people", "attached", "failing", "used", "last_active_at"),
)


def companies(*, q: str = "", state: str = "", plan: str = "", health: str = "") -> QuerySet[Tenant]:
    """Return businesses with what LISTED names; unordered. Of a new one nothing was counted yet."""
    # Of a deleted one only a nameless row is left, for what was paid.
    there = Tenant.objects.exclude(state=TenantState.DELETED)
    rows: QuerySet[Tenant] = with_health(there).annotate(
        used=Coalesce(F("counts__messages_month"), 0, output_field=BigIntegerField()),
        people=Coalesce(F("counts__members"), 0, output_field=BigIntegerField()),
        active_at=Coalesce(F("counts__last_active_at"), Cast(NEVER, DateTimeField())),
        attached=Coalesce(F("counts__channels"), 0, output_field=BigIntegerField()),
        failing=Coalesce(F("counts__channels_failing"), 0, output_field=BigIntegerField()),
        last_active_at=F("counts__last_active_at"),
        plan_code=F("subscription__plan__code"),
        plan_name=F("subscription__plan__name"),
        subscription_state=F("subscription__state"),
        message_limit=Cast(KeyTextTransform("messages", "subscription__plan__limits"), BigIntegerField()),
    )
    if q:
        owners = Membership.objects.filter(role=Role.OWNER, user__email__icontains=q).values("tenant_id")
        rows = rows.filter(Q(name__icontains=q) | Q(slug__icontains=q) | Q(id__in=owners))
    if state:
        rows = rows.filter(state=state)
    if plan:
        rows = rows.filter(subscription__plan__code=plan)
    if health:
        rows = rows.filter(health=health)
    return rows


def with_health(rows: QuerySet[Tenant]) -> QuerySet[Tenant]:
    """Annotate `health`, one of HEALTH."""
    quiet_since = now() - QUIET_AFTER
    is_quiet = Q(seen_at__lt=quiet_since)
    judged: QuerySet[Tenant] = rows.annotate(
        # PostgreSQL's GREATEST passes over what is null.
        seen_at=Greatest(F("counts__last_active_at"), F("created_at")),
        health=Case(
            When(~Q(state=TenantState.ACTIVE), then=Value("closed")),
            When(subscription__state__in=[State.PAST_DUE, State.GRACE], then=Value("unpaid")),
            When(counts__channels_failing__gt=0, then=Value("failing")),
            When(is_quiet, then=Value("quiet")),
            When(counts__last_active_at=None, then=Value("new")),
            default=Value("well"),
            output_field=CharField(),
        ),
    )
    return judged


def get_company(tenant_id: UUID) -> Tenant:
    """Return one business as `companies` does; raises NotFound."""
    found = companies().filter(id=tenant_id).first()
    if found is None:
        raise NotFound("There is no such company.")
    return found


def people_of(tenant: Tenant) -> list[Membership]:
    rows = Membership.objects.filter(tenant=tenant).select_related("user")
    return list(rows.order_by("created_at", "id")[:200])


def channels_of(tenant: Tenant) -> list[Channel]:
    return list(Channel.objects.filter(tenant=tenant).order_by("-connected_at", "-id")[:100])


def days_of(tenant: Tenant, *, days: int = 30) -> list[CompanyDay]:
    since = now().date() - timedelta(days=days - 1)
    return list(CompanyDay.objects.filter(tenant=tenant, day__gte=since).order_by("day"))


def facts_of(tenant: Tenant, *, limit: int = 20) -> list[FactRow]:
    """Return the last facts of the business's log, newest first: names and times, nothing of what was written."""
    rows = FactRow.objects.filter(schema=tenant.schema_name).only("id", "name", "at", "actor")
    return list(rows.order_by("-id")[:limit])


def trail_of(tenant: Tenant, *, limit: int = 20) -> list[AuditEntry]:
    """Return what operators did to the business, newest first."""
    rows = AuditEntry.objects.filter(target_kind="tenant", target_id=str(tenant.id))
    return list(rows.order_by("-id")[:limit])
