"""What came before the message that it speaks of: receipts, reactions, edits, deletions and quotations.

A platform may tell of our own message before its answer to our call is stored, and of a customer's in any order.
"""

import logging
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import connection, transaction

from shared_apps.facts import publish
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.conversations.actions.amend import apply_waiting_changes
from tenant_apps.conversations.actions.receipts import settle_waiting_receipts
from tenant_apps.conversations.events import MessageChanged
from tenant_apps.conversations.locks import lock_conversations
from tenant_apps.conversations.models import Message

log = logging.getLogger(__name__)

# An account's id and what the platform calls the message.
Key = tuple[UUID, str]

_QUOTE = """
    UPDATE conversations_message m SET reply_to_id = q.id, rev = m.rev + 1
    FROM unnest(%s::uuid[], %s::text[]) AS asked(account, external_id)
    JOIN conversations_message q ON q.channel_account_id = asked.account AND q.external_id = asked.external_id
    WHERE m.channel_account_id = asked.account AND m.reply_to_external_id = asked.external_id
      AND m.reply_to_id IS NULL AND m.reply_to_external_id <> '' AND m.conversation_id = q.conversation_id
    RETURNING m.id, m.conversation_id
"""
_IS_WAITED_FOR = """
    SELECT EXISTS (SELECT 1 FROM conversations_pendingreceipt
                   WHERE channel_account_id = %(account)s AND external_id = %(external_id)s)
        OR EXISTS (SELECT 1 FROM conversations_pendingchange
                   WHERE channel_account_id = %(account)s AND external_id = %(external_id)s)
        OR EXISTS (SELECT 1 FROM conversations_message
                   WHERE channel_account_id = %(account)s AND reply_to_external_id = %(external_id)s
                     AND reply_to_id IS NULL AND reply_to_external_id <> '')
"""
_LEFT = """
    SELECT m.id FROM (
        SELECT channel_account_id, external_id FROM conversations_pendingreceipt
        UNION SELECT channel_account_id, external_id FROM conversations_pendingchange
    ) w JOIN conversations_message m USING (channel_account_id, external_id)
    LIMIT 500
"""


def settle(accounts: Iterable[ChannelAccount], keys: Sequence[Key]) -> None:
    """Apply what waited for the messages `keys`; the caller holds the locks of their conversations."""
    apply_waiting_changes(accounts, [external for _, external in keys])
    settle_waiting_receipts(keys)
    with connection.cursor() as cursor:
        cursor.execute(_QUOTE, [[account for account, _ in keys], [external for _, external in keys]])
        quoting = cursor.fetchall()
    publish(*[MessageChanged(message_id=id, conversation_id=thread) for id, thread in quoting])


def settle_sent(message: Message, external_id: str) -> None:
    """Apply what waited for a message that the platform has just given its id."""
    with connection.cursor() as cursor:
        cursor.execute(_IS_WAITED_FOR, {"account": message.channel_account_id, "external_id": external_id})
        if not cursor.fetchone()[0]:
            return
    with transaction.atomic():
        lock_conversations([message.conversation_id])
        settle([message.channel_account], [(message.channel_account_id, external_id)])


def settle_left() -> None:
    """Apply what was stored in the very moment in which its message became known; neither saw the other."""
    with connection.cursor() as cursor:
        cursor.execute(_LEFT)
        ids = [row[0] for row in cursor.fetchall()]
    for message in Message.objects.select_related("channel_account").filter(id__in=ids):
        try:
            settle_sent(message, message.external_id or "")
        except Exception:
            # What cannot be applied keeps nothing else waiting.
            log.exception("what waited for message %s is not applied", message.id)
