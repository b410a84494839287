"""Service levels: what is owed by when, notices once, the policy page."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from shared_apps.core.hours import Schedule, day_of
from tenant_apps.conversations.models import Conversation
from tenant_apps.conversations.sla.actions import announce_due, reckon
from tenant_apps.conversations.sla.models import SlaClock, SlaPolicy
from tenant_apps.conversations.sla.reckoning import Standing, Targets, next_due
from tenant_apps.workspace.models import OpeningHours
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api
from tests.tenant_apps.conversations.conftest import NOW, announced

POLICIES = "/api/sla-policies/"
FAST: dict[str, Any] = {
    "name": "Fast", "is_on": True, "position": 0, "first_response_min": 60, "next_response_min": 30,
    "resolution_min": None, "in_opening_hours": False, "labels": [], "priorities": [], "channels": [], "teams": [],
}  # fmt: skip
AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("fields", "kind", "after"),
    [
        ({}, "first_response", HOUR),
        ({"first_reply_at": AT}, "next_response", HOUR / 2),
        ({"first_reply_at": AT - 24 * HOUR}, "first_response", HOUR),
        ({"waiting_since": None}, "resolution", 8 * HOUR),
        ({"waiting_since": None, "paused_s": 3600.0}, "resolution", 9 * HOUR),
    ],
)
def test_it_reckons_what_is_due_first(fields: dict[str, Any], kind: str, after: timedelta) -> None:
    standing = Standing(
        **{"status": "open", "session_at": AT, "waiting_since": AT, "first_reply_at": None, **fields}
    )

    due = next_due(Targets(60, 30, 480), standing)

    assert due is not None
    assert (due.kind, due.at) == (kind, AT + after)


@pytest.mark.parametrize("status", ["snoozed", "pending", "resolved"])
def test_a_clock_stands_still_while_nobody_owes_anything(status: str) -> None:
    assert next_due(Targets(60, 30, 480), Standing(status, AT, AT, None)) is None


def test_only_open_hours_count_when_the_policy_says_so() -> None:
    schedule = Schedule("UTC", (day_of([["09:00", "11:00"]]),) * 7)

    due = next_due(Targets(90, None, None, schedule), Standing("open", AT, AT, None))

    assert due is not None
    assert due.at == AT + 23 * HOUR + timedelta(minutes=30)


@pytest.fixture
def waiting(thread: Conversation, ada: Person, api: Api) -> Conversation:
    Conversation.objects.update(status="open", waiting_since=NOW, session_started_at=NOW, first_reply_at=None)
    assert api(ada).post(POLICIES, FAST).status_code == 201
    return thread


def test_a_conversation_shows_its_clock(waiting: Conversation, ben: Person, api: Api) -> None:
    shown = api(ben).get(f"/api/conversations/{waiting.id}/").json()["sla"]

    due_at = (NOW + HOUR).isoformat().replace("+00:00", "Z")
    policy = {"id": str(SlaPolicy.objects.get().id), "name": "Fast"}
    assert shown == {"policy": policy, "kind": "first_response", "due_at": due_at, "breached": False}


def test_an_answer_ends_what_was_owed(waiting: Conversation, ben: Person, api: Api) -> None:
    Conversation.objects.update(waiting_since=None, first_reply_at=NOW)

    reckon([waiting.id])

    assert api(ben).get(f"/api/conversations/{waiting.id}/").json()["sla"] is None


def test_a_breach_is_announced_once(waiting: Conversation, acme: Tenant) -> None:
    with time_machine.travel(NOW + timedelta(minutes=56)):
        assert (announce_due(), announce_due()) == (1, 0)
    with time_machine.travel(NOW + 2 * HOUR):
        assert (announce_due(), announce_due()) == (1, 0)

    facts = announced(acme.schema_name)
    assert (facts.count("SlaSoon"), facts.count("SlaBreached")) == (1, 1)


def test_snoozed_time_is_not_counted(waiting: Conversation) -> None:
    SlaPolicy.objects.update(first_response_min=None, next_response_min=None, resolution_min=480)
    Conversation.objects.update(status="snoozed")
    reckon([waiting.id])
    with time_machine.travel(NOW + 3 * HOUR, tick=False):
        Conversation.objects.update(status="open")
        reckon([waiting.id])

    clock = SlaClock.objects.get()
    assert clock.due_at is not None
    assert abs(clock.due_at - (NOW + 11 * HOUR)) < timedelta(minutes=1)


def test_of_snoozed_time_only_open_hours_are_taken_off(waiting: Conversation) -> None:
    from_nine_to_five = {"timezone": "UTC", "week": [[["09:00", "17:00"]]] * 7}
    OpeningHours.objects.update_or_create(is_default=True, defaults=from_nine_to_five)
    SlaPolicy.objects.update(
        first_response_min=None, next_response_min=None, resolution_min=480, in_opening_hours=True
    )
    Conversation.objects.update(status="snoozed", waiting_since=None, session_started_at=AT)

    with time_machine.travel(AT + 6 * HOUR, tick=False):
        reckon([waiting.id])
    with time_machine.travel(AT + 24 * HOUR, tick=False):
        Conversation.objects.update(status="open")
        reckon([waiting.id])

    # Of the night, one hour of the evening and one of the morning: ten open hours from Monday 10:00 on.
    assert SlaClock.objects.get().due_at == AT + 26 * HOUR


def test_a_policy_holds_for_what_it_names(waiting: Conversation, ada: Person, api: Api) -> None:
    policy = SlaPolicy.objects.get()

    api(ada).put(f"{POLICIES}{policy.id}/", {**FAST, "priorities": ["urgent"]})
    assert not SlaClock.objects.exists()

    Conversation.objects.update(priority="urgent")
    reckon([waiting.id])
    assert SlaClock.objects.exists()


def test_reckoning_again_changes_nothing(waiting: Conversation) -> None:
    assert reckon([waiting.id]) == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"first_response_min": None, "next_response_min": None},
        {"first_response_min": 0},
        {"priorities": ["hot"]},
    ],
)
def test_it_refuses_a_policy_that_makes_no_sense(
    ada: Person, api: Api, inside: Tenant, fields: dict[str, Any]
) -> None:
    assert api(ada).post(POLICIES, {**FAST, **fields}).status_code == 400
    assert not SlaPolicy.objects.exists()


def test_agents_viewers_and_neighbours_change_nothing(
    waiting: Conversation, ben: Person, cleo: Person, mallory: Person, acme: Tenant, api: Api
) -> None:
    own = f"{POLICIES}{SlaPolicy.objects.get().id}/"

    assert [api(who).put(own, FAST).status_code for who in (ben, cleo)] == [403, 403]
    assert api(cleo).delete(own).status_code == 403
    assert api(mallory).get(own).status_code == 404
    assert api(mallory, at=acme).get(POLICIES).status_code == 404
    assert SlaPolicy.objects.count() == 1
