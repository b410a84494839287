"""Drafts: written instead of sent, approved once, void as soon as the thread has moved on."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from shared_apps.core.clock import now
from tenant_apps.agent.copilot.models import AgentDraft, DraftState
from tenant_apps.agent.models import AccountOverride, AgentSettings, Mode, Outcome, Turn
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.contacts.models import Contact
from tenant_apps.conversations.actions import MemberSender, change_conversation, send_message
from tenant_apps.conversations.models import AgentMode, Conversation, Message, Status
from tenant_apps.team.models import Member, Sees, Team
from tenant_apps.workspace.models import OpeningHours, Service
from tests.cast import Person
from tests.conftest import Api
from tests.tenant_apps.agent.conftest import Customer, answers

pytestmark = pytest.mark.django_db

PRICE = "Стрижка жіноча — 700 грн, 60 хв."
QUESTION = "Скільки коштує жіноча стрижка?"


@pytest.fixture
def copilot(inside: object) -> AgentSettings:
    return AgentSettings.objects.create(mode=Mode.COPILOT)


def drafts(api: Api, person: Person) -> list[dict[str, Any]]:
    results: list[dict[str, Any]] = api(person).get("/api/agent/drafts/").json()["results"]
    return results


def test_it_leaves_the_answer_to_a_member(
    api: Api, ben: Person, dana: Customer, copilot: AgentSettings, price_list: list[Service]
) -> None:
    conversation_id = dana.asks(QUESTION)

    draft = drafts(api, ben)[0]
    assert answers(conversation_id) == []
    assert (draft["text"], draft["question"], draft["conversation"]) == (
        PRICE,
        QUESTION,
        str(conversation_id),
    )
    assert (draft["contact"]["name"], draft["channel"], draft["reason"]) == ("Dana Koval", "whatsapp", "")
    thread = Conversation.objects.get()
    assert (thread.agent_mode, thread.status) == (AgentMode.COPILOT, Status.OPEN)
    assert Turn.objects.get().outcome == Outcome.DRAFTED


def test_an_approved_draft_is_sent_once_as_the_agents_words(
    api: Api, ben: Person, dana: Customer, copilot: AgentSettings, price_list: list[Service]
) -> None:
    conversation_id = dana.asks(QUESTION)
    path = f"/api/agent/drafts/{drafts(api, ben)[0]['id']}/approve/"

    first, second = api(ben).post(path), api(ben).post(path)

    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json()["id"] == second.json()["id"]
    assert answers(conversation_id) == [PRICE]
    sender = first.json()["sender"]
    assert (sender["kind"], sender["id"]) == ("agent", str(ben.member.id))
    thread = Conversation.objects.get()
    assert (thread.assignee_id, thread.agent_mode) == (ben.member.id, AgentMode.COPILOT)
    assert drafts(api, ben) == []


def test_an_edited_draft_says_what_the_member_wrote(
    api: Api, ben: Person, dana: Customer, copilot: AgentSettings, price_list: list[Service]
) -> None:
    conversation_id = dana.asks(QUESTION)

    api(ben).post(f"/api/agent/drafts/{drafts(api, ben)[0]['id']}/approve/", {"text": "700 грн, чекаємо!"})

    assert answers(conversation_id) == ["700 грн, чекаємо!"]
    row = AgentDraft.objects.get()
    assert (row.state, row.is_edited, row.decided_by_name) == (DraftState.APPROVED, True, "Ben")


def test_a_discarded_draft_is_never_sent(
    api: Api, ben: Person, dana: Customer, copilot: AgentSettings, price_list: list[Service]
) -> None:
    conversation_id = dana.asks(QUESTION)
    draft_id = drafts(api, ben)[0]["id"]

    dropped = api(ben).post(f"/api/agent/drafts/{draft_id}/discard/")
    approved = api(ben).post(f"/api/agent/drafts/{draft_id}/approve/")

    assert (dropped.status_code, approved.status_code) == (204, 409)
    assert approved.json()["code"] == "draft_decided"
    assert answers(conversation_id) == []


def test_a_newer_message_makes_a_draft_stale(
    api: Api, ben: Person, dana: Customer, copilot: AgentSettings, price_list: list[Service]
) -> None:
    conversation_id = dana.asks(QUESTION)
    draft_id = drafts(api, ben)[0]["id"]
    dana.writes("Стоп, вже не треба")

    refused = api(ben).post(f"/api/agent/drafts/{draft_id}/approve/")

    assert (refused.status_code, refused.json()["code"]) == (409, "draft_stale")
    assert answers(conversation_id) == []
    assert drafts(api, ben) == []


def test_the_next_draft_takes_the_place_of_the_last(
    api: Api, ben: Person, dana: Customer, copilot: AgentSettings, price_list: list[Service]
) -> None:
    dana.asks(QUESTION)
    dana.asks("А класичний манікюр?")

    assert [draft["question"] for draft in drafts(api, ben)] == ["А класичний манікюр?"]
    assert list(AgentDraft.objects.order_by("id").values_list("state", flat=True)) == ["replaced", "open"]


def test_a_members_own_reply_voids_the_draft_and_keeps_drafting(
    api: Api, ben: Person, dana: Customer, copilot: AgentSettings, price_list: list[Service]
) -> None:
    conversation_id = dana.asks(QUESTION)
    send_message(conversation_id=conversation_id, sender=MemberSender(ben.member), text="Дивлюся ціну…")

    assert drafts(api, ben) == []
    dana.asks("А класичний манікюр?")
    assert [draft["question"] for draft in drafts(api, ben)] == ["А класичний манікюр?"]


def test_it_says_why_there_is_nothing_to_send(
    api: Api, ben: Person, dana: Customer, copilot: AgentSettings, inside: object
) -> None:
    conversation_id = dana.asks("Чи є у вас стоянка для дирижаблів?")

    draft = drafts(api, ben)[0]
    assert draft["text"] == ""
    assert draft["reason"] == "The documents do not answer this question."
    assert answers(conversation_id) == []
    refused = api(ben).post(f"/api/agent/drafts/{draft['id']}/approve/")
    assert (refused.status_code, refused.json()["code"]) == (400, "empty")


def test_viewers_look_on_and_decide_nothing(
    api: Api, ben: Person, cleo: Person, dana: Customer, copilot: AgentSettings, price_list: list[Service]
) -> None:
    dana.asks(QUESTION)
    draft_id = drafts(api, cleo)[0]["id"]

    refused = [api(cleo).post(f"/api/agent/drafts/{draft_id}/{verb}/") for verb in ("approve", "discard")]

    assert [answer.status_code for answer in refused] == [403, 403]
    assert AgentDraft.objects.get().state == DraftState.OPEN


def test_a_restricted_member_sees_drafts_of_their_own_threads_only(
    api: Api, ben: Person, dana: Customer, copilot: AgentSettings, price_list: list[Service]
) -> None:
    conversation_id = dana.asks(QUESTION)
    draft_id = drafts(api, ben)[0]["id"]
    Conversation.objects.filter(id=conversation_id).update(team=Team.objects.create(name="Hair"))
    Member.objects.filter(id=ben.member.id).update(sees=Sees.TEAM)

    answer = api(ben).post(f"/api/agent/drafts/{draft_id}/approve/")

    assert drafts(api, ben) == []
    assert answer.status_code == 404


def test_drafts_cost_the_same_queries_for_one_and_for_thirty(
    api: Api,
    ben: Person,
    dana: Customer,
    copilot: AgentSettings,
    price_list: list[Service],
    django_assert_num_queries: Any,
    django_assert_max_num_queries: Any,
) -> None:
    dana.asks(QUESTION)
    client = api(ben)
    client.get("/api/agent/drafts/")
    with django_assert_max_num_queries(20) as one:
        client.get("/api/agent/drafts/")
    _copy_draft(times=29)

    with django_assert_num_queries(len(one.captured_queries)):
        assert len(client.get("/api/agent/drafts/").json()["results"]) == 30


def _copy_draft(*, times: int) -> None:
    draft, thread = AgentDraft.objects.get(), Conversation.objects.get()
    for _ in range(times):
        contact = Contact.objects.create(name="Somebody")
        other = Conversation.objects.create(contact=contact, channel_account=thread.channel_account)
        turn = Turn.objects.create(conversation=other, question="?", outcome=Outcome.DRAFTED)
        AgentDraft.objects.create(
            conversation=other, turn=turn, text="!", last_message_id=draft.last_message_id,
            asked_at=draft.asked_at, takeover_version=0,
        )  # fmt: skip


def test_a_channel_may_be_freer_than_the_workspace(
    dana: Customer, price_list: list[Service], copilot: AgentSettings
) -> None:
    AccountOverride.objects.create(channel_account=ChannelAccount.objects.get(), mode=Mode.AUTOPILOT)

    conversation_id = dana.asks(QUESTION)

    assert answers(conversation_id) == [PRICE]


def test_a_conversation_can_only_be_more_careful(
    api: Api, ben: Person, dana: Customer, price_list: list[Service]
) -> None:
    conversation_id = dana.asks("Добрий день")
    change_conversation(conversation_id=conversation_id, changes={"agent_mode": AgentMode.COPILOT})

    dana.asks(QUESTION)

    assert len(answers(conversation_id)) == 1
    assert [draft["text"] for draft in drafts(api, ben)] == [PRICE]


@pytest.mark.parametrize(("hour", "expected"), [(8, [PRICE]), (12, [])])
def test_it_drafts_in_opening_hours_and_answers_outside(
    hour: int, expected: list[str], dana: Customer, price_list: list[Service]
) -> None:
    AgentSettings.objects.create(mode=Mode.COPILOT, mode_when_closed=Mode.AUTOPILOT)
    OpeningHours.objects.update_or_create(
        is_default=True,
        defaults={"week": [[["10:00", "19:00"]]] * 7, "timezone": "UTC", "away_is_on": False, "holidays": []},
    )
    midnight = now().replace(hour=0, minute=0, second=0, microsecond=0)
    with time_machine.travel(midnight + timedelta(days=1, hours=hour), tick=False):
        conversation_id = dana.asks(QUESTION)

    assert answers(conversation_id) == expected


def test_it_says_nothing_where_it_is_off(dana: Customer, price_list: list[Service]) -> None:
    AgentSettings.objects.create(mode=Mode.OFF)

    conversation_id = dana.asks(QUESTION)

    assert answers(conversation_id) == []
    assert not AgentDraft.objects.exists()
    assert not Message.objects.filter(conversation=conversation_id, direction="out").exists()
