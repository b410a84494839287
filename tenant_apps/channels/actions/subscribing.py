"""Ask a vendor once more to send an account's events, when they stopped coming."""

from shared_apps.core.errors import NotFound
from tenant_apps.channels import registry, selectors
from tenant_apps.channels.actions.connect import refused
from tenant_apps.channels.adapters.protocol import Onboards
from tenant_apps.channels.errors import OnboardingRefused
from tenant_apps.channels.models import AccountState, ChannelAccount


def subscribe_again(*, kind: str, external_id: str = "") -> ChannelAccount:
    """Subscribe to the events of one account, the oldest connected one by default.

    Raises NotFound, AppError (connection_refused).
    """
    rows = ChannelAccount.objects.filter(kind=kind).exclude(state=AccountState.DISCONNECTED)
    wanted = rows.filter(external_id=external_id) if external_id else rows
    account = wanted.order_by("created_at", "id").first()
    adapter = registry.get(kind)
    if account is None or not isinstance(adapter, Onboards):
        raise NotFound("There is no such channel here. Connect it first.")
    try:
        adapter.subscribe(selectors.credentials_of(account))
    except OnboardingRefused as refusal:
        raise refused(refusal) from refusal
    return account
