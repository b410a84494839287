"""What customers ask most, and what nobody could answer them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from shared_apps.core.clock import now
from tenant_apps.agent.leaderboard.grouping import Asked, groups
from tenant_apps.agent.models import Turn
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.contacts.models import Contact
from tenant_apps.conversations.models import Conversation
from tenant_apps.team.models import Member, Sees, Team
from tests.cast import Person
from tests.conftest import Api

BOARD = "/api/agent/questions/"


def asked(text: str, *, intent: str = "other", is_answered: bool = True) -> Asked:
    return Asked(uuid4(), uuid4(), text, intent, is_answered, now())


def test_it_puts_together_what_asks_the_same_in_other_words() -> None:
    found = groups(
        [
            asked("Скільки коштує манікюр?", intent="pricing"),
            asked("ціна на манікюр", intent="pricing"),
            asked("Почім манікюр?", intent="pricing"),
            asked("Скільки коштує педикюр?", intent="pricing"),
            asked("Чи є у вас парковка?"),
            asked("Є парковка поруч?", is_answered=False),
        ]
    )

    assert [(len(group.asked), group.unanswered) for group in found] == [(3, 0), (2, 1), (1, 0)]


def test_it_keeps_apart_what_only_sounds_alike() -> None:
    found = groups([asked("Do you have parking?"), asked("Do you have gift cards?")])

    assert len(found) == 2


@pytest.fixture
def thread(inside: object) -> Conversation:
    account = ChannelAccount.objects.create(kind="telegram", name="Bot", external_id="1")
    return Conversation.objects.create(contact=Contact.objects.create(name="Dana"), channel_account=account)


def turn(thread: Conversation | None, question: str, outcome: str, **more: Any) -> Turn:
    return Turn.objects.create(conversation=thread, question=question, outcome=outcome, **more)


@pytest.mark.django_db
def test_it_counts_what_was_answered_and_what_was_not(api: Api, ada: Person, thread: Conversation) -> None:
    turn(thread, "Do you have parking?", "handed_off")
    turn(thread, "Is there a parking?", "sent")
    turn(thread, "I want to speak to a person", "handed_off")
    turn(thread, "You ruined my hair!", "handed_off", intent="complaint")
    turn(thread, "Запишіть мене на манікюр завтра о десятій", "sent", intent="appointment")
    turn(None, "Do you have parking?", "handed_off")

    shown = api(ada).get(BOARD).json()

    row = shown["results"][0]
    assert (shown["asked"], shown["unanswered"], len(shown["results"])) == (2, 1, 1)
    assert (row["asked"], row["answered"], row["unanswered"], row["is_answered_now"]) == (2, 1, 1, True)
    assert row["conversations"] == [str(thread.id)]
    assert api(ada).get("/api/chat/question-leaderboard/").json() == shown


@pytest.mark.django_db
def test_it_shows_only_what_is_open_and_recent_when_asked_to(
    api: Api, ada: Person, thread: Conversation
) -> None:
    turn(thread, "Do you have parking?", "handed_off", created_at=now() - timedelta(days=40))
    turn(thread, "Where are you?", "sent")
    turn(thread, "Do you sell gift cards?", "handed_off")

    shown = api(ada).get(f"{BOARD}?unanswered=true").json()

    assert [row["question"] for row in shown["results"]] == ["Do you sell gift cards?"]


@pytest.mark.django_db
def test_a_restricted_member_reads_their_own_customers_only(
    api: Api, ben: Person, thread: Conversation
) -> None:
    turn(thread, "Do you have parking?", "handed_off")
    Conversation.objects.filter(id=thread.id).update(team=Team.objects.create(name="Hair"))
    Member.objects.filter(id=ben.member.id).update(sees=Sees.TEAM)

    assert api(ben).get(BOARD).json()["results"] == []


@pytest.mark.django_db
def test_it_refuses_a_span_that_is_none(api: Api, ada: Person, thread: Conversation) -> None:
    assert api(ada).get(f"{BOARD}?days=0").status_code == 400
