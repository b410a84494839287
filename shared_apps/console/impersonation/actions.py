"""Begin a visit, enter the workspace, end it; each on record here and in the business's own log."""

from datetime import timedelta
from uuid import UUID

import msgspec
from django.db import transaction
from django.http import HttpRequest

from shared_apps.accounts.actions.sessions import end_session
from shared_apps.accounts.actions.sign_in import enter_browser
from shared_apps.accounts.credentials import GUEST, SESSION_ID, Guest
from shared_apps.accounts.digests import new_token, token_digest
from shared_apps.accounts.models import DeviceSession, User
from shared_apps.console.errors import ConsoleErrorCode
from shared_apps.console.impersonation.models import HowEnded, Impersonation
from shared_apps.console.impersonation.trail import note
from shared_apps.core.clock import now
from shared_apps.core.errors import AppError, Conflict, NotFound
from tenant_apps.team.models import Member
from tenants.every import visiting
from tenants.models import Role, Tenant, TenantState

ENTER_WITHIN = timedelta(minutes=2)


def check_open(tenant: Tenant) -> None:
    """Raise Conflict `workspace_closed` for a business into which nobody gets."""
    if tenant.state != TenantState.ACTIVE:
        message = "This workspace is not open. Open it again before you visit it."
        raise Conflict(ConsoleErrorCode.WORKSPACE_CLOSED, message)


def choose_member(tenant: Tenant, member_id: UUID | None) -> Member:
    """Return whose eyes to borrow: the named member's, or the owner's; raises NotFound."""
    with visiting(tenant):
        members = Member.objects.filter(is_active=True)
        wanted = members.filter(id=member_id) if member_id else members.filter(role=Role.OWNER)
        member = wanted.order_by("created_at").first()
    if member is None:
        raise NotFound("There is no such person in this workspace.")
    return member


def begin(
    operator: User, *, tenant: Tenant, reason: str, minutes: int, member_id: UUID | None, may_write: bool
) -> tuple[Impersonation, str]:
    """Return a visit and the token that opens it on the workspace's host, once and within two minutes."""
    check_open(tenant)
    member = choose_member(tenant, member_id)
    token = new_token()
    with transaction.atomic():
        visit = Impersonation.objects.create(
            operator=operator,
            operator_name=operator.name,
            tenant=tenant,
            member_id=member.id,
            member_name=member.name,
            reason=reason,
            may_write=may_write,
            token_hash=token_digest(token),
            expires_at=now() + timedelta(minutes=minutes),
        )
        note("impersonation.started", visit, minutes=minutes)
    return visit, token


@transaction.atomic
def enter(request: HttpRequest, token: str, *, tenant: Tenant | None) -> Impersonation:
    """Open the visit's session in this browser, on the host of its workspace; raises AppError 400."""
    found = Impersonation.objects.select_for_update(of=("self",)).select_related("operator", "tenant")
    visit = found.filter(
        token_hash=token_digest(token),
        tenant=tenant,
        entered_at=None,
        ended_at=None,
        created_at__gt=now() - ENTER_WITHIN,
        operator__is_active=True,
        operator__is_staff=True,
    ).first()
    if visit is None:
        message = "This link was used or is too old. Begin the visit again in the console."
        raise AppError(ConsoleErrorCode.VISIT_OVER, message)
    enter_browser(request, visit.operator, is_silent=True)
    session_id = UUID(request.session[SESSION_ID])
    # The second factor was proved at the console; this session opens nothing but the workspace.
    DeviceSession.objects.filter(id=session_id).update(second_factor_at=None)
    request.session[GUEST] = msgspec.to_builtins(_guest(visit))
    request.session.set_expiry(int((visit.expires_at - now()).total_seconds()))
    visit.entered_at, visit.session_id = now(), session_id
    visit.save(update_fields=["entered_at", "session_id"])
    return visit


def _guest(visit: Impersonation) -> Guest:
    return Guest(
        id=visit.id,
        member_id=visit.member_id,
        schema=visit.tenant.schema_name,
        operator=visit.operator_name,
        reason=visit.reason,
        may_write=visit.may_write,
        ends_at=visit.expires_at,
    )


@transaction.atomic
def end(visit_id: UUID, *, how: HowEnded = HowEnded.BY_HAND, by: User | None = None) -> Impersonation:
    """End a visit at once: its session, its sockets, its token. Ending twice is no mistake; raises NotFound."""
    visit = Impersonation.objects.select_for_update(of=("self",)).filter(id=visit_id).first()
    if visit is None:
        raise NotFound("There is no such visit.")
    if visit.ended_at is not None:
        return visit
    is_over = visit.expires_at <= now()
    visit.ended_at = min(now(), visit.expires_at)
    visit.ended_how = HowEnded.TIME_OVER if is_over else how
    visit.save(update_fields=["ended_at", "ended_how"])
    if visit.session_id and DeviceSession.objects.filter(id=visit.session_id, ended_at=None).exists():
        end_session(visit.operator, visit.session_id)
    note("impersonation.ended", visit, how=visit.ended_how, by=by.name if by else "", seen=len(visit.seen))
    return visit


def end_overdue() -> int:
    """Write down the end of every visit whose time is over; return how many."""
    overdue = Impersonation.objects.filter(ended_at=None, expires_at__lte=now())
    ids = list(overdue.values_list("id", flat=True)[:200])
    for visit_id in ids:
        end(visit_id, how=HowEnded.TIME_OVER)
    return len(ids)
