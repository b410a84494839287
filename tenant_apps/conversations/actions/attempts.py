"""Tries to hand a message over: one statement each, because a number may take eighty messages a second."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import connection

from shared_apps.core.clock import now

_MORE = """
    SELECT EXISTS (SELECT 1 FROM conversations_message WHERE conversation_id = %s AND status IN ('queued', 'sending'))
"""
_BEGIN = """
    WITH sending AS (UPDATE conversations_message SET status = 'sending' WHERE id = %(message)s)
    INSERT INTO conversations_deliveryattempt (message_id, number, started_at)
    SELECT %(message)s, COALESCE(max(number), 0) + 1, %(at)s
    FROM conversations_deliveryattempt WHERE message_id = %(message)s
    RETURNING id, number
"""
# A receipt or echo that was faster keeps its word; the platform's id is stored all the same.
_END = """
    WITH ended AS (
        UPDATE conversations_deliveryattempt
        SET ended_at = %(at)s, outcome = %(status)s, code = %(code)s, reason = %(reason)s WHERE id = %(attempt)s
    )
    UPDATE conversations_message m SET
        status = CASE WHEN w.is_open THEN %(status)s ELSE m.status END,
        error_code = CASE WHEN w.is_open THEN %(error_code)s ELSE m.error_code END,
        error_message = CASE WHEN w.is_open THEN %(error_message)s ELSE m.error_message END,
        due_at = CASE WHEN w.is_open THEN %(retry_at)s::timestamptz ELSE m.due_at END,
        rev = m.rev + w.is_open::int,
        external_id = COALESCE(%(external_id)s, m.external_id)
    FROM (SELECT id, status IN ('queued', 'sending') AS is_open FROM conversations_message
          WHERE id = %(message)s FOR UPDATE) w
    WHERE m.id = w.id
"""


def is_more(conversation_id: UUID) -> bool:
    """Tell whether a message of the conversation waits for the platform."""
    with connection.cursor() as cursor:
        cursor.execute(_MORE, [conversation_id])
        return bool(cursor.fetchone()[0])


def begin(message_id: UUID) -> tuple[int, int]:
    """Put a try on record and the message under way; return the try's id and its number, from 1."""
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN, {"message": message_id, "at": now()})
        attempt, number = cursor.fetchone()
        return attempt, number


def end(message_id: UUID, attempt: int | None, became: Mapping[str, str | datetime | None]) -> None:
    """Write down what became of a try and its message.

    `became` has status, code and reason of the try, error_code, error_message, retry_at and external_id of the
    message. Raises IntegrityError when another message of the account has that external_id.
    """
    with connection.cursor() as cursor:
        cursor.execute(_END, {**became, "message": message_id, "attempt": attempt, "at": now()})
