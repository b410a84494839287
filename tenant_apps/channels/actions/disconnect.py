"""Disconnect an account: its webhooks stop, its history stays."""

import logging
from uuid import UUID

from django.db import transaction

from shared_apps.facts import publish
from shared_apps.intake.actions import release_route
from tenant_apps.channels import registry, selectors
from tenant_apps.channels.adapters.protocol import Onboards
from tenant_apps.channels.errors import OnboardingRefused
from tenant_apps.channels.events import ChannelDisconnected
from tenant_apps.channels.models import AccountState, ChannelAccount

logger = logging.getLogger(__name__)


def disconnect(*, account_id: UUID) -> ChannelAccount:
    """Stop an account and forget its secrets; a disconnected one stays as it is. Raises NotFound.

    The vendor is told last and may refuse: a token that no longer works is a usual reason to disconnect.
    """
    account = selectors.get_channel_account(account_id)
    access, adapter = selectors.credentials_of(account), registry.get(account.kind)
    with transaction.atomic():
        account = ChannelAccount.objects.select_for_update().get(id=account_id)
        if not account.is_connected:
            return account
        is_last = release(account) and not _shares_subscription(account)
        account.state, account.credentials = AccountState.DISCONNECTED, {}
        account.last_error = account.last_error_code = ""
        account.save(update_fields=["state", "last_error", "last_error_code", "credentials"])
        publish(ChannelDisconnected(channel_account_id=account.id))
    if is_last and isinstance(adapter, Onboards):
        try:
            adapter.unsubscribe(access)
        except OnboardingRefused as refusal:
            logger.warning("Unsubscribing %s failed: %s", account.id, refusal.reason_for_people)
    return account


def _shares_subscription(account: ChannelAccount) -> bool:
    """Tell whether another channel lives on the same one: Messenger and Instagram share that of a page."""
    page_id = account.settings.get("page_id")
    others = ChannelAccount.objects.exclude(state=AccountState.DISCONNECTED).exclude(id=account.id)
    return bool(page_id) and others.filter(settings__page_id=page_id).exists()


def release(account: ChannelAccount) -> bool:
    """Release the account's own route and its shared ones; tell whether all shared ones were free."""
    release_route(platform=account.kind, account_id=account.external_id)
    return release_shared(account, keeps_own=False)


def release_shared(account: ChannelAccount, *, keeps_own: bool = True) -> bool:
    """Release the shared routes that no connected account uses; tell whether that was all of them.

    `keeps_own` lets the account's stored row count as a user, for a number that stays.
    """
    users = ChannelAccount.objects.filter(kind=account.kind).exclude(state=AccountState.DISCONNECTED)
    if not keeps_own:
        users = users.exclude(id=account.id)
    in_use = {route for user in users for route in selectors.shared_routes(user)}
    shared = selectors.shared_routes(account)
    free = [route for route in shared if route not in in_use]
    for route in free:
        release_route(platform=account.kind, account_id=route)
    return len(free) == len(shared)
