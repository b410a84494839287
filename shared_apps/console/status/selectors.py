"""One look at everything that has to work. What does not answer is named and leaves its part empty."""

import logging
import platform
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, TypeVar

import django
from django.conf import settings
from django.db import Error, connection
from redis import RedisError

from shared_apps.core import metrics, processes, queues
from shared_apps.core.clock import now
from shared_apps.facts.backlog import relay_state
from shared_apps.intake.backlog import Backlog, backlog
from tenants.many import GONE, behind
from tenants.migrating import is_current
from tenants.models import MigrationRun, PoolSchema, Tenant

log = logging.getLogger(__name__)

# One role each that nothing goes on without; the Celery queues are asked for by name.
NEEDED_ROLES = ("web", "relay", "beat")
LATE_S = 30.0
SHOWN = 20
R = TypeVar("R")


@dataclass(frozen=True)
class Database:
    version: str
    size_bytes: int
    connections: int
    max_connections: int
    longest_transaction_s: float


@dataclass(frozen=True)
class Valkey:
    version: str
    memory_bytes: int
    max_memory_bytes: int
    clients: int


@dataclass(frozen=True)
class Run:
    """The last run of the tenants' migrations; one without an end is at work, or was cut off and waits for another."""

    started_at: datetime
    ended_at: datetime | None
    total: int
    done: int
    failed: list[dict[str, str]]


@dataclass(frozen=True)
class Schemas:
    """`behind`: slugs of workspaces that lack migrations, at most twenty; `pool`: schemas that wait for the next."""

    public_is_current: bool
    tenants: int
    behind_count: int
    behind: list[str]
    pool: int
    last_run: Run | None


def status() -> dict[str, Any]:
    """Return what the status page shows."""
    troubles: list[str] = []
    nothing: list[dict[str, Any]] = []
    found = {
        "at": now(),
        "versions": _versions(),
        "processes": _asked(troubles, "valkey", _processes, nothing),
        "queues": _asked(troubles, "valkey", _queues, nothing),
        "intake": _asked(troubles, "database", lambda: _intake(backlog()), None),
        "facts": _asked(troubles, "database", lambda: asdict(relay_state()), None),
        "database": _asked(troubles, "database", lambda: asdict(_database()), None),
        "valkey": _asked(troubles, "valkey", lambda: asdict(_valkey()), None),
        "schemas": _asked(troubles, "database", lambda: asdict(_schemas()), None),
        "disk": _disk(),
    }
    return {**found, "troubles": _troubles(found, troubles)}


def _asked(troubles: list[str], source: str, ask: Callable[[], R], otherwise: R) -> R:
    try:
        return ask()
    except (Error, RedisError, OSError) as error:
        log.warning("%s does not answer: %s", source, type(error).__name__)
        if f"{source}_away" not in troubles:
            troubles.append(f"{source}_away")
        return otherwise


def _versions() -> dict[str, str]:
    return {"parlor": settings.VERSION, "python": platform.python_version(), "django": django.get_version()}


def _processes() -> list[dict[str, Any]]:
    rows = []
    for process in processes.processes():
        told = {value.name: value.number for value in process.gauges if not value.values}
        rows.append(
            {
                "role": process.role,
                "host": process.host,
                "pid": process.pid,
                "version": process.version,
                "serves": process.serves,
                "started_at": process.started_at,
                "seen_at": process.seen_at,
                "is_alive": process.is_alive,
                "memory_bytes": int(told.get("parlor_process_resident_bytes", 0)),
            }
        )
    return rows


def _queues() -> list[dict[str, Any]]:
    served = {queue for process in processes.processes() if process.is_alive for queue in process.serves}
    return [
        {"name": name, "depth": depth, "is_served": name in served} for name, depth in queues.depths().items()
    ]


def _intake(state: Backlog) -> dict[str, Any]:
    return {
        "lag_s": state.lag_s,
        "waiting": sum(state.waiting.values()),
        "retrying": sum(state.retrying.values()),
        "failed": sum(state.failed.values()),
        "unrouted": sum(state.unrouted.values()),
    }


def _database() -> Database:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version'), pg_database_size(current_database()), "
            "(SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()), "
            "current_setting('max_connections')::int, "
            "(SELECT COALESCE(max(EXTRACT(epoch FROM clock_timestamp() - xact_start)), 0)::float "
            " FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid())"
        )
        version, size, count, most, longest = cursor.fetchone()
    return Database(version.split()[0], size, count, most, longest)


def _valkey() -> Valkey:
    told: dict[str, Any] = metrics.store().info()
    return Valkey(
        version=str(told.get("valkey_version") or told.get("redis_version", "")),
        memory_bytes=int(told.get("used_memory", 0)),
        max_memory_bytes=int(told.get("maxmemory", 0)),
        clients=int(told.get("connected_clients", 0)),
    )


def _schemas() -> Schemas:
    """Ask the rows alone, which carry what each schema has: as many statements for two thousand as for one."""
    late = [slug for slug, _ in behind()]
    run = MigrationRun.objects.order_by("-started_at").first()
    return Schemas(
        public_is_current=is_current("public"),
        tenants=Tenant.objects.exclude(state__in=GONE).count(),
        behind_count=len(late),
        behind=late[:SHOWN],
        pool=PoolSchema.objects.count(),
        last_run=Run(run.started_at, run.ended_at, run.total, run.done, run.failed[:SHOWN]) if run else None,
    )


def _disk() -> dict[str, int]:
    try:
        found = shutil.disk_usage(settings.DATA_DIR)
    except OSError:
        found = shutil.disk_usage("/")
    return {"total_bytes": found.total, "free_bytes": found.free}


def _troubles(found: dict[str, Any], troubles: list[str]) -> list[str]:
    """Name what an operator should look at, worst first; the page has a sentence for each."""
    alive = {process["role"] for process in found["processes"] if process["is_alive"]}
    if "valkey_away" not in troubles:
        troubles += [f"no_{role}" for role in NEEDED_ROLES if role not in alive]
        troubles += ["queue_unserved"] if any(not queue["is_served"] for queue in found["queues"]) else []
    checks = {
        "drain_late": found["intake"] and found["intake"]["lag_s"] > LATE_S,
        "relay_late": found["facts"] and found["facts"]["lag_s"] > LATE_S,
        "intake_failed": found["intake"] and found["intake"]["failed"],
        "work_parked": found["facts"] and found["facts"]["parked"],
        "migrations_missing": found["schemas"]
        and not (found["schemas"]["public_is_current"] and not found["schemas"]["behind_count"]),
        "connections_scarce": found["database"]
        and found["database"]["connections"] > 0.85 * found["database"]["max_connections"],
        "disk_full": found["disk"]["free_bytes"] < 0.1 * found["disk"]["total_bytes"],
    }
    return troubles + [name for name, is_so in checks.items() if is_so]
