"""Customers' messages, as a set: the number of queries does not grow with the number of messages."""

from collections.abc import Collection, Sequence
from uuid import UUID

import msgspec
from django.db import connection, transaction

from shared_apps.core.clock import now
from shared_apps.core.ids import uuid7
from shared_apps.plans import meters
from shared_apps.plans.choices import Meter
from tenant_apps.channels import registry
from tenant_apps.channels.actions import note_events
from tenant_apps.channels.inbound import InboundMessage
from tenant_apps.contacts.actions import Introduction, recognise
from tenant_apps.conversations.actions.arrivals import Arrived, Placed, announce
from tenant_apps.conversations.actions.choices import choices_in
from tenant_apps.conversations.actions.echoes import Echo, adopt_echoes
from tenant_apps.conversations.actions.waiting import settle
from tenant_apps.conversations.locks import lock_conversations
from tenant_apps.conversations.models import Attachment, SenderKind
from tenant_apps.conversations.preview import preview_of
from tenant_apps.conversations.windows import person_end, window_end
from tenant_apps.files.actions import park

_OPEN_THREADS = """
    WITH asked AS (
        SELECT DISTINCT ON (contact_id) *
        FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[]) AS a(id, contact_id, channel_account_id)
    ), made AS (
        INSERT INTO conversations_conversation (id, contact_id, channel_account_id, last_message_at)
        SELECT id, contact_id, channel_account_id, '-infinity' FROM asked
        ON CONFLICT (contact_id) DO NOTHING
        RETURNING id, contact_id
    )
    SELECT id, contact_id, true FROM made
    UNION ALL
    SELECT c.id, c.contact_id, false FROM conversations_conversation c JOIN asked USING (contact_id)
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
        channel_account_id = CASE WHEN t.inbound_at >= COALESCE(c.last_inbound_at, '-infinity')
            THEN t.channel_account_id ELSE c.channel_account_id END,
        last_inbound_at = GREATEST(c.last_inbound_at, t.inbound_at),
        session_started_at = CASE WHEN c.status = 'resolved' AND t.incoming > 0 OR c.last_message_at = '-infinity'
            THEN t.first_at ELSE c.session_started_at END,
        first_reply_at = CASE WHEN c.status = 'resolved' AND t.incoming > 0 THEN NULL
            WHEN t.echoes > 0 THEN COALESCE(c.first_reply_at, t.at) ELSE c.first_reply_at END,
        waiting_since = CASE WHEN t.echoes > 0 AND t.at >= c.last_message_at THEN t.waiting_at
            WHEN t.incoming > 0 THEN COALESCE(c.waiting_since, t.waiting_at) ELSE c.waiting_since END,
        status = CASE WHEN t.incoming > 0 AND c.status IN ('resolved', 'snoozed')
            THEN CASE WHEN c.agent_mode = 'autopilot' THEN 'pending' ELSE 'open' END ELSE c.status END,
        snoozed_until = CASE WHEN t.incoming > 0 THEN NULL ELSE c.snoozed_until END,
        snooze_until_reply = c.snooze_until_reply AND t.incoming = 0,
        agent_mode = CASE WHEN t.echoes > 0 THEN 'off' ELSE c.agent_mode END,
        takeover_version = c.takeover_version + CASE WHEN t.echoes > 0 THEN 1 ELSE 0 END,
        last_message_text = CASE WHEN t.at >= c.last_message_at THEN t.text ELSE c.last_message_text END,
        last_message_direction = CASE WHEN t.at >= c.last_message_at THEN t.direction ELSE c.last_message_direction END,
        last_message_kind = CASE WHEN t.at >= c.last_message_at THEN t.kind ELSE c.last_message_kind END,
        last_message_sender = CASE WHEN t.at >= c.last_message_at THEN t.sender ELSE c.last_message_sender END,
        last_message_at = GREATEST(c.last_message_at, t.at),
        rev = c.rev + 1
    FROM jsonb_to_recordset(%s::jsonb) AS t(
        id uuid, incoming int, echoes int, inbound_at timestamptz, waiting_at timestamptz, channel_account_id uuid,
        first_at timestamptz, text text, at timestamptz, direction text, kind text, sender text)
    JOIN conversations_conversation was ON was.id = t.id
    WHERE c.id = t.id
    RETURNING c.id, was.status = 'resolved' AND c.status <> 'resolved'
"""

_TOUCH_CHANNELS = """
    INSERT INTO conversations_conversationchannel AS c (conversation_id, channel_account_id, last_inbound_at,
        last_inbound_external_id, window_closes_at, person_closes_at, context)
    SELECT conversation_id, channel_account_id, inbound_at, inbound_external_id, window_closes_at, person_closes_at,
        context
    FROM jsonb_to_recordset(%s::jsonb) AS t(
        conversation_id uuid, channel_account_id uuid, inbound_at timestamptz, inbound_external_id text,
        window_closes_at timestamptz, person_closes_at timestamptz, context jsonb)
    ON CONFLICT (conversation_id, channel_account_id) DO UPDATE SET
        last_inbound_external_id = CASE
            WHEN excluded.last_inbound_at >= COALESCE(c.last_inbound_at, '-infinity')
            THEN excluded.last_inbound_external_id ELSE c.last_inbound_external_id END,
        context = CASE WHEN excluded.context <> '{}' AND COALESCE(excluded.last_inbound_at >= c.last_inbound_at, true)
            THEN excluded.context ELSE c.context END,
        last_inbound_at = GREATEST(c.last_inbound_at, excluded.last_inbound_at),
        window_closes_at = GREATEST(c.window_closes_at, excluded.window_closes_at),
        person_closes_at = GREATEST(c.person_closes_at, excluded.person_closes_at)
"""


# The drain has a transaction already and needs no savepoint in it.
@transaction.atomic(savepoint=False)
def receive_messages(arrived: Sequence[Arrived], *, lock_too: Collection[UUID] = ()) -> None:
    """Store what is new of `arrived` and announce it; a message that is known already has no effect.

    `lock_too` are further conversations that the caller is going to change in this transaction.
    """
    placed, new = _place(arrived) if arrived else ([], set())
    lock_conversations({entry.conversation_id for entry in placed}.union(lock_too))
    if not placed:
        return
    adopt_echoes(
        [
            Echo(entry.account, entry.conversation_id, entry.message)
            for entry in placed
            if entry.is_echo and not entry.is_past
        ]
    )
    stored = _store(placed)
    fresh = [entry for entry in placed if entry.id in stored]
    note_events({account.id for account, _ in arrived})
    if not fresh:
        return
    opened = new | _touch(fresh)
    _touch_channels(fresh)
    attachments = _expect_files(fresh)
    settle(
        {entry.account for entry in fresh}, [(entry.account.id, entry.message.external_id) for entry in fresh]
    )
    announce(sorted(fresh, key=lambda entry: entry.order), opened, new, attachments)
    _count(fresh, opened)


def _count(fresh: Sequence[Placed], opened: set[UUID]) -> None:
    """Count what customers said and began, for the plan; the past and echoes cost nobody anything."""
    said = [entry for entry in fresh if not entry.is_echo and not entry.is_quiet]
    begun = opened & {entry.conversation_id for entry in said}
    meters.count({Meter.MESSAGES: len(said), Meter.CONVERSATIONS: len(begun)})


def _place(arrived: Sequence[Arrived]) -> tuple[list[Placed], set[UUID]]:
    """Return the messages with their threads, and the threads that are new."""
    contacts = recognise(
        [
            Introduction(
                account.id, message.sender.identities, message.sender.name or message.sender.username or ""
            )
            for account, message in arrived
        ]
    )
    threads, opened = _threads(
        {contact: account.id for contact, (account, _) in zip(contacts, arrived, strict=True)}
    )
    choices = choices_in(
        [
            (threads[contact], account, message)
            for contact, (account, message) in zip(contacts, arrived, strict=True)
        ]
    )
    placed = [
        Placed(uuid7(), account, _choosing(message, choices.get(place)), contact, threads[contact])
        for place, (contact, (account, message)) in enumerate(zip(contacts, arrived, strict=True))
    ]
    return placed, opened


def _choosing(message: InboundMessage, choice: dict[str, str] | None) -> InboundMessage:
    """Return `message` with the choice that it names; the text stays as typed."""
    if choice is None:
        return message
    return msgspec.structs.replace(message, payload={**message.payload, "reply": choice})


def _threads(asked: dict[UUID, UUID]) -> tuple[dict[UUID, UUID], set[UUID]]:
    """Return the thread of each contact, opening those that are missing, and which those are."""
    pairs = sorted(asked.items())
    with connection.cursor() as cursor:
        cursor.execute(
            _OPEN_THREADS,
            [[uuid7() for _ in pairs], [pair[0] for pair in pairs], [pair[1] for pair in pairs]],
        )
        found = cursor.fetchall()
    return {contact: thread for thread, contact, _ in found}, {
        thread for thread, _, is_new in found if is_new
    }


def _store(placed: Sequence[Placed]) -> set[UUID]:
    """Insert what is new and return the ids that went in."""
    document = msgspec.json.encode([_row(entry) for entry in placed]).decode()
    with connection.cursor() as cursor:
        cursor.execute(_STORE, [document])
        return {row[0] for row in cursor.fetchall()}


def _row(entry: Placed) -> dict[str, object]:
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


def _touch(fresh: Sequence[Placed]) -> set[UUID]:
    """Bring the conversations' own columns up to date; return those that were resolved and are open again."""
    threads: dict[UUID, list[Placed]] = {}
    for entry in sorted(fresh, key=lambda entry: entry.order):
        threads.setdefault(entry.conversation_id, []).append(entry)
    document = msgspec.json.encode(
        [_summary(thread, entries) for thread, entries in threads.items()]
    ).decode()
    with connection.cursor() as cursor:
        cursor.execute(_TOUCH, [document])
        return {thread for thread, is_reopened in cursor.fetchall() if is_reopened}


def _summary(conversation_id: UUID, entries: Sequence[Placed]) -> dict[str, object]:
    last = entries[-1]
    incoming = [entry for entry in entries if not entry.is_echo and not entry.is_quiet]
    echoes = [entry for entry in entries if entry.is_takeover]
    inbound = next((entry for entry in reversed(entries) if not entry.is_echo), None)
    # The customer waits since the first message behind the newest answer.
    answered_at = echoes[-1].order if echoes else None
    waiting = [entry for entry in incoming if answered_at is None or entry.order > answered_at]
    return {
        "id": conversation_id,
        "incoming": len(incoming),
        "echoes": len(echoes),
        "inbound_at": inbound and inbound.message.provider_at,
        "waiting_at": waiting[0].message.provider_at if waiting else None,
        "channel_account_id": inbound and inbound.account.id,
        "first_at": entries[0].message.provider_at,
        "text": preview_of(last.message.text),
        "at": last.message.provider_at,
        "direction": last.message.direction,
        "kind": last.message.kind,
        "sender": SenderKind.SYSTEM if last.is_echo else SenderKind.CONTACT,
    }


def _touch_channels(fresh: Sequence[Placed]) -> None:
    """Move the windows and contexts of the threads' channels forward."""
    groups: dict[tuple[UUID, UUID], list[Placed]] = {}
    for entry in sorted(fresh, key=lambda entry: entry.order):
        groups.setdefault((entry.conversation_id, entry.account.id), []).append(entry)
    document = msgspec.json.encode([_channel_row(entries) for entries in groups.values()]).decode()
    with connection.cursor() as cursor:
        cursor.execute(_TOUCH_CHANNELS, [document])


def _channel_row(entries: Sequence[Placed]) -> dict[str, object]:
    incoming = [entry for entry in entries if not entry.is_echo]
    newest = incoming[-1] if incoming else None
    rule = registry.get(entries[-1].account.kind).capabilities
    contexts = [entry.message.context for entry in entries if entry.message.context]
    return {
        "conversation_id": entries[-1].conversation_id,
        "channel_account_id": entries[-1].account.id,
        "inbound_at": newest and newest.message.provider_at,
        "inbound_external_id": newest.message.external_id if newest else "",
        "window_closes_at": max(filter(None, (window_end(e.message, rule) for e in incoming)), default=None),
        "person_closes_at": max(filter(None, (person_end(e.message, rule) for e in incoming)), default=None),
        "context": contexts[-1] if contexts else {},
    }


def _expect_files(fresh: Sequence[Placed]) -> list[Attachment]:
    at = now()
    files = [(entry.id, file) for entry in fresh for file in entry.message.attachments]
    expected = [
        Attachment(
            message_id=message_id,
            kind=file.kind,
            media_id=file.media_id,
            name=file.name,
            content_type=file.mime,
            size=file.size,
            is_voice=file.voice,
            due_at=at,
        )
        for message_id, file in files
    ]
    given = {
        row.id: file.content
        for row, (_, file) in zip(expected, files, strict=True)
        if file.content is not None
    }
    if given:
        park(given)
    return Attachment.objects.bulk_create(expected) if expected else []
