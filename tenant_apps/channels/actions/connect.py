"""Connect an account: prove it, claim its webhooks, subscribe to them."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from shared_apps.core.errors import AppError
from shared_apps.facts import publish
from shared_apps.intake.actions import claim_route
from shared_apps.plans import entitlements
from shared_apps.plans.choices import Limit
from shared_apps.plans.kernel import OWN_KINDS
from tenant_apps.channels import gate, registry, selectors
from tenant_apps.channels.actions.disconnect import release, release_shared
from tenant_apps.channels.adapters.protocol import Onboarded, Onboards
from tenant_apps.channels.errors import ChannelErrorCode, OnboardingRefused
from tenant_apps.channels.events import ChannelConnected
from tenant_apps.channels.models import AccountState, ChannelAccount


def connect(*, kind: str, form: Mapping[str, Any]) -> ChannelAccount:
    """Connect an account by what was typed, or give a connected one new credentials.

    Raises AppError (connection_refused) with the field to correct, Conflict (account_taken), and what the plan
    refuses: ChannelMissing, LimitReached. AppError 403 `channel_switched_off` while the platform wants none.
    """
    adapter = registry.get(kind)
    if not isinstance(adapter, Onboards):
        raise AppError(ChannelErrorCode.CONNECTION_REFUSED, "This channel is not connected by a form.")
    gate.require_open(kind)
    if kind not in OWN_KINDS:
        # Before the vendor is asked; whether there is room is looked at once more when the place is taken.
        entitlements.require_kind(kind)
    try:
        onboarded = adapter.onboard(form)
    except OnboardingRefused as refusal:
        raise refused(refusal) from refusal
    return connect_onboarded(kind=kind, onboarded=onboarded)


def connect_onboarded(*, kind: str, onboarded: Onboarded) -> ChannelAccount:
    """Connect an account that its vendor has vouched for; raises as `connect` does.

    The vendor is asked outside of transactions. The route is claimed before the vendor is told to send, so
    that no event can arrive unrouted; when the vendor then refuses, everything is taken back.
    """
    gate.require_open(kind)
    adapter = registry.get(kind)
    account, before = _claim(kind, onboarded)
    try:
        if isinstance(adapter, Onboards):
            adapter.subscribe(selectors.credentials_of(account))
    except OnboardingRefused as refusal:
        _take_back(account, before)
        raise refused(refusal) from refusal
    return _settle(account, before)


@transaction.atomic
def _claim(kind: str, onboarded: Onboarded) -> tuple[ChannelAccount, ChannelAccount | None]:
    """Claim the routes and store the account; return it with the row as it was before, None for a new one."""
    for route in (onboarded.external_id, *onboarded.shared_routes):
        claim_route(platform=kind, account_id=route)
    rows = ChannelAccount.objects.select_for_update().filter(kind=kind, external_id=onboarded.external_id)
    before = rows.first()
    if before is None or not before.is_connected:
        _require_place(kind)
    account = rows.first() or ChannelAccount(kind=kind, external_id=onboarded.external_id)
    account.name = onboarded.name
    account.credentials = dict(onboarded.secrets)
    # What the owner chose for the account stays when it is connected anew.
    account.settings = {
        **(account.settings or {}),
        **onboarded.settings,
        "shared_routes": list(onboarded.shared_routes),
    }
    account.token_expires_at = onboarded.token_expires_at
    account.state = AccountState.ERROR
    account.last_error = "The connection was interrupted. Connect the account again."
    account.last_error_code = "interrupted"
    account.save()
    return account, before


def _require_place(kind: str) -> None:
    """Refuse what the plan has no room for; the website's own chat is on every plan.

    Raises ChannelMissing, LimitReached.
    """
    if kind in OWN_KINDS:
        return
    entitlements.require_kind(kind)
    entitlements.require_room(Limit.INTEGRATIONS, used=selectors.count_integrations)


@transaction.atomic
def _take_back(account: ChannelAccount, before: ChannelAccount | None) -> None:
    if before is None or not before.is_connected:
        release(account)
    if before is None:
        account.delete()
    else:
        before.save()


@transaction.atomic
def _settle(account: ChannelAccount, before: ChannelAccount | None) -> ChannelAccount:
    if before is not None:
        # The number may have moved to another business account, whose old route must be free for others.
        release_shared(before)
    account.state, account.last_error, account.last_error_code = AccountState.CONNECTED, "", ""
    account.save(update_fields=["state", "last_error", "last_error_code"])
    publish(ChannelConnected(channel_account_id=account.id))
    return account


def refused(refusal: OnboardingRefused) -> AppError:
    fields = {refusal.field: [refusal.reason_for_people]} if refusal.field else {}
    data = {"reason": refusal.code, "detail": refusal.detail}
    return AppError(ChannelErrorCode.CONNECTION_REFUSED, refusal.reason_for_people, fields=fields, data=data)
