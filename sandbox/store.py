"""One SQLite file for everything the sandbox must remember over a restart."""

import sqlite3
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

SCHEMA = """
CREATE TABLE IF NOT EXISTS accounts (
    platform TEXT NOT NULL, account TEXT NOT NULL, waba TEXT NOT NULL, phone TEXT NOT NULL,
    name TEXT NOT NULL, tenant TEXT NOT NULL, token TEXT NOT NULL,
    subscribed INTEGER NOT NULL DEFAULT 1, profile TEXT NOT NULL DEFAULT '{}',
    created_at REAL NOT NULL, PRIMARY KEY (platform, account));
CREATE TABLE IF NOT EXISTS customers (
    id TEXT PRIMARY KEY, platform TEXT NOT NULL, account TEXT NOT NULL, name TEXT NOT NULL,
    address TEXT NOT NULL, user_id TEXT NOT NULL, username TEXT NOT NULL DEFAULT '',
    hide_phone INTEGER NOT NULL DEFAULT 0,
    color TEXT NOT NULL DEFAULT '', wrote_at REAL, created_at REAL NOT NULL,
    UNIQUE (platform, account, address));
CREATE TABLE IF NOT EXISTS messages (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, customer TEXT NOT NULL, direction TEXT NOT NULL,
    kind TEXT NOT NULL, text TEXT NOT NULL, status TEXT NOT NULL, at REAL NOT NULL,
    content TEXT NOT NULL, reply_to TEXT NOT NULL DEFAULT '',
    error TEXT NOT NULL DEFAULT '', edited INTEGER NOT NULL DEFAULT 0, deleted INTEGER NOT NULL DEFAULT 0,
    seen INTEGER NOT NULL DEFAULT 0, callback TEXT NOT NULL DEFAULT '');
CREATE INDEX IF NOT EXISTS messages_of_customer ON messages (customer, seq);
CREATE TABLE IF NOT EXISTS reactions (
    message TEXT NOT NULL, side TEXT NOT NULL, emoji TEXT NOT NULL, PRIMARY KEY (message, side));
CREATE TABLE IF NOT EXISTS media (
    id TEXT PRIMARY KEY, account TEXT NOT NULL, mime TEXT NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL,
    size INTEGER NOT NULL, created_at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY, platform TEXT NOT NULL, lane TEXT NOT NULL, message TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL DEFAULT '', body BLOB NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
    is_held INTEGER NOT NULL DEFAULT 0, next_at REAL NOT NULL, created_at REAL NOT NULL);
CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (next_at);
CREATE TABLE IF NOT EXISTS calls (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, direction TEXT NOT NULL, platform TEXT NOT NULL,
    method TEXT NOT NULL, url TEXT NOT NULL, status INTEGER, ms REAL NOT NULL, note TEXT NOT NULL,
    request_headers TEXT NOT NULL, request_body TEXT NOT NULL, response_body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS mail (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, sender TEXT NOT NULL, recipients TEXT NOT NULL,
    subject TEXT NOT NULL, text TEXT NOT NULL, html TEXT NOT NULL, headers TEXT NOT NULL, raw BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS faults (
    id INTEGER PRIMARY KEY AUTOINCREMENT, platform TEXT NOT NULL, kind TEXT NOT NULL, direction TEXT NOT NULL,
    rate REAL NOT NULL, remaining INTEGER, ms INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS tokens (
    token TEXT PRIMARY KEY, kind TEXT NOT NULL, accounts TEXT NOT NULL, scopes TEXT NOT NULL DEFAULT '[]',
    note TEXT NOT NULL DEFAULT '{}', expires_at REAL, dead_subcode INTEGER NOT NULL DEFAULT 0,
    issued_at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS comments (
    id TEXT PRIMARY KEY, customer TEXT NOT NULL, post TEXT NOT NULL, text TEXT NOT NULL, at REAL NOT NULL,
    private_reply TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS preferences (key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
ADDED_COLUMNS = (
    ("accounts", "fields", "TEXT NOT NULL DEFAULT '{}'"),
    ("customers", "fields", "TEXT NOT NULL DEFAULT '{}'"),
    ("deliveries", "path", "TEXT NOT NULL DEFAULT ''"),
    ("deliveries", "headers", "TEXT NOT NULL DEFAULT ''"),
)


class Store:
    """A single connection used from the event loop only; every statement is its own small transaction."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        # WAL without a sync per statement: a power cut may lose the last second, a crash nothing.
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.execute("PRAGMA cache_size=-2000")
        self._connection.executescript(SCHEMA)
        self._add_columns()

    def _add_columns(self) -> None:
        """Bring a file of an older sandbox up to date."""
        for table, column, kind in ADDED_COLUMNS:
            known = {row["name"] for row in self._connection.execute(f"PRAGMA table_info({table})")}
            if column not in known:
                self._connection.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")

    def run(self, sql: str, *values: object) -> int:
        """Write, and return the number of rows touched."""
        return self._connection.execute(sql, values).rowcount

    def insert(self, table: str, **columns: object) -> int:
        """Insert one row and return its row id."""
        names, marks = ", ".join(columns), ", ".join("?" * len(columns))
        # Table and column names come from this package's own code, never from a request.
        sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608
        return int(self._connection.execute(sql, tuple(columns.values())).lastrowid or 0)

    def row(self, sql: str, *values: object) -> dict[str, Any] | None:
        """Return the first row as a dict, or None."""
        found = self._connection.execute(sql, values).fetchone()
        return dict(found) if found is not None else None

    def rows(self, sql: str, *values: object) -> list[dict[str, Any]]:
        return [dict(row) for row in self._connection.execute(sql, values)]

    def clear(self, tables: Iterable[str]) -> None:
        """Empty the named tables."""
        for table in tables:
            self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names are this package's own

    def close(self) -> None:
        self._connection.close()


def now() -> float:
    """Seconds since the epoch; the only clock of the sandbox."""
    return time.time()


def iso(at: float) -> str:
    """Render a stored time as the API shows it: UTC, milliseconds, Z."""
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
