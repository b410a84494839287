"""Check services that the person gave by address before anything is started on them."""

from __future__ import annotations

from urllib.parse import urlsplit

import psycopg
import redis

from launch.errors import LaunchError

OLDEST_POSTGRES = 150000


def check_database(database_url: str) -> None:
    """Refuse a database that cannot be reached, is too old or lacks pgvector."""
    if urlsplit(database_url).scheme not in ("postgres", "postgresql"):
        raise LaunchError("DATABASE_URL must look like postgres://user:password@host:5432/name.")
    try:
        with psycopg.connect(database_url, connect_timeout=5) as link:
            version = link.info.server_version
            vector = link.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'vector'").fetchone()
    except (psycopg.Error, ValueError, UnicodeError) as error:
        raise LaunchError(
            f"The database at DATABASE_URL does not answer: {_one_line(error)}. Mend the address or unset it."
        ) from error
    if version < OLDEST_POSTGRES:
        raise LaunchError(
            f"PostgreSQL {version // 10000} at DATABASE_URL is too old: Parlor needs 15 or newer."
        )
    if vector is None:
        raise LaunchError(
            "The server at DATABASE_URL has no pgvector: install that extension and start again."
        )


def check_redis(redis_url: str) -> None:
    """Refuse a Valkey or Redis that does not answer."""
    try:
        redis.Redis.from_url(redis_url, socket_connect_timeout=5, socket_timeout=5).ping()
    except (redis.RedisError, ValueError, OSError) as error:
        raise LaunchError(
            f"The Valkey at REDIS_URL does not answer: {_one_line(error)}. Mend the address or unset it."
        ) from error


def _one_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (lines[0] if lines else type(error).__name__).rstrip(".")
