"""Bring many tenants up to date: by several processes, each tenant under a lock of its own, and again after a kill.

A tenant's row names the migrations that its schema has (`fingerprint`), so one query finds those that are behind. The
first tenant of a state is migrated with its statements written down, all others of that state replay them: migrating
spends nine tenths of its time on Django's picture of the models. Where a migration works on rows, each is migrated.
"""

import hashlib
import logging
import multiprocessing
import os
import queue
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db import connection, connections, transaction
from django.db.migrations import RunPython, SeparateDatabaseAndState
from django.db.migrations.loader import MigrationLoader

from shared_apps.core.clock import now
from tenants import recipes
from tenants.locks import Hold, keeper
from tenants.migrating import applied_in, fingerprint, known_migrations, migrate_schema
from tenants.models import MigrationRun, Tenant, TenantState

log = logging.getLogger(__name__)

# Their tables go, or are gone.
GONE = (TenantState.PURGING, TenantState.DELETED)
# Below this many for each, starting a process costs more than it saves.
WORTH_A_WORKER = 8
TELL_EVERY_S = 1.0

Place = tuple[str, str]


@dataclass
class Report:
    """`failed` are (slug, what went wrong); `busy` those that another run is at."""

    total: int
    done: int = 0
    busy: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)


def behind() -> list[Place]:
    """Return (slug, schema) of the tenants whose tables are not this code's, suspended ones too."""
    rows = Tenant.objects.exclude(fingerprint=fingerprint())
    return list(rows.exclude(state__in=GONE).order_by("created_at", "id").values_list("slug", "schema_name"))


def migrate_tenants(*, workers: int, say: Callable[[Report], None] = lambda _: None) -> Report:
    """Bring every tenant up to date; one that fails keeps none of the others. `say` hears of it each second."""
    places = behind()
    report = Report(len(places))
    if not places:
        return report
    run = MigrationRun.objects.create(fingerprint=fingerprint(), total=len(places))
    told = 0.0
    for slug, outcome in _outcomes(places, min(workers, max(1, len(places) // WORTH_A_WORKER))):
        _count(report, slug, outcome)
        if time.monotonic() - told >= TELL_EVERY_S:
            told = time.monotonic()
            _note(run, report)
            say(report)
    run.ended_at = now()
    _note(run, report)
    say(report)
    return report


def _count(report: Report, slug: str, outcome: str | None) -> None:
    if outcome is None:
        report.done += 1
    elif outcome == BUSY:
        report.busy += 1
    else:
        report.failed.append((slug, outcome))


def _note(run: MigrationRun, report: Report) -> None:
    run.done = report.done
    run.failed = [{"slug": slug, "error": error} for slug, error in report.failed]
    run.save(update_fields=["done", "failed", "ended_at"])


BUSY = "busy"


def bring_up_to_date(schema_name: str, hold: Hold) -> str | None:
    """Migrate one tenant; return None, BUSY when another process is at it, or what went wrong."""
    try:
        with hold(f"tenants.migrations.{schema_name}", wait=False) as is_mine:
            if not is_mine:
                return BUSY
            applied = applied_in(schema_name)
            if pending := known_migrations() - applied:
                _bring(schema_name, applied, pending)
            else:
                _stamp(schema_name)
    except Exception as error:  # whatever a migration raises is told at the end
        log.warning("%s was not migrated", schema_name, exc_info=True)
        return f"{type(error).__name__}: {error}".strip()[:500]
    return None


def _bring(schema_name: str, applied: frozenset[Place], pending: frozenset[Place]) -> None:
    if not _is_only_structure(pending):
        migrate_schema(schema_name)
    elif _replay(schema_name, name := _name_of(applied)):
        return
    else:
        with recipes.written_down(name, beside_others=True):
            migrate_schema(schema_name)
    _stamp(schema_name)


@transaction.atomic
def _replay(schema_name: str, name: str) -> bool:
    """Do what was written down and say so on the row, with one commit for both; False when nothing was that works."""
    is_done = recipes.replay(name, schema_name)
    if is_done:
        _stamp(schema_name)
    return is_done


def _stamp(schema_name: str) -> None:
    Tenant.objects.filter(schema_name=schema_name).update(fingerprint=fingerprint())


def _name_of(applied: frozenset[Place]) -> str:
    """Return the name of the way from these migrations to all that are known."""
    text = "\n".join(f"{app}.{name}" for app, name in sorted(applied))
    return hashlib.sha256(f"{fingerprint()}\n{text}".encode()).hexdigest()


@lru_cache(maxsize=64)
def _is_only_structure(pending: frozenset[Place]) -> bool:
    """Say whether these migrations do the same in every schema, whatever rows are in it, in one transaction."""
    on_disk = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return all(on_disk[each].atomic and not _works_on_rows(on_disk[each].operations) for each in pending)


def _works_on_rows(operations: Iterable[Any]) -> bool:
    return any(
        isinstance(each, RunPython)
        or (isinstance(each, SeparateDatabaseAndState) and _works_on_rows(each.database_operations))
        for each in operations
    )


def _outcomes(places: list[Place], workers: int) -> Iterator[tuple[str, str | None]]:
    # The first one by itself: what it writes down, the others replay.
    alone = places if workers == 1 else places[:1]
    with keeper() as hold:
        for slug, schema_name in alone:
            yield slug, bring_up_to_date(schema_name, hold)
    if workers == 1:
        return
    context = multiprocessing.get_context("fork")
    waiting, done = context.Queue(), context.Queue()
    for place in places[1:]:
        waiting.put(place)
    _let_connections_go()
    hands = [
        context.Process(target=_work, args=(waiting, done, os.getpid()), daemon=True) for _ in range(workers)
    ]
    for hand in hands:
        hand.start()
    left = len(places) - 1
    while left:
        try:
            yield done.get(timeout=1)
            left -= 1
        except queue.Empty:
            if not any(hand.is_alive() for hand in hands):
                raise RuntimeError(f"The workers ended with {left} tenants left. Run it again.") from None
    for hand in hands:
        hand.join(timeout=5)


def _work(waiting: Any, done: Any, parent: int) -> None:
    """Migrate what waits until nothing does, or whoever asked for it is gone."""
    with keeper() as hold:
        while os.getppid() == parent:
            try:
                slug, schema_name = waiting.get(timeout=0.2)
            except queue.Empty:
                if waiting.empty():
                    return
                continue
            done.put((slug, bring_up_to_date(schema_name, hold)))


def _let_connections_go() -> None:
    """Close what a child would share with us."""
    connections.close_all()
    close_pool = getattr(connection, "close_pool", None)
    if close_pool is not None and connection.settings_dict.get("OPTIONS", {}).get("pool"):
        close_pool()
