"""A visit's lines in both trails, whichever of the two schemas we are in."""

from typing import Any

from shared_apps.audit.actions import record, record_publicly
from shared_apps.console.impersonation.models import Impersonation
from shared_apps.core.keys import PUBLIC, schema
from tenants.every import visiting
from tenants.models import Tenant, TenantState

# There is no activity log any more.
GONE = (TenantState.PURGING, TenantState.DELETED)


class _Visitor:
    """Who the business reads of: the person, and where they come from."""

    def __init__(self, visit: Impersonation) -> None:
        self.id, self.name = visit.operator_id, f"{visit.operator_name} (Parlor)"


def note(action: str, visit: Impersonation, **details: Any) -> None:
    """Record what happened in the platform's trail and in the business's activity log."""
    told = {
        "reason": visit.reason,
        "member": visit.member_name,
        "may_write": visit.may_write,
        "until": visit.expires_at.isoformat(),
        **details,
    }
    who: dict[str, Any] = {"target_kind": "impersonation", "target_id": visit.id}
    here = {**told, "company": visit.tenant.slug}
    if schema() == PUBLIC:
        record(action, actor=visit.operator, details=here, **who)
        if not Tenant.objects.filter(id=visit.tenant_id, state__in=GONE).exists():
            with visiting(visit.tenant):
                record(action, actor=_Visitor(visit), details=told, **who)
    else:
        record_publicly(action, actor=visit.operator, details=here, **who)
        record(action, actor=_Visitor(visit), details=told, **who)
