"""Leave every platform before the workspace is gone, while there are credentials to do it with."""

import logging

from tenant_apps.channels import selectors
from tenant_apps.channels.actions.disconnect import disconnect

logger = logging.getLogger(__name__)


def say_farewell() -> None:
    """Disconnect all channels of this tenant; a platform that does not answer keeps none of the others."""
    for account in selectors.channel_accounts():
        try:
            disconnect(account_id=account.id)
        except Exception:
            logger.exception("Channel %s was not unsubscribed", account.id)
