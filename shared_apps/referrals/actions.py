"""Hand out codes, note who came by them, and settle what they earned."""

import logging
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.db.models import Max

from shared_apps.accounts.models import User
from shared_apps.plans.actions import give_bonus
from shared_apps.plans.choices import Meter
from shared_apps.plans.digests import digest_of
from shared_apps.plans.models import Plan, Subscription, Tally
from shared_apps.referrals.kernel import Life, Mark, fraud, normal_person, state_of
from shared_apps.referrals.models import Reason, Referral, ReferralCode, ReferralState, SignUpMark
from tenants.models import Membership, Role, Tenant, TenantState

log = logging.getLogger(__name__)

# Neither zero nor O, neither one nor I: codes are read out on the phone.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 8


def code_of(tenant: Tenant) -> ReferralCode:
    """Return the workspace's code, made on first sight; two who ask at once get the same one."""
    known = ReferralCode.objects.filter(tenant=tenant).first()
    if known is not None:
        return known
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    made, _ = ReferralCode.objects.get_or_create(tenant=tenant, defaults={"code": code})
    return made


def note_sign_up(user: User, tenant: Tenant, context: Mapping[str, Any]) -> None:
    """Keep what a sign-up looked like and, with a code, who brought it. A wrong code keeps nobody from signing up."""
    device, network = str(context.get("device") or ""), f"{context.get('address')}|{context.get('agent')}"
    mark = SignUpMark.objects.create(
        tenant=tenant,
        device_digest=digest_of("device", device) if device else "",
        network_digest=digest_of("network", network) if context.get("address") else "",
    )
    code = str(context.get("ref") or "").strip().upper()
    found = ReferralCode.objects.filter(code=code).select_related("tenant").first() if code else None
    if found is None or found.tenant_id == tenant.id:
        return
    referrer = found.tenant
    reason = fraud(_mark(tenant, mark), _others(referrer, but=tenant.id))
    Referral.objects.create(
        referrer=referrer,
        tenant=tenant,
        name=tenant.name,
        reason=reason,
        state=ReferralState.REJECTED if reason else ReferralState.PENDING,
    )


def _mark(tenant: Tenant, mark: SignUpMark | None) -> Mark:
    emails = Membership.objects.filter(tenant=tenant).values_list("user__email", flat=True)
    subscription = Subscription.objects.filter(tenant=tenant).first()
    return Mark(
        people=frozenset(map(normal_person, emails)),
        card=subscription.card_digest if subscription else "",
        device=mark.device_digest if mark else "",
        network=mark.network_digest if mark else "",
    )


def _others(referrer: Tenant, *, but: UUID) -> list[Mark]:
    """Return the marks of the referrer and of those they brought before."""
    brought = Referral.objects.filter(referrer=referrer, tenant__isnull=False).exclude(tenant=but)
    tenants = [referrer, *(row.tenant for row in brought.select_related("tenant") if row.tenant)]
    marks = SignUpMark.objects.in_bulk([tenant.id for tenant in tenants])
    return [_mark(tenant, marks.get(tenant.id)) for tenant in tenants]


@transaction.atomic
def review(*, referral_id: UUID, at: datetime) -> bool:
    """Look at one referral again: who pays is known only later, and people come and go. Say whether it moved."""
    referral = (
        Referral.objects.select_for_update(of=("self",))
        .select_related("tenant", "referrer")
        .get(id=referral_id)
    )
    if referral.state == ReferralState.REJECTED:
        return False
    was, tenant = referral.state, referral.tenant
    reason = Reason.NONE
    if tenant is not None:
        mark = SignUpMark.objects.filter(tenant=tenant).first()
        reason = fraud(_mark(tenant, mark), _others(referral.referrer, but=tenant.id))
    if reason:
        referral.state, referral.reason = ReferralState.REJECTED, reason
    else:
        referral.state = state_of(_life(tenant), ReferralState(referral.state), at)
    if referral.state == was:
        return False
    if referral.state == ReferralState.ACTIVE:
        referral.activated_at, referral.ended_at = referral.activated_at or at, None
    else:
        referral.ended_at = at
    referral.save()
    return True


def _life(tenant: Tenant | None) -> Life:
    if tenant is None:
        return Life(is_open=False, is_proven=False, last_used_at=None)
    owners = Membership.objects.filter(tenant=tenant, role=Role.OWNER).values("user")
    proven = EmailAddress.objects.filter(user__in=owners, verified=True).exists()
    rows = Tally.objects.filter(schema=tenant.schema_name, meter=Meter.MESSAGES, used__gt=0)
    month = rows.aggregate(last=Max("month"))["last"]
    # A month's count says no more than the month: it is taken as of the month's end.
    last = (
        None
        if month is None
        else datetime(month.year, month.month, month.day, tzinfo=tenant.created_at.tzinfo)
        + timedelta(days=30)
    )
    return Life(is_open=tenant.state == TenantState.ACTIVE, is_proven=proven, last_used_at=last)


@transaction.atomic
def settle_reward(*, referrer: Tenant) -> bool:
    """Give the next plan to who has enough active referrals, take it back from who has not; say whether it moved."""
    subscription = (
        Subscription.objects.select_for_update(of=("self",))
        .select_related("plan")
        .filter(tenant=referrer)
        .first()
    )
    if subscription is None:
        return False
    active = Referral.objects.filter(referrer=referrer, state=ReferralState.ACTIVE).count()
    bonus = next_plan(subscription.plan) if active >= settings.REFERRALS_FOR_UPGRADE else None
    if (bonus.id if bonus else None) == subscription.bonus_plan_id:
        return False
    give_bonus(tenant_id=referrer.id, plan=bonus)
    log.info("%s has %s active referrals: bonus %s", referrer.slug, active, bonus)
    return True


def next_plan(plan: Plan) -> Plan | None:
    """Return the plan above in the catalogue, None above the largest."""
    above = Plan.objects.filter(is_custom=False, archived_at=None, position__gt=plan.position)
    return above.order_by("position").first()
