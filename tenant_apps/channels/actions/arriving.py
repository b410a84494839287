"""Channels of a workspace that came out of an archive: an account belongs to one workspace only."""

from shared_apps.core.errors import Conflict
from shared_apps.intake.actions import claim_route
from shared_apps.plans.kernel import OWN_KINDS
from tenant_apps.channels import selectors
from tenant_apps.channels.actions.disconnect import release
from tenant_apps.channels.models import AccountState, ChannelAccount


def claim_channels(*_: object) -> None:
    """Receive for every channel whose account is free and whose keys came along; the others wait to be connected."""
    for account in selectors.channel_accounts():
        has_keys = bool(account.credentials) or account.kind in OWN_KINDS
        if not (has_keys and _is_claimed(account)):
            release(account)
            account.state, account.credentials = AccountState.DISCONNECTED, {}
            account.save(update_fields=["state", "credentials"])


def _is_claimed(account: ChannelAccount) -> bool:
    try:
        for route in (account.external_id, *selectors.shared_routes(account)):
            claim_route(platform=account.kind, account_id=route)
    except Conflict:
        return False
    return True
