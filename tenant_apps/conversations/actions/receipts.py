"""What became of our messages. A status only moves forward, and one that comes too early waits."""

from collections.abc import Sequence
from uuid import UUID

import msgspec
from django.db import connection

from shared_apps.facts import publish
from tenant_apps.channels.inbound import DeliveryReceipt
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.conversations.events import MessageChanged, MessageFailed
from tenant_apps.conversations.models import RANK, MessageStatus, PendingReceipt

_RANK = "CASE {} " + " ".join(f"WHEN '{status}' THEN {rank}" for status, rank in RANK.items()) + " ELSE 0 END"

# Receipts that carry our own reference settle a message whose sender died before it stored the platform's id.
_SETTLE = """
    UPDATE conversations_message m SET external_id = r.external_id
    FROM jsonb_to_recordset(%s::jsonb) AS r(account uuid, external_id text, client_ref uuid)
    WHERE m.id = r.client_ref AND m.channel_account_id = r.account AND m.external_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM conversations_message o
                      WHERE o.channel_account_id = r.account AND o.external_id = r.external_id)
"""
_APPLY = f"""
    WITH r AS (
        SELECT DISTINCT ON (account, external_id) *
        FROM jsonb_to_recordset(%s::jsonb) AS r(account uuid, external_id text, status text, code text, reason text)
        ORDER BY account, external_id, {_RANK.format("status")} DESC
    )
    UPDATE conversations_message m SET
        status = r.status, error_code = COALESCE(r.code, ''), error_message = COALESCE(r.reason, ''), rev = m.rev + 1
    FROM r
    WHERE m.channel_account_id = r.account AND m.external_id = r.external_id AND m.direction = 'out'
      AND {_RANK.format("r.status")} > {_RANK.format("m.status")}
    RETURNING m.id, m.conversation_id, m.status
"""  # noqa: S608 - constants only
_RECEIPT = ("account", "external_id", "status", "code", "reason")
_TAKE = """
    DELETE FROM conversations_pendingreceipt p USING unnest(%s::uuid[], %s::text[]) AS asked(account, external_id)
    WHERE p.channel_account_id = asked.account AND p.external_id = asked.external_id
    RETURNING p.channel_account_id, p.external_id, p.status, p.error_code, p.error_message
"""
_KNOWN = """
    SELECT m.channel_account_id, m.external_id FROM conversations_message m
    JOIN unnest(%s::uuid[], %s::text[]) AS asked(account, external_id)
      ON m.channel_account_id = asked.account AND m.external_id = asked.external_id
"""

Key = tuple[UUID, str]


def apply_receipts(receipts: Sequence[tuple[ChannelAccount, DeliveryReceipt]]) -> None:
    """Move the messages of `receipts` forward; what belongs to no known message is kept for when it is."""
    if not receipts:
        return
    _settle_by_reference(receipts)
    known = _known({(account.id, receipt.external_id) for account, receipt in receipts})
    PendingReceipt.objects.bulk_create(
        [
            PendingReceipt(
                channel_account=account,
                external_id=receipt.external_id,
                status=receipt.status,
                error_code=receipt.error_code or "",
                error_message=receipt.error_reason or "",
                at=receipt.at,
            )
            for account, receipt in receipts
            if (account.id, receipt.external_id) not in known
        ],
        ignore_conflicts=True,
    )
    _apply(
        [
            {
                "account": account.id,
                "external_id": receipt.external_id,
                "status": receipt.status,
                "code": receipt.error_code,
                "reason": receipt.error_reason,
            }
            for account, receipt in receipts
            if (account.id, receipt.external_id) in known
        ]
    )


def settle_waiting_receipts(keys: Sequence[Key]) -> None:
    """Apply receipts that came before the messages `keys` (account, external id) were known."""
    if not keys:
        return
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [[account for account, _ in keys], [external for _, external in keys]])
        taken = cursor.fetchall()
    _apply([dict(zip(_RECEIPT, row, strict=True)) for row in taken])


def _apply(rows: list[dict[str, object]]) -> None:
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(_APPLY, [msgspec.json.encode(rows).decode()])
        changed = cursor.fetchall()
    publish(
        *[
            MessageChanged(message_id=message, conversation_id=conversation)
            for message, conversation, _ in changed
        ],
        *[
            MessageFailed(message_id=message, conversation_id=conversation)
            for message, conversation, status in changed
            if status == MessageStatus.FAILED
        ],
    )


def _settle_by_reference(receipts: Sequence[tuple[ChannelAccount, DeliveryReceipt]]) -> None:
    rows = [
        {"account": account.id, "external_id": receipt.external_id, "client_ref": reference}
        for account, receipt in receipts
        if (reference := _reference(receipt)) is not None
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(_SETTLE, [msgspec.json.encode(rows).decode()])


def _reference(receipt: DeliveryReceipt) -> UUID | None:
    try:
        return UUID(receipt.client_ref)
    except ValueError:
        return None


def _known(keys: set[Key]) -> set[Key]:
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [[account for account, _ in keys], [external for _, external in keys]])
        return set(cursor.fetchall())
