"""Show a customer that the message was read, or that an answer is being written."""

import logging
from uuid import UUID

from django.core.cache import cache
from django.db import transaction
from django.db.models import QuerySet

from shared_apps.core.clock import now
from shared_apps.core.keys import tenant_key
from shared_apps.core.ratelimit import take
from tenant_apps.channels import registry
from tenant_apps.channels.capabilities import Capabilities
from tenant_apps.channels.errors import SendFailed
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.channels.outbound import Outbound, OutboundKind
from tenant_apps.channels.selectors import credentials_of, get_channel_account
from tenant_apps.contacts.selectors import identities_at
from tenant_apps.conversations.models import Conversation, ConversationChannel
from tenant_apps.conversations.windows import is_open_to_people

log = logging.getLogger(__name__)

TYPING_EVERY_S = 10
# A platform that was told a week ago may be told once more.
REMEMBERED_S = 7 * 24 * 3600
READ_RECEIPTS = "read_receipts"
OFF = "off"


def show_read(*, conversation_id: UUID) -> None:
    """Tell each channel of the thread that its newest message was read; once per message."""
    for channel in _channels(conversation_id):
        account = channel.channel_account
        can = registry.get(account.kind).capabilities
        if not can.can_mark_read or not shows_reading(account) or not channel.last_inbound_external_id:
            continue
        seen = tenant_key("seen", account.id, channel.last_inbound_external_id)
        if cache.get(seen) or not _has_room(account, can):
            continue
        if cache.add(seen, 1, timeout=REMEMBERED_S):
            _send("read", channel)


def show_typing(*, conversation_id: UUID, is_answer_due: bool = False) -> None:
    """Show on the channel where the customer wrote last that somebody writes; at most once in ten seconds.

    With `is_answer_due` only as long as the customer waits: an agent may be faster than this signal.
    """
    conversation = Conversation.objects.filter(id=conversation_id).first()
    if conversation is None or (is_answer_due and conversation.waiting_since is None):
        return
    here = _channels(conversation_id).filter(channel_account=conversation.channel_account_id).first()
    if here is None:
        return
    account = here.channel_account
    can = registry.get(account.kind).capabilities
    if not can.can_show_typing or not is_open_to_people(here, can, now()):
        return
    if can.typing_marks_read and not shows_reading(account):
        return
    if not _has_room(account, can):
        return
    if cache.add(tenant_key("typing", conversation_id), 1, timeout=TYPING_EVERY_S):
        _send("typing", here)


@transaction.atomic
def set_read_receipts(*, account_id: UUID, is_on: bool) -> None:
    """Let customers of this account see that their messages are read, or not; raises NotFound."""
    get_channel_account(account_id)
    account = ChannelAccount.objects.select_for_update().get(id=account_id)
    kept = {name: value for name, value in account.settings.items() if name != READ_RECEIPTS}
    account.settings = kept if is_on else {**kept, READ_RECEIPTS: OFF}
    account.save(update_fields=["settings"])


def shows_reading(account: ChannelAccount) -> bool:
    return bool(account.settings.get(READ_RECEIPTS) != OFF)


def _channels(conversation_id: UUID) -> QuerySet[ConversationChannel]:
    rows = ConversationChannel.objects.filter(conversation=conversation_id).order_by("id")
    return rows.select_related("channel_account", "conversation")


def _has_room(account: ChannelAccount, can: Capabilities) -> bool:
    """Take a token if messages leave more than half of them; else the signal is left out."""
    if not account.is_connected:
        return False
    key = tenant_key("account", account.id)
    room = max(can.burst // 2, 1)
    if take(key, per_second=can.per_second, burst=room, only_look=True):
        return False
    return not take(key, per_second=can.per_second, burst=can.burst)


def _send(kind: OutboundKind, channel: ConversationChannel) -> None:
    account = channel.channel_account
    recipient = identities_at(contact_id=channel.conversation.contact_id, channel_account_id=account.id)
    outbound = Outbound(
        kind=kind,
        recipient=recipient,
        mark_read=channel.last_inbound_external_id or None,
        context=channel.context,
    )
    try:
        registry.get(account.kind).send(credentials_of(account), outbound)
    except SendFailed as failure:
        # The customer misses a tick; whatever is wrong with the account, the next message will tell.
        log.info("%s was not shown on %s: %s", kind, account.id, failure.code)
