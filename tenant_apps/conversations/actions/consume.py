"""Turn drained ledger rows into what they mean, in the drain's transaction."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import connection

from shared_apps.intake.errors import Deferred
from tenant_apps.channels import registry
from tenant_apps.channels.actions import note_account
from tenant_apps.channels.inbound import (
    AccountNotice,
    Deletion,
    DeliveryReceipt,
    Edit,
    IdentityChange,
    Inbound,
    InboundMessage,
    PersonNamed,
    ReactionEvent,
    Sender,
    Watermark,
)
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.channels.selectors import accounts_called
from tenant_apps.contacts.actions import Introduction, link_identity, meet
from tenant_apps.conversations.actions.amend import apply_changes
from tenant_apps.conversations.actions.receipts import apply_receipts
from tenant_apps.conversations.actions.receive import receive_messages
from tenant_apps.conversations.actions.watermarks import apply_watermarks


class Row(Protocol):
    """A ledger row: the platform, its account, and the body that `split` cut for it."""

    @property
    def platform(self) -> str: ...
    @property
    def account_id(self) -> str: ...
    @property
    def body(self) -> bytes: ...
    @property
    def received_at(self) -> datetime: ...


class AccountUnknown(Deferred):
    """The route points here, but the account's row is not committed yet."""


Event = tuple[ChannelAccount, Any]

_THREADS = """
    SELECT DISTINCT m.conversation_id FROM conversations_message m
    JOIN unnest(%s::uuid[], %s::text[]) AS asked(account, external_id)
      ON m.channel_account_id = asked.account AND m.external_id = asked.external_id
"""


def consume(rows: Sequence[Row]) -> None:
    """Apply all events of `rows`: messages, receipts, watermarks and changes as one set each, then the rest in order.

    Raises what a bad row raises; the drain then goes row by row.
    """
    accounts = accounts_called({(row.platform, row.account_id) for row in rows})
    events: list[Event] = []
    for row in rows:
        account = accounts.get((row.platform, row.account_id))
        if account is None:
            raise AccountUnknown(f"{row.platform} account {row.account_id} is routed here but not connected.")
        events += [(account, event) for event in _parse(row)]
    receive_messages(
        [(account, event) for account, event in events if isinstance(event, InboundMessage)],
        lock_too=_threads_behind(events),
    )
    apply_receipts([(account, event) for account, event in events if isinstance(event, DeliveryReceipt)])
    apply_watermarks([(account, event) for account, event in events if isinstance(event, Watermark)])
    apply_changes(
        [(account, event) for account, event in events if isinstance(event, ReactionEvent | Edit | Deletion)]
    )
    meet([_introduced(account, event.sender) for account, event in events if isinstance(event, PersonNamed)])
    for account, event in events:
        apply = _APPLY.get(type(event))
        if apply is not None:
            apply(account, event)


def _threads_behind(events: Sequence[Event]) -> set[UUID]:
    """Return the conversations of the messages that receipts and changes speak of, as far as they are known."""
    keys = {
        (account.id, event.external_id)
        for account, event in events
        if isinstance(event, DeliveryReceipt | ReactionEvent | Edit | Deletion)
    }
    if not keys:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_THREADS, [[account for account, _ in keys], [external for _, external in keys]])
        return {row[0] for row in cursor.fetchall()}


def _parse(row: Row) -> Sequence[Inbound]:
    return registry.get(row.platform).parse(row.body, received_at=row.received_at)


def _introduced(account: ChannelAccount, sender: Sender) -> Introduction:
    return Introduction(account.id, sender.identities, sender.name)


def _rename(account: ChannelAccount, event: IdentityChange) -> UUID | None:
    return link_identity(channel_account_id=account.id, previous=event.previous, current=event.current)


_APPLY: dict[type[Any], Callable[[ChannelAccount, Any], object]] = {
    IdentityChange: _rename,
    AccountNotice: note_account,
}
