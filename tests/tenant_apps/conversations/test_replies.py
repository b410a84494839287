"""Canned replies and macros."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenant_apps.contacts.labels.models import Label
from tenant_apps.contacts.models import Contact
from tenant_apps.conversations.models import Conversation, Message
from tenant_apps.conversations.organising.models import ConversationLabel
from tenant_apps.conversations.replies.models import CannedReply, Macro
from tenant_apps.conversations.replies.variables import fill
from tenant_apps.files.actions import store
from tenant_apps.team.models import Team, TeamMembership
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api

REPLIES = "/api/canned-replies/"
MACROS = "/api/macros/"
PRICES: dict[str, Any] = {
    "shortcut": "prices",
    "title": "Prices",
    "text": "Hi {{contact.first_name|there}}! {{business.name}} — {{agent.first_name}}",
}


def test_it_keeps_a_reply(ada: Person, ben: Person, api: Api, thread: Conversation) -> None:
    file = store(name="prices.txt", content_type="text/plain", content=b"450")

    made = api(ada).post(REPLIES, {**PRICES, "attachments": [str(file.id)]})

    assert made.status_code == 201
    row = made.json()
    assert row["attachments"][0]["url"] == f"/api/attachments/{file.id}/"
    assert (row["scope"], row["team"], row["channel"], row["usage_count"]) == ("everyone", None, None, 0)
    assert api(ben).get(REPLIES).json()["results"] == [row]


def test_a_shortcut_is_one_within_its_scope(ada: Person, ben: Person, api: Api, thread: Conversation) -> None:
    api(ada).post(REPLIES, PRICES)

    again = api(ada).post(REPLIES, {**PRICES, "shortcut": "PRICES"})
    own = api(ben).post(REPLIES, {**PRICES, "scope": "own"})
    line = {**PRICES, "scope": "channel", "channel": str(thread.channel_account_id)}

    assert (again.status_code, again.json()["code"]) == (409, "shortcut_taken")
    assert own.status_code == 201
    assert api(ada).post(REPLIES, line).status_code == 201


def test_it_searches_and_filters(ada: Person, ben: Person, api: Api, thread: Conversation) -> None:
    api(ada).post(REPLIES, PRICES)
    api(ada).post(REPLIES, {"shortcut": "адреса", "text": "Ми на Хрещатику"})
    line = {"shortcut": "line", "text": "x", "scope": "channel", "channel": str(thread.channel_account_id)}
    api(ada).post(REPLIES, line)

    def shortcuts(**query: str) -> list[str]:
        return sorted(row["shortcut"] for row in api(ben).get(REPLIES, query).json()["results"])

    assert shortcuts(q="хрещатик") == ["адреса"]
    assert shortcuts(q="pri") == ["prices"]
    assert shortcuts(channel=str(uuid4())) == ["prices", "адреса"]
    assert shortcuts(channel=str(thread.channel_account_id)) == ["line", "prices", "адреса"]
    assert shortcuts(scope="channel") == ["line"]


def test_it_fills_the_variables_for_a_conversation(
    ada: Person, ben: Person, api: Api, thread: Conversation
) -> None:
    reply = api(ada).post(REPLIES, PRICES).json()
    body = {"conversation": str(thread.id), "reply": reply["id"], "use": True}

    shown = api(ben).post(f"{REPLIES}preview/", body)

    assert shown.json() == {"text": "Hi Dana! Acme — Ben", "missing": [], "attachments": []}
    assert CannedReply.objects.get().usage_count == 1


def test_it_falls_back_and_names_what_is_missing(ben: Person, api: Api, thread: Conversation) -> None:
    Contact.objects.update(name="", phone="")
    text = "Hi {{ contact.first_name | there }}, {{contact.phone}} {{contact.custom.colour|none}}"

    shown = api(ben).post(f"{REPLIES}preview/", {"conversation": str(thread.id), "text": text}).json()

    assert (shown["text"], shown["missing"]) == ("Hi there,  none", ["contact.phone"])


def test_a_value_is_never_read_as_a_variable() -> None:
    assert fill("{{contact.name}}", {"contact.name": "{{agent.email}}", "agent.email": "x"}) == (
        "{{agent.email}}",
        [],
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"shortcut": "two words"},
        {"shortcut": ""},
        {"text": " "},
        {"text": "{{contact.password}}"},
        {"scope": "planet"},
        {"scope": "team"},
        {"scope": "channel", "channel": str(uuid4())},
        {"attachments": [str(uuid4())]},
    ],
)
def test_it_refuses_a_reply_that_makes_no_sense(
    ada: Person, api: Api, fields: dict[str, Any], inside: Tenant
) -> None:
    answer = api(ada).post(REPLIES, {**PRICES, **fields})

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert not CannedReply.objects.exists()


def test_agents_keep_their_own_and_their_teams_replies(
    ada: Person, ben: Person, api: Api, inside: Tenant
) -> None:
    mine, other = Team.objects.create(name="Nails"), Team.objects.create(name="Hair")
    TeamMembership.objects.create(team=mine, member=ben.member)
    shared = api(ada).post(REPLIES, PRICES).json()
    hidden = api(ada).post(REPLIES, {**PRICES, "scope": "team", "team": str(other.id)}).json()

    statuses = [
        api(ben).post(REPLIES, {**PRICES, "shortcut": "x"}).status_code,
        api(ben).patch(f"{REPLIES}{shared['id']}/", {"text": "x"}).status_code,
        api(ben).delete(f"{REPLIES}{shared['id']}/").status_code,
        api(ben).get(f"{REPLIES}{hidden['id']}/").status_code,
        api(ben).post(REPLIES, {**PRICES, "scope": "team", "team": str(other.id)}).status_code,
        api(ben).post(REPLIES, {**PRICES, "scope": "team", "team": str(mine.id)}).status_code,
        api(ben).post(REPLIES, {**PRICES, "scope": "own"}).status_code,
    ]

    assert statuses == [403, 403, 403, 404, 403, 201, 201]


def test_viewers_and_neighbours_change_nothing(
    ada: Person, cleo: Person, mallory: Person, acme: Tenant, api: Api, thread: Conversation
) -> None:
    reply = api(ada).post(REPLIES, PRICES).json()
    macro = api(ada).post(MACROS, {"name": "Close", "shared": True, "steps": CLOSE}).json()
    body = {"conversation": str(thread.id), "reply": reply["id"]}
    run = {"conversations": [str(thread.id)]}

    viewer = [
        api(cleo).post(REPLIES, PRICES).status_code,
        api(cleo).patch(f"{REPLIES}{reply['id']}/", {"text": "x"}).status_code,
        api(cleo).delete(f"{REPLIES}{reply['id']}/").status_code,
        api(cleo).post(f"{REPLIES}preview/", body).status_code,
        api(cleo).post(MACROS, {"name": "x", "steps": CLOSE}).status_code,
        api(cleo).post(f"{MACROS}{macro['id']}/run/", run).status_code,
    ]
    neighbour = [
        api(mallory).get(f"{REPLIES}{reply['id']}/").status_code,
        api(mallory, at=acme).get(REPLIES).status_code,
        api(mallory, at=acme).get(MACROS).status_code,
        api(mallory).delete(f"{MACROS}{macro['id']}/").status_code,
        api(mallory, at=acme).post(f"{MACROS}{macro['id']}/run/", run).status_code,
    ]

    assert viewer == [403] * 6
    assert neighbour == [404] * 5
    thread.refresh_from_db()
    assert thread.status == "pending"


def test_thirty_replies_cost_what_one_costs(ada: Person, api: Api, inside: Tenant) -> None:
    api(ada).post(REPLIES, PRICES)
    api(ada).get(REPLIES)
    with CaptureQueriesContext(connection) as one:
        api(ada).get(REPLIES)
    CannedReply.objects.bulk_create([CannedReply(shortcut=f"s{n}", text="x") for n in range(29)])
    Macro.objects.bulk_create([Macro(name=f"m{n}", steps=[]) for n in range(29)])

    with CaptureQueriesContext(connection) as many:
        api(ada).get(REPLIES)

    assert len(many) == len(one)


CLOSE = [{"type": "status", "value": "resolved"}]


def test_a_macro_does_its_steps_in_order(ada: Person, ben: Person, api: Api, thread: Conversation) -> None:
    label = Label.objects.create(name="vip")
    team = Team.objects.create(name="Nails")
    reply = api(ada).post(REPLIES, PRICES).json()
    steps = [
        {"type": "assign_member", "value": "me"},
        {"type": "assign_team", "value": str(team.id)},
        {"type": "add_labels", "value": [str(label.id)]},
        {"type": "priority", "value": "high"},
        {"type": "send_reply", "value": reply["id"]},
        {"type": "note", "value": "Called {{contact.first_name}}"},
        {"type": "snooze", "value": 60},
    ]
    macro = api(ada).post(MACROS, {"name": "Welcome", "shared": True, "steps": steps}).json()

    report = api(ben).post(f"{MACROS}{macro['id']}/run/", {"conversations": [str(thread.id)]})

    done = {"conversation": str(thread.id), "done": True, "step": None, "code": "", "message": ""}
    assert report.json() == {"done": 1, "failed": 0, "results": [done]}
    thread.refresh_from_db()
    assert (thread.assignee_id, thread.team_id, thread.priority, thread.status) == (
        ben.member.id,
        team.id,
        "high",
        "snoozed",
    )
    assert ConversationLabel.objects.filter(conversation=thread, label=label).exists()
    texts = Message.objects.filter(direction="out").order_by("id").values_list("text", "private")
    assert list(texts) == [("Hi Dana! Acme — Ben", False), ("Called Dana", True)]
    assert Macro.objects.get().usage_count == 1


def test_a_refused_step_takes_the_earlier_ones_back(ada: Person, api: Api, thread: Conversation) -> None:
    steps = [{"type": "priority", "value": "high"}, {"type": "note", "value": "x"}]
    gone = {"type": "assign_team", "value": str(uuid4())}
    macro = api(ada).post(MACROS, {"name": "Broken", "steps": [*steps, gone]}).json()

    report = api(ada).post(f"{MACROS}{macro['id']}/run/", {"conversations": [str(thread.id)]}).json()

    assert (report["done"], report["failed"]) == (0, 1)
    [failed] = report["results"]
    assert (failed["step"], failed["code"], failed["message"]) == (3, "invalid", "This team is gone.")
    thread.refresh_from_db()
    assert thread.priority == ""
    assert not Message.objects.filter(private=True).exists()


@pytest.mark.parametrize(
    "step",
    [
        {"type": "explode"},
        {"type": "status", "value": "snoozed"},
        {"type": "status"},
        {"type": "snooze", "value": -1},
        {"type": "snooze", "value": True},
        {"type": "priority", "value": "hot"},
        {"type": "send_text", "value": ""},
        {"type": "send_text", "value": "{{contact.pin}}"},
        {"type": "add_labels", "value": []},
        {"type": "assign_member", "value": "ben"},
        {"type": "agent_mode", "value": "on"},
    ],
)
def test_it_refuses_a_step_that_makes_no_sense(
    ada: Person, api: Api, inside: Tenant, step: dict[str, Any]
) -> None:
    answer = api(ada).post(MACROS, {"name": "x", "steps": [step]})

    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["steps"])
    assert not Macro.objects.exists()


def test_own_macros_are_ones_own(ada: Person, ben: Person, api: Api, inside: Tenant) -> None:
    shared = api(ada).post(MACROS, {"name": "Shared", "shared": True, "steps": CLOSE}).json()
    own = api(ben).post(MACROS, {"name": "Own", "steps": CLOSE}).json()

    assert [row["name"] for row in api(ada).get(MACROS).json()["results"]] == ["Shared"]
    assert [row["name"] for row in api(ben).get(MACROS).json()["results"]] == ["Own", "Shared"]
    assert api(ben).post(MACROS, {"name": "x", "shared": True, "steps": CLOSE}).status_code == 403
    assert api(ben).patch(f"{MACROS}{shared['id']}/", {"name": "x"}).status_code == 403
    assert api(ben).patch(f"{MACROS}{own['id']}/", {"shared": True}).status_code == 403
    assert api(ben).delete(f"{MACROS}{own['id']}/").status_code == 204
