"""Locks across processes that outlive the transactions of the work they guard."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

POOL = "tenants.pool"
MIGRATIONS = "tenants.migrations"


@contextmanager
def held(name: str, *, wait: bool) -> Iterator[bool]:
    """Hold the advisory lock `name` in this database; yields False when another has it and we do not wait.

    It lives in a transaction of its own connection: migrating closes the usual one, and a connection pooler
    in transaction mode would hand a session's lock to strangers.
    """
    key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
    own = connection.copy()
    try:
        own.set_autocommit(False)
        with own.cursor() as cursor:
            if wait:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
                yield True
            else:
                cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [key])
                yield bool(cursor.fetchone()[0])
    finally:
        own.rollback()
        own.close()
