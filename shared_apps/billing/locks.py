"""One reader of Stripe per business at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection


@contextmanager
def reading_stripe(tenant_id: UUID) -> Iterator[None]:
    """Wait for whoever reads the same business's state, then read and write alone.

    What is read under it is newer than all that was written before, so an older state never covers a newer one. Held by
    the connection and not by a transaction: Stripe's answer may take seconds.
    """
    key = f"billing:{tenant_id}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [key])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [key])
