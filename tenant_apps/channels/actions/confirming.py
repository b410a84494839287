"""Answer a vendor that asks first whether it may send here. Its address is kept encrypted until then: it is a key."""

from uuid import UUID

from django.db import transaction

from shared_apps.facts import publish
from tenant_apps.channels import registry
from tenant_apps.channels.adapters.protocol import Confirms
from tenant_apps.channels.events import ConfirmationAsked
from tenant_apps.channels.models import ChannelAccount

_KEY = "confirm"


@transaction.atomic
def ask_confirmation(account_id: UUID, url: str) -> None:
    """Have the vendor answered; the newest of several questions counts."""
    account = ChannelAccount.objects.select_for_update().get(id=account_id)
    account.credentials = {**(account.credentials or {}), _KEY: url}
    account.save(update_fields=["credentials"])
    publish(ConfirmationAsked(channel_account_id=account_id))


def confirm(account_id: UUID) -> bool:
    """Say yes to the vendor, once; tell whether there was something to say yes to. Raises EgressRefused."""
    account = ChannelAccount.objects.filter(id=account_id).first()
    url = str((account.credentials or {}).get(_KEY, "")) if account else ""
    adapter = registry.get(account.kind) if account else None
    if account is None or not url or not account.is_connected or not isinstance(adapter, Confirms):
        return False
    adapter.confirm(url)
    _forget(account_id, url)
    return True


@transaction.atomic
def _forget(account_id: UUID, url: str) -> None:
    account = ChannelAccount.objects.select_for_update().get(id=account_id)
    held = dict(account.credentials or {})
    if held.get(_KEY) == url:
        del held[_KEY]
        account.credentials = held
        account.save(update_fields=["credentials"])
