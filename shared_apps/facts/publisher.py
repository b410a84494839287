"""Write facts in the action's own transaction, and push their frames after it commits."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

import msgspec
from django.db import connection, transaction

from shared_apps.core.keys import schema
from shared_apps.facts import wiring
from shared_apps.facts.base import Fact

MAX_DEPTH = 8


class TooDeep(Exception):
    """A fact caused a fact caused a fact … more than MAX_DEPTH times: two functions feed each other."""


@dataclass(frozen=True)
class Origin:
    """Who acts and what made them: `actor` is a member id or a part's name, `cause` a fact id."""

    actor: str = ""
    cause: int | None = None
    depth: int = 0


_origin: ContextVar[Origin] = ContextVar("origin", default=Origin())  # noqa: B039 - frozen


@contextmanager
def acting(*, actor: str = "", cause: int | None = None, depth: int = 0) -> Iterator[None]:
    """Name the actor and cause of every fact that is published inside."""
    token = _origin.set(Origin(actor, cause, depth))
    try:
        yield
    finally:
        _origin.reset(token)


_is_past: ContextVar[bool] = ContextVar("is_past", default=False)


@contextmanager
def unannounced() -> Iterator[None]:
    """Write down what happened before Parlor knew of it: nobody is told, so nobody answers it."""
    token = _is_past.set(True)
    try:
        yield
    finally:
        _is_past.reset(token)


_gathered: ContextVar[list[Fact] | None] = ContextVar("gathered", default=None)


@contextmanager
def gathered() -> Iterator[None]:
    """Write the facts of many actions at the end, each once: one insert and one push. Use inside a transaction."""
    facts: list[Fact] = []
    token = _gathered.set(facts)
    try:
        yield
    finally:
        _gathered.reset(token)
    publish(*dict.fromkeys(facts))


# The values travel as one JSON document: one round trip and one plan for any number of facts.
_INSERT = """
    INSERT INTO public.fact (xid, xmin_at, schema, name, payload, actor, cause, depth)
    SELECT pg_current_xact_id()::text::bigint, pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
           %s, f ->> 'name', f -> 'payload', %s, %s, %s
    FROM jsonb_array_elements(%s::jsonb) WITH ORDINALITY AS given(f, n) ORDER BY n
    RETURNING id
"""


def publish(*facts: Fact) -> list[int]:
    """Append `facts` to the log and return their ids; call inside the transaction that makes them true."""
    if not facts or _is_past.get():
        return []
    later = _gathered.get()
    if later is not None:
        later.extend(facts)
        return []
    origin = _origin.get()
    if origin.depth > MAX_DEPTH:
        raise TooDeep(f"{type(facts[0]).__name__} at depth {origin.depth}, caused by fact {origin.cause}.")
    document = msgspec.json.encode(
        [{"name": type(fact).__name__, "payload": fact.payload()} for fact in facts]
    )
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [schema(), origin.actor, origin.cause, origin.depth, document.decode()])
        ids = [row[0] for row in cursor.fetchall()]
    written = list(zip(ids, facts, strict=True))
    transaction.on_commit(lambda: wiring.push_live(written), robust=True)
    return ids
