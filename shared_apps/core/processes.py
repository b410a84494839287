"""Which processes of Parlor are alive, and what each of them has to tell: its heartbeat in Valkey.

The beat is a thread of each process; it also carries the counts of `metrics` along. A process that does not beat any
more is known for an hour, so that one sees what has gone.
"""

import atexit
import gc
import logging
import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec
from django.conf import settings
from redis import RedisError

from shared_apps.core import metrics

log = logging.getLogger(__name__)

BEAT_EVERY_S = 5.0
ALIVE_S = 20.0
KNOWN_S = 3600.0

# A gauge is asked at each beat: label values → number.
Gauge = Callable[[], Mapping[tuple[str, ...], float]]


class GaugeValue(msgspec.Struct):
    name: str
    values: list[str]
    number: float


class Process(msgspec.Struct):
    """One process as it last beat: `role` such as `web` or `inbound`, `serves` the Celery queues that it reads."""

    role: str
    host: str
    pid: int
    version: str
    started_at: float
    seen_at: float
    serves: list[str] = []
    gauges: list[GaugeValue] = []

    @property
    def is_alive(self) -> bool:
        return time.time() - self.seen_at < ALIVE_S


@dataclass(frozen=True)
class GaugeSpec:
    name: str
    about: str
    labels: tuple[str, ...]
    read: Gauge


@dataclass
class _Self:
    role: str = ""
    serves: list[str] = field(default_factory=list)
    beating_pid: int = 0
    started_at: float = field(default_factory=time.time)


_self = _Self()
_gauges: dict[str, GaugeSpec] = {}
_decoder = msgspec.json.Decoder(Process)


def gauge(name: str, about: str, read: Gauge, *labels: str) -> None:
    """Let `read` be asked in every process at each beat."""
    _gauges[name] = GaugeSpec(name, about, labels, read)


def gauges() -> list[GaugeSpec]:
    return sorted(_gauges.values(), key=lambda spec: spec.name)


def _resident_bytes() -> Mapping[tuple[str, ...], float]:
    try:
        with open("/proc/self/statm") as file:
            return {(): int(file.read().split()[1]) * float(os.sysconf("SC_PAGE_SIZE"))}
    except OSError:
        # Only Linux tells it there.
        return {}


gauge("parlor_process_resident_bytes", "Memory that the process holds.", _resident_bytes)


def role() -> str:
    """Return what this process is; the name of its program until it has said so."""
    return _self.role or os.path.basename(sys.argv[0] or "python")


def become(role: str, *, serves: Sequence[str] = ()) -> None:
    """Say what this process is, and what the ones that it forks are."""
    _self.role, _self.serves = role, list(serves)


def begin() -> None:
    """Settle down and start beating in this process, whose code is loaded; once per process, also after a fork."""
    if _self.beating_pid == os.getpid():
        return
    settle()
    _self.beating_pid, _self.started_at = os.getpid(), time.time()
    threading.Thread(target=_beat_on, name="heartbeat", daemon=True).start()
    atexit.register(end)


def settle() -> None:
    """Let the collector of cycles look at what comes from now on only, and less often.

    What is loaded by now stays for good: a full collection would walk it for a tenth of a second each time. Requests
    and tasks leave few cycles behind; looking for them every 700 objects is work for nothing.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def _beat_on() -> None:
    while True:
        beat()
        time.sleep(BEAT_EVERY_S)


def beat() -> None:
    """Tell once that this process lives, and carry its counts away; Valkey may be away."""
    try:
        metrics.flush()
        row = msgspec.json.encode(_here())
        metrics.store().hset(_key(), _name(), row)
    except (RedisError, OSError) as error:
        log.debug("no heartbeat: %s", type(error).__name__)


def _here() -> Process:
    told = []
    for spec in _gauges.values():
        try:
            found = spec.read()
        except Exception:
            # What cannot be read now is not told now; the process lives all the same.
            log.debug("gauge %s was not read", spec.name, exc_info=True)
            continue
        told += [GaugeValue(spec.name, list(values), number) for values, number in found.items()]
    return Process(
        role=role(),
        host=socket.gethostname(),
        pid=os.getpid(),
        version=settings.VERSION,
        started_at=_self.started_at,
        seen_at=time.time(),
        serves=_self.serves,
        gauges=told,
    )


def end() -> None:
    """Say goodbye: what ends in order is not missed."""
    if _self.beating_pid != os.getpid():
        return
    metrics.flush()
    try:
        metrics.store().hdel(_key(), _name())
    except (RedisError, OSError):
        return


def processes() -> list[Process]:
    """Return those that beat within the last hour, by role; raises RedisError."""
    found: dict[bytes, bytes] = metrics.store().hgetall(_key())  # type: ignore[assignment]  # redis types it for asyncio as well
    rows = [(name, _decoder.decode(row)) for name, row in found.items()]
    lost = [name for name, row in rows if time.time() - row.seen_at > KNOWN_S]
    if lost:
        metrics.store().hdel(_key(), *lost)
    known = [row for name, row in rows if name not in lost]
    return sorted(known, key=lambda row: (row.role, row.host, row.pid))


def forget() -> None:
    """Drop what is known of all processes."""
    metrics.store().delete(_key())


def _key() -> str:
    return f"{settings.TELEMETRY_PREFIX}:processes"


def _name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"
