"""Every lock of the inbox. Order: conversation, then message; never the other way round."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection

from shared_apps.core.errors import NotFound
from shared_apps.core.keys import tenant_key
from tenant_apps.conversations.models import Conversation


def locked_conversation(conversation_id: UUID) -> Conversation:
    """Lock and return the conversation until the transaction ends; raises NotFound."""
    # Locked first and read after: rows that a join brings along are those of before the wait for the lock, and a
    # conversation that somebody took meanwhile would look free.
    if not Conversation.objects.select_for_update().filter(id=conversation_id).values("id").first():
        raise NotFound
    conversation = (
        Conversation.objects.select_related("channel_account", "contact", "assignee", "team")
        .filter(id=conversation_id)
        .first()
    )
    if conversation is None:
        raise NotFound
    return conversation


def lock_conversations(ids: Collection[UUID]) -> None:
    """Lock many conversations until the transaction ends, in the one order in which nobody waits in a circle."""
    rows = Conversation.objects.select_for_update(no_key=True).filter(id__in=ids).order_by("id")
    list(rows.values_list("id"))


@contextmanager
def delivering(conversation_id: UUID) -> Iterator[bool]:
    """Hold the right to deliver this conversation's messages; yields False when another worker has it.

    A session lock, because it is held across calls to the platform and no transaction may be. It ends with the
    database connection at the latest, so a killed worker does not keep it.
    """
    key = tenant_key("deliver", conversation_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [key])
        is_held = bool(cursor.fetchone()[0])
    try:
        yield is_held
    finally:
        if is_held:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [key])
