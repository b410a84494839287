"""What mailboxes do when something happened."""

from collections.abc import Sequence

from shared_apps.core.tasks import send_after_commit
from tenant_apps.channels.events import ChannelConnected, SyncRequested
from tenant_apps.channels.mailboxes import actions
from tenant_apps.channels.mailboxes.tasks import poll_mailbox


def read_now(facts: Sequence[ChannelConnected | SyncRequested]) -> None:
    """Read at once, not at the next sweep."""
    asked = {fact.channel_account_id for fact in facts}
    for account_id in actions.make_due(asked):
        send_after_commit(poll_mailbox, str(account_id))
