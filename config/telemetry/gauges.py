"""What each process tells of itself at every beat: its sockets and its pool of database connections."""

from collections.abc import Mapping

from django.db.backends.postgresql.base import DatabaseWrapper

from config.telemetry.sockets import open_now
from shared_apps.core.processes import gauge

Values = Mapping[tuple[str, ...], float]


def sockets() -> Values:
    return {(kind,): float(count) for kind, count in open_now.items()}


_STATES = {"pool_size": "open", "pool_available": "free", "requests_waiting": "waited_for"}


def pool() -> Values:
    """Return the connections of this process's pool, without making one that has none."""
    found: dict[tuple[str, ...], float] = {}
    for pool in DatabaseWrapper._connection_pools.values():  # type: ignore[attr-defined]  # not in the stubs
        stats = pool.get_stats()
        for name, state in _STATES.items():
            found[state,] = found.get((state,), 0.0) + stats.get(name, 0)
    return found


def register() -> None:
    gauge("parlor_sockets_open", "Sockets that are open, by kind.", sockets, "kind")
    gauge(
        "parlor_database_pool_connections",
        "Connections of the processes' pools: `open` of them, `free`, and requests that one is `waited_for` by.",
        pool,
        "state",
    )
