"""Ask for what a channel has that is not here yet: recent messages of a platform, new mails of a mailbox."""

from uuid import UUID

from django.db import transaction

from shared_apps.core.errors import AppError
from shared_apps.facts import publish
from tenant_apps.channels import registry, selectors
from tenant_apps.channels.adapters.protocol import Backfills
from tenant_apps.channels.errors import ChannelErrorCode
from tenant_apps.channels.events import SyncRequested
from tenant_apps.channels.models import ChannelAccount


@transaction.atomic
def request_sync(*, account_id: UUID) -> None:
    """Have recent messages fetched; raises NotFound, AppError (not_supported)."""
    account = selectors.get_channel_account(account_id)
    if not account.is_connected or not can_sync(account):
        raise AppError(ChannelErrorCode.NOT_SUPPORTED, "This channel does not hand over earlier messages.")
    publish(SyncRequested(channel_account_id=account.id))


def can_sync(account: ChannelAccount) -> bool:
    return isinstance(registry.get(account.kind), Backfills) or account.settings.get("mode") == "imap"
