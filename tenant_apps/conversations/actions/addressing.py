"""Where an answer goes, and whether it may."""

from datetime import datetime
from uuid import UUID

from shared_apps.core.errors import Invalid
from tenant_apps.channels import registry
from tenant_apps.channels.gate import hold_of
from tenant_apps.channels.models import AccountState, ChannelAccount
from tenant_apps.conversations.actions.senders import MemberSender, Sender
from tenant_apps.conversations.errors import ChannelHeld, NotConnected, WindowClosed
from tenant_apps.conversations.models import Conversation
from tenant_apps.conversations.windows import is_open, is_open_to_people


def channel_of(conversation: Conversation, wanted: UUID | None) -> ChannelAccount:
    """Return the account to answer on; raises Invalid for one that the thread does not have."""
    if wanted is None or wanted == conversation.channel_account_id:
        return conversation.channel_account
    used = conversation.channels.select_related("channel_account").filter(channel_account=wanted).first()
    if used is None:
        raise Invalid(
            "The customer never wrote on this channel.",
            fields={"channel": ["Choose a channel of this thread."]},
        )
    return used.channel_account


def check_open(
    conversation: Conversation,
    account: ChannelAccount,
    sender: Sender,
    at: datetime,
    *,
    is_template: bool = False,
) -> None:
    """Raise NotConnected, ChannelHeld or WindowClosed when `sender` cannot write on the channel at `at`."""
    if account.state == AccountState.DISCONNECTED:
        raise NotConnected
    hold = hold_of(account.kind, account.id)
    if hold is not None:
        raise ChannelHeld(hold)
    rule = registry.get(account.kind).capabilities
    if is_template and rule.has_templates:
        return
    used = conversation.channels.filter(channel_account=account).first()
    opened = is_open_to_people if isinstance(sender, MemberSender) else is_open
    if not opened(used, rule, at):
        raise WindowClosed(has_templates=rule.has_templates)
