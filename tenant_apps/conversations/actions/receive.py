"""Customers' messages, as a set: the number of queries does not grow with the number of messages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from django.db import connection

from shared_apps.core.clock import now
from shared_apps.core.ids import uuid7
from shared_apps.facts import Fact, publish
from tenant_apps.channels import registry
from tenant_apps.channels.actions import note_events
from tenant_apps.channels.inbound import InboundMessage
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.contacts.actions import Introduction, recognise
from tenant_apps.conversations.actions.amend import apply_waiting_changes
from tenant_apps.conversations.actions.receipts import settle_waiting_receipts
from tenant_apps.conversations.events import AttachmentExpected, ConversationChanged, MessageReceived
from tenant_apps.conversations.models import Attachment, SenderKind
from tenant_apps.conversations.preview import preview_of

Arrived = tuple[ChannelAccount, InboundMessage]

_OPEN_THREADS = """
    WITH asked AS (
        SELECT * FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[]) AS a(id, contact_id, channel_account_id)
    ), made AS (
        INSERT INTO conversations_conversation (id, contact_id, channel_account_id, last_message_at)
        SELECT id, contact_id, channel_account_id, '-infinity' FROM asked
        ON CONFLICT (contact_id, channel_account_id) DO NOTHING
        RETURNING id, contact_id, channel_account_id
    )
    SELECT id, contact_id, channel_account_id FROM made
    UNION ALL
    SELECT c.id, c.contact_id, c.channel_account_id FROM conversations_conversation c
    JOIN asked USING (contact_id, channel_account_id)
"""

# Rows travel as one JSON document; a message that is known already is left alone.
_STORE = """
    INSERT INTO conversations_message (
        id, conversation_id, channel_account_id, external_id, direction, kind, text, payload, sender_kind,
        sender_id, sender_name, status, reply_to_external_id, reply_to_id, provider_at, provider_seq)
    SELECT r.id, r.conversation_id, r.channel_account_id, r.external_id, r.direction, r.kind, r.text, r.payload,
        r.sender_kind, r.sender_id, r.sender_name, 'delivered', r.reply_to, quoted.id, r.provider_at, r.provider_seq
    FROM jsonb_to_recordset(%s::jsonb) AS r(
        id uuid, conversation_id uuid, channel_account_id uuid, external_id text, direction text, kind text,
        text text, payload jsonb, sender_kind text, sender_id uuid, sender_name text, reply_to text,
        provider_at timestamptz, provider_seq int)
    LEFT JOIN conversations_message quoted
        ON r.reply_to <> '' AND quoted.channel_account_id = r.channel_account_id AND quoted.external_id = r.reply_to
    ON CONFLICT (channel_account_id, external_id) WHERE external_id IS NOT NULL DO NOTHING
    RETURNING id
"""

# A thread moves only forward in time: an old message that comes late changes the count, not the preview.
_TOUCH = """
    UPDATE conversations_conversation c SET
        unread = CASE WHEN t.echoes > 0 AND t.incoming = 0 THEN 0 ELSE c.unread + t.incoming END,
        last_inbound_at = GREATEST(c.last_inbound_at, t.inbound_at),
        last_inbound_external_id = CASE WHEN t.inbound_at >= COALESCE(c.last_inbound_at, '-infinity')
            THEN t.inbound_external_id ELSE c.last_inbound_external_id END,
        window_closes_at = GREATEST(c.window_closes_at, t.window_closes_at),
        session_started_at = CASE WHEN c.status = 'resolved' AND t.incoming > 0
            THEN t.first_at ELSE c.session_started_at END,
        status = CASE WHEN t.incoming > 0 AND c.status IN ('resolved', 'snoozed')
            THEN CASE WHEN c.agent_mode = 'autopilot' THEN 'pending' ELSE 'open' END ELSE c.status END,
        agent_mode = CASE WHEN t.echoes > 0 THEN 'off' ELSE c.agent_mode END,
        takeover_version = c.takeover_version + CASE WHEN t.echoes > 0 THEN 1 ELSE 0 END,
        last_message_text = CASE WHEN t.at >= c.last_message_at THEN t.text ELSE c.last_message_text END,
        last_message_direction = CASE WHEN t.at >= c.last_message_at THEN t.direction ELSE c.last_message_direction END,
        last_message_kind = CASE WHEN t.at >= c.last_message_at THEN t.kind ELSE c.last_message_kind END,
        last_message_sender = CASE WHEN t.at >= c.last_message_at THEN t.sender ELSE c.last_message_sender END,
        last_message_at = GREATEST(c.last_message_at, t.at),
        rev = c.rev + 1
    FROM jsonb_to_recordset(%s::jsonb) AS t(
        id uuid, incoming int, echoes int, inbound_at timestamptz, inbound_external_id text,
        window_closes_at timestamptz, first_at timestamptz, text text, at timestamptz, direction text, kind text,
        sender text)
    WHERE c.id = t.id
"""


@dataclass(frozen=True)
class _Placed:
    """A message with its place in the house."""

    id: UUID
    account: ChannelAccount
    message: InboundMessage
    contact_id: UUID
    conversation_id: UUID

    @property
    def is_echo(self) -> bool:
        return self.message.direction == "out"

    @property
    def order(self) -> tuple[datetime, int]:
        return self.message.provider_at, self.message.provider_seq


def receive_messages(arrived: Sequence[Arrived]) -> None:
    """Store what is new of `arrived` and announce it; a message that is known already has no effect."""
    if not arrived:
        return
    placed = _place(arrived)
    stored = _store(placed)
    fresh = [entry for entry in placed if entry.id in stored]
    note_events({account.id for account, _ in arrived})
    if not fresh:
        return
    _touch(fresh)
    attachments = _expect_files(fresh)
    apply_waiting_changes({entry.account for entry in fresh}, [entry.message.external_id for entry in fresh])
    settle_waiting_receipts(
        [(entry.account.id, entry.message.external_id) for entry in fresh if entry.is_echo]
    )
    facts: list[Fact] = [
        MessageReceived(message_id=entry.id, conversation_id=entry.conversation_id)
        for entry in sorted(fresh, key=lambda entry: entry.order)
    ]
    touched = dict.fromkeys(entry.conversation_id for entry in fresh)
    facts += [ConversationChanged(conversation_id=conversation_id) for conversation_id in touched]
    facts += [AttachmentExpected(attachment_id=attachment.id) for attachment in attachments]
    publish(*facts)


def _place(arrived: Sequence[Arrived]) -> list[_Placed]:
    contacts = recognise(
        [
            Introduction(
                account.id, message.sender.identities, message.sender.name or message.sender.username or ""
            )
            for account, message in arrived
        ]
    )
    threads = _threads(
        {(contact, account.id) for contact, (account, _) in zip(contacts, arrived, strict=True)}
    )
    return [
        _Placed(uuid7(), account, message, contact, threads[contact, account.id])
        for contact, (account, message) in zip(contacts, arrived, strict=True)
    ]


def _threads(asked: set[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], UUID]:
    """Return the conversation of each (contact, account), opening those that are missing."""
    pairs = sorted(asked)
    with connection.cursor() as cursor:
        cursor.execute(
            _OPEN_THREADS,
            [[uuid7() for _ in pairs], [pair[0] for pair in pairs], [pair[1] for pair in pairs]],
        )
        return {(contact, account): thread for thread, contact, account in cursor.fetchall()}


def _store(placed: Sequence[_Placed]) -> set[UUID]:
    """Insert what is new and return the ids that went in."""
    document = msgspec.json.encode([_row(entry) for entry in placed]).decode()
    with connection.cursor() as cursor:
        cursor.execute(_STORE, [document])
        return {row[0] for row in cursor.fetchall()}


def _row(entry: _Placed) -> dict[str, object]:
    message = entry.message
    return {
        "id": entry.id,
        "conversation_id": entry.conversation_id,
        "channel_account_id": entry.account.id,
        "external_id": message.external_id,
        "direction": message.direction,
        "kind": message.kind,
        "text": message.text,
        "payload": message.payload,
        "sender_kind": SenderKind.SYSTEM if entry.is_echo else SenderKind.CONTACT,
        "sender_id": None if entry.is_echo else entry.contact_id,
        "sender_name": "" if entry.is_echo else message.sender.name,
        "reply_to": message.reply_to or "",
        "provider_at": message.provider_at,
        "provider_seq": message.provider_seq,
    }


def _touch(fresh: Sequence[_Placed]) -> None:
    """Bring the conversations' own columns up to date."""
    threads: dict[UUID, list[_Placed]] = {}
    for entry in sorted(fresh, key=lambda entry: entry.order):
        threads.setdefault(entry.conversation_id, []).append(entry)
    document = msgspec.json.encode(
        [_summary(thread, entries) for thread, entries in threads.items()]
    ).decode()
    with connection.cursor() as cursor:
        cursor.execute(_TOUCH, [document])


def _summary(conversation_id: UUID, entries: Sequence[_Placed]) -> dict[str, object]:
    last = entries[-1]
    incoming = [entry for entry in entries if not entry.is_echo]
    inbound = incoming[-1] if incoming else None
    return {
        "id": conversation_id,
        "incoming": len(incoming),
        "echoes": len(entries) - len(incoming),
        "inbound_at": inbound and inbound.message.provider_at,
        "inbound_external_id": inbound and inbound.message.external_id,
        "window_closes_at": inbound and _window_end(inbound),
        "first_at": entries[0].message.provider_at,
        "text": preview_of(last.message.text),
        "at": last.message.provider_at,
        "direction": last.message.direction,
        "kind": last.message.kind,
        "sender": SenderKind.SYSTEM if last.is_echo else SenderKind.CONTACT,
    }


def _window_end(entry: _Placed) -> datetime | None:
    hours = registry.get(entry.account.kind).capabilities.reply_window_hours
    return entry.message.provider_at + timedelta(hours=hours) if hours else None


def _expect_files(fresh: Sequence[_Placed]) -> list[Attachment]:
    at = now()
    expected = [
        Attachment(
            message_id=entry.id,
            kind=file.kind,
            media_id=file.media_id,
            name=file.name,
            content_type=file.mime,
            size=file.size,
            is_voice=file.voice,
            due_at=at,
        )
        for entry in fresh
        for file in entry.message.attachments
    ]
    return Attachment.objects.bulk_create(expected) if expected else []
