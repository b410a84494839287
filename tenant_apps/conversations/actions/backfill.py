"""Bring in the messages that a platform still has of the time before the connection."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import msgspec
from django.db import connection, transaction

from shared_apps.core.clock import now
from shared_apps.core.keys import schema
from tenant_apps.channels import registry
from tenant_apps.channels.adapters.protocol import Backfills
from tenant_apps.channels.inbound import InboundMessage
from tenant_apps.channels.selectors import credentials_of, get_channel_account
from tenant_apps.conversations.actions.arrivals import Arrived
from tenant_apps.conversations.actions.receive import receive_messages

REACHES_BACK = timedelta(days=30)
BATCH = 100
# The drain's own lock: two that recognise the same person at once would make two contacts.
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('drain:' || %s, 0))"


def backfill(*, account_id: UUID) -> int:
    """Store what the platform hands over, waking nobody; return how many messages it told of. Raises SendFailed."""
    account = get_channel_account(account_id)
    adapter = registry.get(account.kind)
    if not account.is_connected or not isinstance(adapter, Backfills):
        return 0
    told = adapter.recent(credentials_of(account), since=now() - REACHES_BACK)
    messages = [_past(event) for event in told if isinstance(event, InboundMessage)]
    for start in range(0, len(messages), BATCH):
        _store([(account, message) for message in messages[start : start + BATCH]])
    return len(messages)


def _past(message: InboundMessage) -> InboundMessage:
    return msgspec.structs.replace(message, payload={**message.payload, "history": True})


@transaction.atomic
def _store(arrived: Sequence[Arrived]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [schema()])
    receive_messages(arrived)
