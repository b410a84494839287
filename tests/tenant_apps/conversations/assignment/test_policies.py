"""Claims and policies: whose turn it is, and that nobody gets doubles."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connections

from shared_apps.core.clock import now
from shared_apps.core.errors import AppError
from shared_apps.facts.models import FactRow
from shared_apps.facts.wiring import consumers_of
from shared_apps.realtime import presence
from tenant_apps.contacts.models import Label
from tenant_apps.conversations.actions import await_person
from tenant_apps.conversations.assignment.actions import assign_waiting, claim, take_back_from_absent
from tenant_apps.conversations.assignment.models import AssignmentPolicy
from tenant_apps.conversations.models import Conversation
from tenant_apps.conversations.organising.models import ConversationLabel
from tenant_apps.team.models import Member
from tenants.entering import entered
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api
from tests.tenant_apps.conversations.rooms import opened, team_of

# An id that nobody has; fixed, as parallel runners must collect the same tests.
UNKNOWN = "01920000-0000-7000-8000-00000000dead"
POLICIES = "/api/assignment-policies/"


@pytest.fixture(autouse=True)
def nobody_is_here(acme: Tenant) -> None:
    presence.forget(acme.schema_name)


def arrive(person: Person) -> None:
    presence.arrive(person.tenant.schema_name, str(person.member.id), "tab")


def policy(**fields: Any) -> AssignmentPolicy:
    return AssignmentPolicy.objects.create(**{"name": "Ours", "only_online": False, **fields})


def loads() -> dict[str, int]:
    rows = Conversation.objects.filter(assignee__isnull=False)
    return dict(Counter(rows.values_list("assignee__name", flat=True)))


def test_it_goes_round(inside: Tenant, ada: Person, ben: Person) -> None:
    policy()
    for number in range(5):
        opened(f"Customer {number}")

    assert (assign_waiting(), assign_waiting()) == (5, 0)

    assert sorted(loads().values()) == [2, 3]
    assert "Cleo" not in loads()


def test_it_fills_up_the_least_busy(inside: Tenant, ada: Person, ben: Person) -> None:
    policy(method="least_busy")
    for number in range(3):
        opened(f"Ada's {number}", assignee=ada.member)
    for number in range(3):
        opened(f"Customer {number}")

    assign_waiting()

    assert loads() == {"Ada": 3, "Ben": 3}


def test_nobody_gets_more_than_they_can_take(inside: Tenant, ada: Person, ben: Person) -> None:
    policy(capacity=1)
    first = opened("waits longer", waiting_since=now() - timedelta(hours=2))
    late = opened("waits", waiting_since=now() - timedelta(hours=1))
    for number in range(3):
        opened(f"Customer {number}")

    assert assign_waiting() == 2

    assert loads() == {"Ada": 1, "Ben": 1}
    first.refresh_from_db()
    late.refresh_from_db()
    assert first.assignee_id
    assert late.assignee_id


def test_only_those_who_are_here_and_online_get_any(inside: Tenant, ada: Person, ben: Person) -> None:
    policy(only_online=True)
    opened()
    assert assign_waiting() == 0
    arrive(ada)
    arrive(ben)
    Member.objects.filter(id=ada.member.id).update(availability="busy")

    assert assign_waiting() == 1

    assert loads() == {"Ben": 1}


def test_a_label_goes_to_who_is_good_at_it(inside: Tenant, ada: Person, ben: Person) -> None:
    policy(by_skill=True)
    Member.objects.filter(id=ben.member.id).update(skills=["colour"])
    label = Label.objects.create(name="Colour")
    for number in range(2):
        ConversationLabel.objects.create(conversation=opened(f"Customer {number}"), label=label)

    assign_waiting()

    assert loads() == {"Ben": 2}


def test_a_team_that_assigns_by_itself_follows_the_general_policy(
    inside: Tenant, ada: Person, ben: Person
) -> None:
    policy()
    hair, nails = team_of("Hair", ben.member), team_of("Nails", ada.member)
    hair.auto_assign = True
    hair.save()
    opened("hair", team=hair)
    opened("nails", team=nails)

    assert assign_waiting() == 1

    assert loads() == {"Ben": 1}


def test_unanswered_ones_of_an_absent_member_go_to_others(inside: Tenant, ada: Person, ben: Person) -> None:
    policy(only_online=True, reassign_after_min=10)
    opened("unanswered", assignee=ben.member, waiting_since=now() - timedelta(minutes=30))
    opened("answered", assignee=ben.member)
    Member.objects.filter(id=ben.member.id).update(last_seen_at=now() - timedelta(minutes=11))
    assert take_back_from_absent() == 0  # nobody could take it
    arrive(ada)

    assert take_back_from_absent() == 1
    assign_waiting()

    assert loads() == {"Ada": 1, "Ben": 1}


def test_whoever_is_here_and_busy_keeps_what_they_have(inside: Tenant, ada: Person, ben: Person) -> None:
    policy(only_online=True, reassign_after_min=10)
    opened("unanswered", assignee=ben.member, waiting_since=now() - timedelta(minutes=30))
    was_here = {"last_seen_at": now() - timedelta(days=1)}
    Member.objects.filter(id=ben.member.id).update(availability="busy", **was_here)
    arrive(ada)
    arrive(ben)

    assert take_back_from_absent() == 0
    Member.objects.filter(id=ben.member.id).update(availability="away")
    assert take_back_from_absent() == 1


def test_a_second_claim_hears_who_was_faster(inside: Tenant, ada: Person, ben: Person, api: Api) -> None:
    address = f"/api/conversations/{opened().id}/claim/"

    first, again, second = api(ben).post(address), api(ben).post(address), api(ada).post(address)

    assert (first.status_code, again.status_code, second.status_code) == (200, 200, 409)
    assert second.json()["code"] == "already_taken"
    assert second.json()["data"] == {"assignee": {"id": str(ben.member.id), "name": "Ben"}}


@pytest.mark.django_db(transaction=True)
def test_nobody_gets_doubles_when_all_ask_at_once(acme: Tenant, ada: Person, ben: Person) -> None:
    with entered(acme):
        policy(capacity=4)
        wanted = opened("wanted", status="pending").id
        for number in range(12):
            opened(f"Customer {number}")

    def run(job: Any) -> Any:
        try:
            with entered(acme):
                return job()
        except AppError as error:
            return error.code
        finally:
            connections.close_all()

    jobs: list[Any] = [assign_waiting] * 4
    jobs += [
        lambda who=person.member: bool(claim(conversation_id=wanted, member=who)) for person in (ada, ben)
    ]
    with ThreadPoolExecutor(6) as threads:
        results = list(threads.map(run, jobs))

    assert sorted(str(result) for result in results[4:]) == ["True", "already_taken"]
    assert sum(results[:4]) == 8
    with entered(acme):
        given = Conversation.objects.filter(assignee__isnull=False, status="open").count()
        assert given == 8
        assert FactRow.objects.filter(schema=acme.schema_name, name="ConversationAssigned").count() == 9


def test_it_keeps_policies(inside: Tenant, ada: Person, ben: Person, api: Api) -> None:
    body = {"name": "Fair", "method": "least_busy", "members": [{"id": str(ben.member.id), "capacity": 3}]}

    made = api(ada).post(POLICIES, body)
    taken = api(ada).post(POLICIES, body)

    assert (made.status_code, taken.status_code, taken.json()["code"]) == (201, 409, "policy_taken")
    policy_id = made.json()["id"]
    assert made.json()["members"] == [{"id": str(ben.member.id), "name": "Ben", "capacity": 3}]
    changed = api(ada).patch(f"{POLICIES}{policy_id}/", {"is_on": False}).json()
    assert (changed["is_on"], changed["method"]) == (False, "least_busy")
    assert len(api(ben).get(POLICIES).json()["results"]) == 1
    assert api(ada).delete(f"{POLICIES}{policy_id}/").status_code == 204


@pytest.mark.parametrize(
    ("method", "path"),
    [("post", POLICIES), ("patch", f"{POLICIES}{UNKNOWN}/"), ("delete", f"{POLICIES}{UNKNOWN}/")],
)
def test_agents_and_neighbours_keep_no_policies(
    acme: Tenant, ben: Person, cleo: Person, mallory: Person, api: Api, method: str, path: str
) -> None:
    body = {"name": "x"}

    statuses = [getattr(api(who), method)(path, body).status_code for who in (ben, cleo)]
    neighbour = getattr(api(mallory, at=acme), method)(path, body)

    assert (statuses, neighbour.status_code) == ([403, 403], 404)


def test_a_conversation_that_no_agent_can_answer_is_given_away_at_once(inside: Tenant, ben: Person) -> None:
    policy()
    conversation = opened(status="pending", agent_mode="autopilot")

    await_person(conversation_id=conversation.id)
    await_person(conversation_id=conversation.id)

    names = list(FactRow.objects.filter(schema=inside.schema_name).values_list("name", flat=True))
    assert names.count("PersonAwaited") == 1
    assert consumers_of("PersonAwaited") == (
        "tenant_apps.notifications.subscribers.tell_of_openings",
        "tenant_apps.conversations.assignment.subscribers.look_again",
    )


MONDAY_TO_FRIDAY = [[["09:00", "18:00"]]] * 5 + [[], []]


@pytest.mark.parametrize(
    ("moment", "who"),
    [
        ("2026-11-23T10:00+02:00", {"Ada": 1, "Ben": 1}),  # Monday morning in Kyiv
        ("2026-11-23T18:00+02:00", {"Ada": 2}),  # Ben's day is over
        ("2026-11-28T10:00+02:00", {"Ada": 2}),  # a Saturday
        ("2026-07-06T09:00+03:00", {"Ada": 1, "Ben": 1}),  # the first minute, in summer time
    ],
)
def test_nobody_gets_any_outside_of_their_own_hours(
    moment: str, who: dict[str, int], inside: Tenant, ada: Person, ben: Person
) -> None:
    policy()
    Member.objects.filter(id=ben.member.id).update(working_week=MONDAY_TO_FRIDAY)
    for number in range(2):
        opened(f"Customer {number}")

    with time_machine.travel(datetime.fromisoformat(moment), tick=False):
        assign_waiting()

    assert loads() == who


def test_it_waits_for_the_first_who_is_on_duty(inside: Tenant, ada: Person, ben: Person) -> None:
    policy()
    Member.objects.update(working_week=MONDAY_TO_FRIDAY)
    opened()
    with time_machine.travel(datetime.fromisoformat("2026-11-22T12:00+02:00"), tick=False):
        assert assign_waiting() == 0

    with time_machine.travel(datetime.fromisoformat("2026-11-23T09:00+02:00"), tick=False):
        assert assign_waiting() == 1
