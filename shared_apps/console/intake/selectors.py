"""The ledger's rows, found by how far they are."""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from django.db.models import Case, CharField, Q, QuerySet, Value, When
from django.db.models.functions import Length

from shared_apps.core.errors import NotFound
from shared_apps.core.redaction import without_secrets
from shared_apps.facts.models import FactWork, WorkState
from shared_apps.intake.backlog import backlog
from shared_apps.intake.models import EventState, IntakeEvent, Route
from tenants.models import Tenant
from tenants.selectors import tenant_of_schema

PAGE = 50
# A mail with files has megabytes; whoever looks wants to see what it is.
SHOWN_CHARACTERS = 100_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Stage(StrEnum):
    """How far a row is. `failed`: given up after six tries. `retrying`: failed, and tried again by itself."""

    FAILED = "failed"
    UNROUTED = "unrouted"
    RETRYING = "retrying"
    WAITING = "waiting"
    DONE = "done"


STAGES = {
    Stage.FAILED: Q(state=EventState.FAILED),
    Stage.UNROUTED: Q(state=EventState.UNROUTED),
    Stage.RETRYING: Q(state=EventState.PENDING, attempts__gt=0),
    Stage.WAITING: Q(state=EventState.PENDING, attempts=0),
    Stage.DONE: Q(state=EventState.DONE),
}


@dataclass(frozen=True)
class Filter:
    """Which rows are meant; what is empty narrows nothing. `company` is a workspace's slug.

    `q` is part of a reason or of a company's name, or an account or a slug as it is.
    """

    stage: Stage
    platform: str = ""
    account: str = ""
    company: str = ""
    q: str = ""


def key_of(row: IntakeEvent) -> str:
    """Return the row's name in addresses: its time in microseconds, which leads to its partition, and its id."""
    return f"{(row.received_at - _EPOCH) // timedelta(microseconds=1)}-{row.id}"


def place_of(key: str) -> tuple[datetime, int]:
    """Return (received at, id) of a key; raises NotFound."""
    micros, _, number = key.partition("-")
    try:
        return _EPOCH + timedelta(microseconds=int(micros)), int(number)
    except (ValueError, OverflowError) as error:
        raise NotFound("There is no such row in the ledger.") from error


def rows_of(wanted: Filter) -> QuerySet[IntakeEvent]:
    rows = IntakeEvent.objects.filter(STAGES[wanted.stage])
    if wanted.platform:
        rows = rows.filter(platform=wanted.platform)
    if wanted.account:
        rows = rows.filter(account_id=wanted.account)
    if wanted.q:
        named = Tenant.objects.filter(Q(slug=wanted.q.lower()) | Q(name__icontains=wanted.q))
        rows = rows.filter(
            Q(reason__icontains=wanted.q) | Q(account_id=wanted.q) | Q(schema__in=named.values("schema_name"))
        )
    if wanted.company:
        rows = rows.filter(schema__in=Tenant.objects.filter(slug=wanted.company).values("schema_name"))
    return rows


def rows_called(keys: list[str]) -> QuerySet[IntakeEvent]:
    """Return the rows of up to a page of keys; raises NotFound for what is no key."""
    asked = Q()
    for received_at, number in map(place_of, keys):
        asked |= Q(received_at=received_at, id=number)
    return IntakeEvent.objects.filter(asked) if asked else IntakeEvent.objects.none()


def page_of(wanted: Filter, *, before: str = "") -> tuple[list[IntakeEvent], str]:
    """Return one page, newest first and without the bodies, and the key to go on with."""
    rows = rows_of(wanted)
    if before:
        received_at, number = place_of(before)
        rows = rows.filter(Q(received_at__lt=received_at) | Q(received_at=received_at, id__lt=number))
    sized = rows.defer("payload").annotate(size=Length("payload"), stage=_stage())
    found: list[IntakeEvent] = [*sized.order_by("-received_at", "-id")[: PAGE + 1]]
    return found[:PAGE], key_of(found[PAGE - 1]) if len(found) > PAGE else ""


def _stage() -> Case:
    whens = [When(condition, then=Value(stage.value)) for stage, condition in STAGES.items()]
    return Case(*whens, default=Value(Stage.DONE.value), output_field=CharField())


def get_row(key: str) -> IntakeEvent:
    """Return one row with its body; raises NotFound."""
    row = rows_called([key]).annotate(size=Length("payload"), stage=_stage()).first()
    if row is None:
        raise NotFound("There is no such row in the ledger.")
    return row


def companies_of(schemas: set[str]) -> dict[str, Tenant]:
    """Return schema → business; one query for a page."""
    return {tenant.schema_name: tenant for tenant in Tenant.objects.filter(schema_name__in=schemas - {""})}


def owner_now(row: IntakeEvent) -> Tenant | None:
    """Return the business that has the row's account today."""
    route = Route.objects.filter(platform=row.platform, account_id=row.account_id).first()
    return tenant_of_schema(route.schema_name) if route else None


def shown_body(row: IntakeEvent) -> str:
    """Return the body for people: JSON indented, all else as text, secrets masked, the end of long ones left out."""
    text = bytes(row.payload).decode("utf-8", "replace")
    with suppress(ValueError):
        text = json.dumps(json.loads(text), ensure_ascii=False, indent=2)
    shown = without_secrets(text[:SHOWN_CHARACTERS])
    return shown if len(text) <= SHOWN_CHARACTERS else f"{shown}\n…"


def parked_work() -> QuerySet[FactWork]:
    """Return work that facts made and that was given up, the latest first."""
    return FactWork.objects.filter(state=WorkState.PARKED).order_by("-id")


def platforms_and_counts() -> dict[str, dict[str, int]]:
    """Return stage → platform → how many, of everything that is not done."""
    state = backlog()
    counts = {
        Stage.FAILED: state.failed,
        Stage.UNROUTED: state.unrouted,
        Stage.RETRYING: state.retrying,
        Stage.WAITING: state.waiting,
    }
    return {
        stage.value: {name: count for name, count in found.items() if count}
        for stage, found in counts.items()
    }
