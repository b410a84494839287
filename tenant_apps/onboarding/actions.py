"""Leave a step of the wizard. Each does the whole of it in one go; sent again, it changes nothing more."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from shared_apps.accounts.actions.tokens import issue_entry
from shared_apps.accounts.models import User
from shared_apps.audit.actions import record
from shared_apps.billing.actions import open_checkout
from shared_apps.billing.models import CheckoutMode
from shared_apps.core.clock import now
from shared_apps.core.errors import AppError
from shared_apps.plans.choices import FREE
from tenant_apps.agent.actions import change_settings
from tenant_apps.channels.actions import connect
from tenant_apps.channels.models import AccountState, ChannelAccount
from tenant_apps.knowledge.sources.actions import add_source
from tenant_apps.knowledge.sources.errors import KnownSource
from tenant_apps.knowledge.sources.models import SourceKind
from tenant_apps.onboarding.errors import LogoUnreadable
from tenant_apps.onboarding.models import Onboarding, Step
from tenant_apps.onboarding.website import picture_at
from tenant_apps.team.errors import NotAllowed
from tenant_apps.team.models import Member
from tenant_apps.team.rights.kernel import Permission
from tenant_apps.webchat.selectors import KIND as WEBCHAT
from tenant_apps.workspace.actions import create_service, set_logo, update_workspace
from tenant_apps.workspace.errors import NotAPicture
from tenant_apps.workspace.models import Service
from tenant_apps.workspace.selectors import current_workspace
from tenants.hosts import url_of
from tenants.life import rename_tenant
from tenants.models import Tenant

WIZARD = "/welcome"
CARD = ("name", "about", "phone", "email", "address", "website", "brand_colour")


def set_up(_: Tenant, __: User) -> None:
    """Begin the wizard of a new workspace."""
    Onboarding.objects.create()


def write_brand(*, actor: Member, user: User, tenant: Tenant, given: Mapping[str, Any]) -> str:
    """Keep who the business is; return where it has moved to when it took another address, else "".

    The returned address lets `user` in, once. Raises Invalid, Conflict `slug_taken`, LogoUnreadable, NotAllowed.
    """
    _require(actor, Permission.COMPANY)
    # Somebody else's server is asked before anything is locked.
    logo = picture_at(given["logo_url"]) if given.get("logo_url") else None
    with transaction.atomic():
        _lock()
        update_workspace(actor=actor, **{name: given[name] for name in CARD if name in given})
        if logo is not None:
            _keep_logo(actor, logo)
        if given.get("reads_website") and given.get("website"):
            _read_website(given["website"])
        _leave(Step.BRAND, actor)
        moved = _move(actor, tenant, given.get("slug", ""))
    return _way_in(user, moved) if moved else ""


def write_persona(*, actor: Member, given: Mapping[str, Any]) -> None:
    """Keep who the agent is; raises NotAllowed."""
    _require(actor, Permission.AGENT)
    with transaction.atomic():
        _lock()
        changes = {
            "persona_name": given["name"],
            "persona_tone": given["tone"],
            "persona_language": given["language"],
            "greeting": given["greeting"],
        }
        change_settings(actor=actor, changes=changes)
        _leave(Step.PERSONA, actor)


def write_channels(*, actor: Member, opens_webchat: bool) -> None:
    """Go on with the channels that are connected, the website's chat with them if wanted; raises as `connect` does."""
    if opens_webchat:
        _require(actor, Permission.CHANNELS)
    # The lock is held while it is connected, so that a second press finds the first one's chat. No stranger is asked.
    with transaction.atomic():
        _lock()
        accounts = ChannelAccount.objects.exclude(state=AccountState.DISCONNECTED)
        if opens_webchat and not accounts.filter(kind=WEBCHAT).exists():
            _open_webchat()
        _leave(Step.CHANNELS, actor)


def choose_plan(*, actor: Member, tenant: Tenant, plan: str, period: str, is_trial: bool) -> str:
    """Return the page to pay on, "" for the free plan; raises as `open_checkout` does, and NotAllowed.

    A paid plan is chosen once it is paid: until then the step stays open.
    """
    if plan == FREE:
        skip(Step.PLAN, actor=actor, as_done=True)
        return ""
    _require(actor, Permission.PLAN)
    page = open_checkout(
        actor=actor,
        tenant=tenant,
        plan=plan,
        period=period,
        mode=CheckoutMode.SUBSCRIPTION,
        is_trial=is_trial,
        back=f"{WIZARD}/plan",
    )
    return str(page.url)


@transaction.atomic
def write_import(*, actor: Member, services: Sequence[Mapping[str, Any]]) -> None:
    """Put services that were typed in on the price list; one whose name is there already stays as it is."""
    _lock()
    known = {name.casefold() for name in Service.objects.values_list("name", flat=True)}
    currency = current_workspace().currency
    for line in services:
        if line["name"].casefold() not in known:
            create_service(actor=actor, currency=currency, **line)
            known.add(line["name"].casefold())
    _leave(Step.IMPORT, actor)


@transaction.atomic
def skip(step: Step, *, actor: Member, as_done: bool = False) -> None:
    """Leave a step as it is."""
    _lock()
    _leave(step, actor, "done" if as_done else "skipped")


@transaction.atomic
def finish(*, actor: Member) -> None:
    """Let the workspace begin: the wizard is not offered any more, the list in the inbox is."""
    row = _lock()
    if row.finished_at is None:
        row.finished_at = now()
        row.save(update_fields=["finished_at"])
        record("onboarding.finished", actor=actor, target_kind="onboarding", target_id=row.id)


@transaction.atomic
def dismiss(*, actor: Member) -> None:
    """Put the list in the inbox away, for everybody here."""
    row = _lock()
    if row.dismissed_at is None:
        row.dismissed_at = now()
        row.save(update_fields=["dismissed_at"])
        record("onboarding.dismissed", actor=actor, target_kind="onboarding", target_id=row.id)


def _lock() -> Onboarding:
    """Hold the row, so that one step is written at a time; a workspace that is older than the wizard gets one."""
    Onboarding.objects.get_or_create(is_only=True)
    return Onboarding.objects.select_for_update().get()


def _leave(step: Step, actor: Member, state: str = "done") -> None:
    row = Onboarding.objects.get()
    # What was done stays done when somebody goes by once more.
    if row.steps.get(step) not in {"done", state}:
        row.steps = {**row.steps, str(step): state}
        row.save(update_fields=["steps"])
        details = {"step": str(step), "state": state}
        record(
            "onboarding.step_left", actor=actor, target_kind="onboarding", target_id=row.id, details=details
        )


def _require(actor: Member, permission: Permission) -> None:
    if not actor.may(permission):
        raise NotAllowed(permission)


def _keep_logo(actor: Member, content: bytes) -> None:
    try:
        set_logo(actor=actor, content=content)
    except NotAPicture as error:
        raise LogoUnreadable from error


def _read_website(url: str) -> None:
    try:
        with transaction.atomic():
            add_source(kind=SourceKind.SITE, url=url)
    except KnownSource:
        pass
    except AppError:
        # Whatever the plan or the address refuses is told on the page of sources; the business's name is kept.
        return


def _move(actor: Member, tenant: Tenant, slug: str) -> Tenant | None:
    if not slug or slug == tenant.slug:
        return None
    _require(actor, Permission.WORKSPACE)
    moved = rename_tenant(tenant.id, slug=slug)
    details = {"from": tenant.slug, "to": moved.slug}
    record("tenant.renamed", actor=actor, target_kind="tenant", target_id=tenant.id, details=details)
    return moved


def _way_in(user: User, tenant: Tenant) -> str:
    # In the fragment, which reaches the page and no server log.
    return f"{url_of(tenant.slug)}/enter#token={issue_entry(user, tenant)}&to={WIZARD}"


def _open_webchat() -> None:
    connect(kind=WEBCHAT, form={"name": current_workspace().name, "key": ""})
