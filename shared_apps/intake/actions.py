"""Claim and release accounts; replay what failed."""

from collections.abc import Iterable
from functools import partial

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from shared_apps.core.clock import now
from shared_apps.core.errors import Conflict
from shared_apps.core.keys import schema
from shared_apps.intake.errors import IntakeErrorCode
from shared_apps.intake.models import EventState, IntakeEvent, Route
from shared_apps.intake.tasks import kick

_ACCEPT = "INSERT INTO public.intake_event (platform, account_id, schema, payload) VALUES (%s, %s, %s, %s)"
_DELIVER = "INSERT INTO public.intake_event (platform, account_id, schema, payload, state) VALUES (%s, %s, %s, %s, %s)"

# The drain tries for the same key.
_HOLD = "SELECT pg_advisory_xact_lock(hashtextextended('drain:' || %s, 0))"


@transaction.atomic
def claim_route(*, platform: str, account_id: str) -> Route:
    """Send what comes for `account_id` to the current tenant, along with what came before it was known.

    Raises Conflict (account_taken) when another business has the account.
    """
    route, _ = Route.objects.get_or_create(
        platform=platform, account_id=account_id, defaults={"schema_name": schema()}
    )
    if route.schema_name != schema():
        raise Conflict(
            IntakeErrorCode.ACCOUNT_TAKEN,
            "This account is connected to another workspace. Disconnect it there first.",
        )
    IntakeEvent.objects.filter(platform=platform, account_id=account_id, state=EventState.UNROUTED).update(
        schema=schema(), state=EventState.PENDING
    )
    return route


def accept(*, platform: str, account_id: str, body: bytes) -> None:
    """Write what came for the current tenant by another door than the webhooks', and wake its drain.

    Call inside a transaction, or the row is committed at once.
    """
    here = schema()
    with connection.cursor() as cursor:
        # The id comes from the database's sequence, which the model, having a key of two columns, does not know.
        cursor.execute(_ACCEPT, [platform, account_id, here, body])
    transaction.on_commit(partial(kick, here), robust=True)


def deliver(*, platform: str, account_id: str, body: bytes) -> None:
    """Write what came by a webhook address of Django's own, for whoever has the account, and wake their drain."""
    route = Route.objects.filter(platform=platform, account_id=account_id).first()
    state = EventState.PENDING if route else EventState.UNROUTED
    there = route.schema_name if route else ""
    with connection.cursor() as cursor:
        cursor.execute(_DELIVER, [platform, account_id, there, body, state])
    if there:
        transaction.on_commit(partial(kick, there), robust=True)


def hold_drain() -> None:
    """Wait for the current tenant's drain and let none work until this transaction ends; then one looks again.

    For changes of whom an identity belongs to: a drain that has looked it up already would write to the other. Call
    it before any row is locked, or the drain and the caller wait for each other.
    """
    here = schema()
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [here])
    transaction.on_commit(partial(kick, here), robust=True)


def release_route(*, platform: str, account_id: str) -> None:
    """Stop sending what comes for `account_id` to the current tenant."""
    Route.objects.filter(platform=platform, account_id=account_id, schema_name=schema()).delete()


def replay(*, states: Iterable[EventState], ids: Iterable[int] | None = None) -> int:
    """Put failed or unrouted rows back in line; return how many."""
    rows = IntakeEvent.objects.filter(state__in=list(states))
    if ids is not None:
        rows = rows.filter(id__in=list(ids))
    return put_back(rows)


def put_back(rows: QuerySet[IntakeEvent]) -> int:
    """Put those of `rows` back in line whose account has an owner now; return how many.

    Handled rows are left alone. A row that is read twice has no second effect: the drain meets its messages again.
    """
    owners = Route.objects.filter(platform=OuterRef("platform"), account_id=OuterRef("account_id"))
    waiting = rows.exclude(state=EventState.DONE).filter(Exists(owners))
    return waiting.update(
        schema=Subquery(owners.values("schema_name")[:1]),
        state=EventState.PENDING,
        attempts=0,
        reason="",
        due_at=now(),
    )
