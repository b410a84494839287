"""From a published fact to the functions it wakes: at least once, coalesced, parked when hopeless."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from shared_apps.facts import Fact, acting, publish, unannounced, wiring
from shared_apps.facts.management.commands.run_relay import pause_s
from shared_apps.facts.models import FactRow, FactWork, RelayCursor, WorkState
from shared_apps.facts.publisher import TooDeep
from shared_apps.facts.relay import BATCH, relay_once
from shared_apps.facts.selectors import facts_after, latest_id
from shared_apps.facts.tasks import MAX_ATTEMPTS, run_work, sweep
from tenants.models import Tenant
from tests.conftest import InTenant
from tests.relay import relay_all


@dataclass(frozen=True, kw_only=True)
class KettleBoiled(Fact):
    kettle_id: UUID


class Listener:
    """A consumer that notes what it is told."""

    def __init__(self) -> None:
        self.told: list[list[Fact]] = []
        self.is_broken = False

    def hear(self, facts: Sequence[Fact]) -> None:
        if self.is_broken:
            raise RuntimeError("deaf")
        self.told.append(list(facts))


@pytest.fixture
def listener() -> Iterator[Listener]:
    heard = Listener()
    wiring.connect(KettleBoiled, durable=[heard.hear])
    yield heard
    wiring._durable.pop(KettleBoiled)


pytestmark = pytest.mark.django_db(transaction=True)


def boil(*kettles: UUID) -> None:
    with transaction.atomic():
        publish(*[KettleBoiled(kettle_id=kettle) for kettle in kettles])


def test_it_tells_a_consumer_once_of_all_that_happened_in_a_tenant(
    listener: Listener, acme: Tenant, in_tenant: InTenant
) -> None:
    first, second = uuid4(), uuid4()
    with in_tenant(acme):
        boil(first)
        boil(second)

    relay_all()
    relay_all()

    assert listener.told == [[KettleBoiled(kettle_id=first), KettleBoiled(kettle_id=second)]]
    assert not FactWork.objects.exists()


def test_it_keeps_tenants_apart(
    listener: Listener, acme: Tenant, globex: Tenant, in_tenant: InTenant
) -> None:
    with in_tenant(acme):
        boil(uuid4())
    with in_tenant(globex):
        boil(uuid4())

    relay_all()

    assert [len(facts) for facts in listener.told] == [1, 1]


def test_what_was_rolled_back_never_happened(listener: Listener, acme: Tenant, in_tenant: InTenant) -> None:
    with in_tenant(acme), transaction.atomic():
        publish(KettleBoiled(kettle_id=uuid4()))
        transaction.set_rollback(True)

    relay_all()

    assert listener.told == []


def test_it_tries_again_and_parks_what_never_works(
    listener: Listener, acme: Tenant, in_tenant: InTenant
) -> None:
    listener.is_broken = True
    with in_tenant(acme):
        boil(uuid4())
    relay_all()

    work = FactWork.objects.get()
    assert (work.state, work.attempts) == (WorkState.WAITING, 1)
    for _ in range(MAX_ATTEMPTS):
        run_work([work.id])

    work.refresh_from_db()
    assert work.state == WorkState.PARKED
    assert "deaf" in work.reason


def test_the_sweeper_sends_work_again_that_the_broker_lost(
    listener: Listener, acme: Tenant, in_tenant: InTenant
) -> None:
    listener.is_broken = True
    with in_tenant(acme):
        boil(uuid4())
    relay_all()
    listener.is_broken = False
    FactWork.objects.update(due_at=FactRow.objects.get().at.replace(year=2020))

    sweep()

    assert len(listener.told) == 1
    assert not FactWork.objects.exists()


def test_it_refuses_facts_that_feed_each_other(acme: Tenant, in_tenant: InTenant) -> None:
    with in_tenant(acme), pytest.raises(TooDeep), transaction.atomic(), acting(depth=9):
        publish(KettleBoiled(kettle_id=uuid4()))

    assert not FactRow.objects.exists()


def test_a_socket_gets_what_it_missed_and_nothing_of_the_neighbour(
    acme: Tenant, globex: Tenant, in_tenant: InTenant
) -> None:
    seen, missed = uuid4(), uuid4()
    with in_tenant(acme):
        boil(seen)
        cursor = latest_id()
    with in_tenant(globex):
        boil(uuid4())
    with in_tenant(acme):
        boil(missed)
        found = facts_after(cursor, limit=10)

    assert found is not None
    assert [fact for _, fact in found] == [KettleBoiled(kettle_id=missed)]


def test_a_socket_that_missed_too_much_starts_over(acme: Tenant, in_tenant: InTenant) -> None:
    with in_tenant(acme):
        boil(uuid4())
        cursor = latest_id()
        boil(*[uuid4() for _ in range(5)])

        assert facts_after(cursor, limit=4) is None
        assert facts_after(cursor + 1_000_000, limit=4) is None


def test_it_reads_a_fact_once(listener: Listener, acme: Tenant, in_tenant: InTenant) -> None:
    assert RelayCursor.objects.count() == 1
    with in_tenant(acme):
        boil(uuid4())

    relay_all()

    assert relay_once() == 0
    assert len(listener.told) == 1


def test_the_past_is_written_down_without_waking_anyone(
    listener: Listener, acme: Tenant, in_tenant: InTenant
) -> None:
    with in_tenant(acme), unannounced():
        boil(uuid4())

    relay_all()

    assert listener.told == []


@pytest.mark.parametrize(
    ("count", "waited_s", "wait_s"),
    [
        (0, 0.1, 0.1),
        (199, 0.1, 0.1),
        (200, 0.1, 0.3),
        (599, 0.3, 0.1),
        (600, 0.3, 0.3),
        (BATCH, 0.3, 0.0),
        (150, 0.0, 0.1),
    ],
)
def test_its_rounds_are_longer_only_while_very_much_happens(
    count: int, waited_s: float, wait_s: float
) -> None:
    assert pause_s(count, waited_s) == wait_s
