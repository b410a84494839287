"""What channels do when something happened."""

from collections.abc import Sequence

from shared_apps.core.tasks import send_after_commit
from tenant_apps.channels.events import ConfirmationAsked
from tenant_apps.channels.tasks import confirm_webhook


def confirm_webhooks(facts: Sequence[ConfirmationAsked]) -> None:
    for account_id in {fact.channel_account_id for fact in facts}:
        send_after_commit(confirm_webhook, str(account_id))
