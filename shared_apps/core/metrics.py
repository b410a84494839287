"""Counts of what happens, kept in each process and added up for all of them in Valkey.

`add` and `observe` only touch a dictionary, so they may stand on the message path. A beat (`processes`) carries what
was counted to one hash in Valkey every few seconds: processes may be many, forked and on several machines, and
`/metrics` of any web process tells of all. Label values are names out of the code (platforms, outcomes, routes): never
a tenant, a person or anything that comes from outside.
"""

import os
import threading
from bisect import bisect_left
from collections.abc import Mapping
from functools import lru_cache

from django.conf import settings
from redis import Redis, RedisError

# Label sets of one metric in one process; more would mean that something from outside became a label.
MAX_SERIES = 2_000
_SEPARATOR = "\x1f"

# Metric, part of it (empty for a counter, `le` or `sum` for a clock), label values.
Series = tuple[str, str, tuple[str, ...]]

_lock = threading.Lock()
_counts: dict[Series, float] = {}


def _after_fork() -> None:
    """Begin anew in a forked child: its parent counts for itself, and may have held the lock."""
    global _lock
    _lock = threading.Lock()
    _counts.clear()


os.register_at_fork(after_in_child=_after_fork)


def _add(series: Series, by: float) -> None:
    with _lock:
        if series in _counts or len(_counts) < MAX_SERIES:
            _counts[series] = _counts.get(series, 0.0) + by


class Counter:
    """Something that happens: `Counter("parlor_sends_total", "…", "platform", "outcome")`."""

    def __init__(self, name: str, about: str, *labels: str) -> None:
        self.name, self.about, self.labels = name, about, labels

    def add(self, *values: str, by: float = 1.0) -> None:
        _add((self.name, "", values), by)


class Clock:
    """How long something takes, in seconds: how many were at most so long, for each of `bounds`, and their sum."""

    def __init__(self, name: str, about: str, *labels: str, bounds: tuple[float, ...]) -> None:
        self.name, self.about, self.labels, self.bounds = name, about, labels, bounds
        self._parts = [*map(str, bounds), "+Inf"]

    def observe(self, *values: str, seconds: float) -> None:
        _add((self.name, self._parts[bisect_left(self.bounds, seconds)], values), 1.0)
        _add((self.name, "sum", values), seconds)

    def cumulative(self, parts: Mapping[str, float]) -> list[tuple[str, float]]:
        """Return (bound, how many were at most so long) from the stored parts, as Prometheus wants them."""
        total, found = 0.0, []
        for part in self._parts:
            total += parts.get(part, 0.0)
            found.append((part, total))
        return found


@lru_cache(maxsize=1)
def store() -> "Redis":
    return Redis.from_url(settings.REDIS_URL, socket_timeout=2)


def _key() -> str:
    return f"{settings.TELEMETRY_PREFIX}:metrics"


def flush() -> bool:
    """Add what this process has counted to the sum of all; with Valkey away it waits for the next time."""
    global _counts
    with _lock:
        taken, _counts = _counts, {}
    if not taken:
        return True
    try:
        pipe = store().pipeline(transaction=True)
        for (name, part, values), by in taken.items():
            pipe.hincrbyfloat(_key(), _SEPARATOR.join((name, part, *values)), by)
        pipe.execute()
    except (RedisError, OSError):
        for series, by in taken.items():
            _add(series, by)
        return False
    return True


def sums() -> dict[Series, float]:
    """Return what all processes have counted since Valkey was last emptied; raises RedisError."""
    found: dict[bytes, bytes] = store().hgetall(_key())  # type: ignore[assignment]  # redis types it for asyncio as well
    sums: dict[Series, float] = {}
    for field, value in found.items():
        name, part, *values = field.decode().split(_SEPARATOR)
        sums[name, part, tuple(values)] = float(value)
    return sums


def forget() -> None:
    """Begin at zero, here and in Valkey."""
    with _lock:
        _counts.clear()
    store().delete(_key())
