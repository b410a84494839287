"""Codes that open a plan without a card."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from shared_apps.audit.actions import Actor, record
from shared_apps.billing.actions.customers import account_of
from shared_apps.billing.codes import ALPHABET, digest_of, plain
from shared_apps.billing.errors import AlreadySubscribed, CodeUnknown, CodeUsed
from shared_apps.billing.models import ActivationCode, CodeUse
from shared_apps.core.clock import now
from shared_apps.plans import actions as plans
from shared_apps.plans.choices import Period, Source, State
from shared_apps.plans.selectors import get_plan
from tenants.models import Tenant

GROUPS, GROUP = 4, 4


@transaction.atomic
def make_codes(
    *, plan: str, days: int, count: int = 1, uses: int = 1, expires_at: datetime | None = None, note: str = ""
) -> list[str]:
    """Return new codes; they are shown this once, as only digests are kept. Raises NotFound."""
    wanted, made = get_plan(plan), []
    for _ in range(count):
        code = "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))
        ActivationCode.objects.create(
            digest=digest_of(code),
            hint=code[-4:],
            plan=wanted,
            days=days,
            uses_left=uses,
            expires_at=expires_at,
            note=note,
        )
        made.append(code)
    return made


@transaction.atomic
def redeem(*, actor: Actor, tenant: Tenant, code: str) -> None:
    """Open the code's plan for its days. Raises CodeUnknown, CodeUsed, AlreadySubscribed."""
    if account_of(tenant).subscription_id:
        raise AlreadySubscribed
    at = now()
    found = (
        ActivationCode.objects.select_for_update(of=("self",))
        .select_related("plan")
        .filter(Q(expires_at=None) | Q(expires_at__gt=at), digest=digest_of(plain(code)))
        .first()
    )
    if found is None:
        raise CodeUnknown
    if CodeUse.objects.filter(code=found, tenant=tenant).exists():
        raise CodeUsed
    if not found.uses_left:
        raise CodeUnknown
    ActivationCode.objects.filter(id=found.id).update(uses_left=F("uses_left") - 1)
    CodeUse.objects.create(code=found, tenant=tenant)
    ends_at = at + timedelta(days=found.days)
    plans.settle(
        tenant_id=tenant.id,
        plan=found.plan.code,
        state=State.ACTIVE,
        source=Source.CODE,
        period=Period.NONE,
        period_started_at=at,
        period_ends_at=ends_at,
        cancel_at=ends_at,
    )
    record("billing.code_activated", actor=actor, target_kind="plan", details={"plan": found.plan.code})
