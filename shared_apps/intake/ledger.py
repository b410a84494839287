"""The group-commit writer: requests that come together share one COPY and one commit."""

import asyncio
import logging
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import psycopg

from shared_apps.intake.counts import ROWS

log = logging.getLogger(__name__)

# How long a known route is believed. A row with an outdated route is put right by the drain.
ROUTE_TTL_S = 10.0
MAX_GROUP = 500
PENDING, UNROUTED = 0, 3

_COPY = "COPY public.intake_event (platform, account_id, schema, payload, state) FROM STDIN"
_ROUTES = """
    SELECT r.platform, r.account_id, r.schema_name FROM public.intake_route r
    JOIN unnest(%s::text[], %s::text[]) AS asked(platform, account_id) USING (platform, account_id)
"""
# What COPY's text format gives a meaning to; account ids come from outside.
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": ""})

Account = tuple[str, str]
# Platform, account id, body.
Part = tuple[str, str, bytes]


class LedgerAway(Exception):
    """The rows could not be committed; the sender has to repeat them."""


@dataclass(slots=True)
class _Entry:
    parts: Sequence[Part]
    done: "asyncio.Future[None]"


class Ledger:
    """Writes rows for one event loop; `kick` is told which schemas got new rows, after the commit."""

    def __init__(self, conninfo: str, kick: Callable[[Collection[str]], None]) -> None:
        self._conninfo = conninfo
        self._kick = kick
        self._waiting: list[_Entry] = []
        self._writer: asyncio.Task[None] | None = None
        self._connection: psycopg.AsyncConnection[tuple[str, ...]] | None = None
        self._routes: dict[Account, tuple[str, float]] = {}

    async def write(self, parts: Sequence[Part]) -> None:
        """Return when `parts` are committed; raises LedgerAway."""
        entry = _Entry(parts, asyncio.get_running_loop().create_future())
        self._waiting.append(entry)
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._run())
        await entry.done

    async def _run(self) -> None:
        while self._waiting:
            group, self._waiting = self._waiting[:MAX_GROUP], self._waiting[MAX_GROUP:]
            try:
                schemas = await self._commit(group)
            except (psycopg.Error, OSError) as error:
                log.warning("the ledger is away: %s", error)
                await self._drop_connection()
                for entry in group:
                    if not entry.done.done():
                        entry.done.set_exception(LedgerAway())
                continue
            for entry in group:
                if not entry.done.done():
                    entry.done.set_result(None)
            self._kick(schemas)

    async def _commit(self, group: Sequence[_Entry]) -> set[str]:
        connection = await self._connected()
        await self._learn_routes(
            connection, {(platform, account) for entry in group for platform, account, _ in entry.parts}
        )
        schemas: set[str] = set()
        lines: list[str] = []
        seen: dict[tuple[str, int], int] = {}
        for entry in group:
            for platform, account, body in entry.parts:
                schema = self._routes.get((platform, account), ("", 0.0))[0]
                schemas.add(schema)
                state = PENDING if schema else UNROUTED
                seen[platform, state] = seen.get((platform, state), 0) + 1
                name = account.translate(_ESCAPES)
                lines.append(f"{platform}\t{name}\t{schema}\t\\\\x{body.hex()}\t{state}\n")
        async with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
            await copy.write("".join(lines))
        await connection.commit()
        for (platform, state), count in seen.items():
            ROWS.add(platform, "routed" if state == PENDING else "unrouted", by=count)
        return schemas - {""}

    async def _learn_routes(
        self, connection: psycopg.AsyncConnection[tuple[str, ...]], accounts: set[Account]
    ) -> None:
        """Ask for accounts that are unknown or were asked too long ago; unknown ones are asked every time."""
        now = time.monotonic()
        asked = [account for account in accounts if self._routes.get(account, ("", 0.0))[1] < now]
        if not asked:
            return
        for account in asked:
            self._routes.pop(account, None)
        cursor = await connection.execute(_ROUTES, [[p for p, _ in asked], [a for _, a in asked]])
        for platform, account_id, schema in await cursor.fetchall():
            self._routes[platform, account_id] = (schema, now + ROUTE_TTL_S)

    async def _connected(self) -> psycopg.AsyncConnection[tuple[str, ...]]:
        if self._connection is None or self._connection.closed:
            self._connection = await psycopg.AsyncConnection.connect(
                self._conninfo, connect_timeout=5, application_name="parlor-intake"
            )
        return self._connection

    async def _drop_connection(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()

    async def close(self) -> None:
        """Finish what waits and let go of the connection."""
        if self._writer is not None:
            await asyncio.gather(self._writer, return_exceptions=True)
        await self._drop_connection()
