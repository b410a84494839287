"""Locks across processes that outlive the transactions of the work they guard."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

POOL = "tenants.pool"
MIGRATIONS = "tenants.migrations"

# `hold(name, wait=…)`: a lock for the time of its block; False when another has it and we do not wait.
Hold = Callable[..., AbstractContextManager[bool]]


@contextmanager
def held(name: str, *, wait: bool) -> Iterator[bool]:
    """Hold the advisory lock `name` in this database; yields False when another has it and we do not wait."""
    with keeper() as hold, hold(name, wait=wait) as is_mine:
        yield is_mine


@contextmanager
def keeper() -> Iterator[Hold]:
    """Hold many locks, one after another, by one connection beside the usual one.

    Each lives in a transaction of that connection: migrating closes the usual one, and a connection pooler in
    transaction mode would hand a session's lock to strangers.
    """
    own = connection.copy()

    @contextmanager
    def hold(name: str, *, wait: bool) -> Iterator[bool]:
        key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
        take = "pg_advisory_xact_lock" if wait else "pg_try_advisory_xact_lock"
        own.set_autocommit(False)
        try:
            with own.cursor() as cursor:
                # It stands by design for as long as the work takes, where others are ended.
                cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
                cursor.execute(f"SELECT {take}(%s)", [key])
                yield wait or bool(cursor.fetchone()[0])
        finally:
            _let_go(own)

    try:
        yield hold
    finally:
        own.close()


def _let_go(own: BaseDatabaseWrapper) -> None:
    """End the transaction that held a lock; a connection that broke is opened anew by the next one."""
    try:
        own.rollback()
    except DatabaseError:
        own.close()
