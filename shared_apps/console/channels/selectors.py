"""All businesses' channels, and what holds for their kinds."""

from django.db.models import Count, Q, QuerySet

from shared_apps.console.models import Channel, KindRule
from tenant_apps.channels import registry
from tenant_apps.channels.models import AccountState


def channels(*, q: str = "", review: str = "", kind: str = "", state: str = "") -> QuerySet[Channel]:
    """Return channels with their businesses; those that were disconnected only when asked for."""
    rows = Channel.objects.select_related("tenant")
    if q:
        rows = rows.filter(
            Q(name__icontains=q)
            | Q(external_id=q)
            | Q(tenant__name__icontains=q)
            | Q(tenant__slug__icontains=q)
        )
    if review:
        rows = rows.filter(review=review)
    if kind:
        rows = rows.filter(kind=kind)
    return rows.filter(state=state) if state else rows.exclude(state=AccountState.DISCONNECTED)


def kind_rules() -> list[dict[str, object]]:
    """Return every kind of channel with its rule and how many are connected; two queries."""
    rules = {rule.kind: rule for rule in KindRule.objects.all()}
    rows = Channel.objects.exclude(state=AccountState.DISCONNECTED)
    counts = dict(rows.values_list("kind").annotate(n=Count("id")))
    return [
        {
            "kind": kind,
            "is_open": rule.is_open,
            "needs_review": rule.needs_review,
            "reason": rule.reason,
            "changed_by_name": rule.changed_by_name,
            "changed_at": rule.changed_at,
            "channels": counts.get(kind, 0),
        }
        for kind in sorted(registry.kinds())
        for rule in [rules.get(kind) or KindRule(kind=kind)]
    ]
