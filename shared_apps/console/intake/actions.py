"""Put rows and work back in line; who did it is on record."""

from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.models import QuerySet

from shared_apps.accounts.models import User
from shared_apps.audit.actions import record
from shared_apps.console.intake.selectors import Filter, key_of, parked_work, rows_called, rows_of
from shared_apps.core.clock import now
from shared_apps.core.tasks import send_after_commit
from shared_apps.facts.models import WorkState
from shared_apps.facts.tasks import sweep as sweep_work
from shared_apps.intake.actions import put_back
from shared_apps.intake.models import IntakeEvent
from shared_apps.intake.tasks import sweep as sweep_intake


@dataclass(frozen=True)
class Replayed:
    """`left` were meant and stay where they are: done already, or nobody has their account."""

    replayed: int
    left: int


def replay_selected(operator: User, *, keys: list[str]) -> Replayed:
    """Put rows back in line by their keys; raises NotFound for what is no key."""
    return _replay(operator, rows_called(keys), {"rows": keys[:50], "asked": len(keys)}, asked=len(set(keys)))


def replay_all(operator: User, wanted: Filter) -> Replayed:
    """Put everything back in line that the filter finds."""
    return _replay(operator, rows_of(wanted), {"filter": {k: v for k, v in asdict(wanted).items() if v}})


@transaction.atomic
def _replay(
    operator: User, rows: QuerySet[IntakeEvent], details: dict[str, object], *, asked: int | None = None
) -> Replayed:
    meant = rows.count() if asked is None else asked
    moved = put_back(rows)
    told = {**details, "replayed": moved, "left": meant - moved}
    record("intake.replayed", actor=operator, target_kind="intake", details=told)
    send_after_commit(sweep_intake)
    return Replayed(moved, max(meant - moved, 0))


def note_inspection(operator: User, row: IntakeEvent) -> None:
    """Record that an operator read what a customer or platform sent."""
    details = {"platform": row.platform, "account": row.account_id, "schema": row.schema}
    record("intake.inspected", actor=operator, target_kind="intake", target_id=key_of(row), details=details)


@transaction.atomic
def replay_work(operator: User, *, ids: list[int] | None) -> Replayed:
    """Let given-up work be tried again, all of it when no ids are named. Its consumers are idempotent."""
    rows = parked_work() if ids is None else parked_work().filter(id__in=ids)
    meant = rows.count() if ids is None else len(set(ids))
    moved = rows.order_by().update(state=WorkState.WAITING, attempts=0, reason="", due_at=now())
    record(
        "work.replayed",
        actor=operator,
        target_kind="work",
        details={"ids": (ids or [])[:50], "replayed": moved},
    )
    send_after_commit(sweep_work)
    return Replayed(moved, max(meant - moved, 0))
