"""What people answered becomes a suggestion; nothing of the customer's own does."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from shared_apps.core.clock import now
from tenant_apps.automation.suggestions import suggest_answers
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.contacts.models import Contact
from tenant_apps.conversations.events import ConversationResolved
from tenant_apps.conversations.models import Conversation, Message
from tenant_apps.knowledge.entries.models import Suggestion
from tenant_apps.workspace.models import Workspace
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api, InTenant

LIST = "/api/knowledge-base/suggestions/"
SAID = ("Do you have parking?", "Yes, behind the house, free for two hours.")


@pytest.fixture(autouse=True)
def _inside(acme: Tenant, in_tenant: InTenant) -> Iterator[None]:
    with in_tenant(acme):
        Workspace.objects.update(phone="+380 44 123 45 67")
        yield


def resolved(
    *said: str, name: str = "Олена Коваль", sender: str = "member", phone: str = "+380671112233"
) -> None:
    """Customer and team in turns; then the conversation is resolved."""
    account, _ = ChannelAccount.objects.get_or_create(kind="telegram", name="Bot", external_id="700")
    contact = Contact.objects.create(name=name, phone=phone)
    thread = Conversation.objects.create(
        contact=contact, channel_account=account, session_started_at=now() - timedelta(hours=1)
    )
    for at, text in enumerate(said):
        is_ours = at % 2 == 1
        Message.objects.create(
            conversation=thread, channel_account=account, direction="out" if is_ours else "in", kind="text",
            text=text, sender_kind=sender if is_ours else "contact", status="sent",
            provider_at=now() - timedelta(minutes=30 - at),
        )  # fmt: skip
    suggest_answers([ConversationResolved(conversation_id=thread.id)])


def pairs() -> list[tuple[str, str]]:
    return list(Suggestion.objects.order_by("id").values_list("question", "answer"))


def test_it_suggests_what_a_person_answered() -> None:
    resolved(
        "Добрий день! Чи є у вас паркування біля салону?",
        "Вітаю, Олено! Так, за будинком, дві години безкоштовно.",
    )

    assert pairs() == [("Чи є у вас паркування біля салону?", "Так, за будинком, дві години безкоштовно.")]


@pytest.mark.parametrize(
    "said",
    [
        ("Do you have parking?", "Yes. I have written to dana@example.com about it."),
        ("Do you have parking?", "Yes, I will call you on +380 67 111 22 33."),
        ("Do you have parking?", "Yes, Olena, as for everyone."),
        ("Do you have parking?", "Your appointment is at ten, and parking is free."),
        ("Коли мій запис на манікюр?", "Записала вас на завтра о десятій."),
        ("Where is my order?", "Order #48213 is on its way to you."),
        ("Do you have parking?", "Look here: https://pay.example/x?token=abc123"),
        ("Do you have parking?", "Which day do you come?"),
        ("My number is 4111 1111 1111 1111, is that enough?", "Yes, thank you, that is all."),
        ("Thanks!", "You are welcome, come again any time."),
    ],
)  # fmt: skip
def test_it_never_suggests_what_is_one_persons(said: tuple[str, str]) -> None:
    resolved(*said, name="Olena Koval")

    assert pairs() == []


def test_it_keeps_the_business_own_number() -> None:
    resolved("How can I reach you by phone?", "Call us on +380 44 123-45-67 from nine to six.")

    assert pairs() == [("How can I reach you by phone?", "Call us on +380 44 123-45-67 from nine to six.")]


def test_it_suggests_nothing_that_the_agent_said() -> None:
    resolved(*SAID, sender="agent")

    assert pairs() == []


def test_it_counts_who_else_asked() -> None:
    resolved(*SAID)
    resolved("do you have PARKING", "Yes, in the yard.", name="Ivan Bondar", phone="+380501234567")

    [found] = Suggestion.objects.all()
    assert (found.times, found.answer) == (2, "Yes, in the yard.")


def test_one_click_makes_it_an_answer(ben: Person, api: Api) -> None:
    resolved(*SAID)
    [found] = api(ben).get(LIST).json()["results"]

    entry = api(ben).post(f"{LIST}{found['id']}/accept/", {"answer": "Yes, behind the house."}, format="json")
    again = api(ben).post(f"{LIST}{found['id']}/accept/")

    view: dict[str, Any] = entry.json()
    assert (entry.status_code, view["question"], view["answer"]) == (201, SAID[0], "Yes, behind the house.")
    assert view["origin"] == "suggested"
    assert (again.status_code, again.json()["code"]) == (409, "suggestion_settled")
    assert api(ben).get(LIST).json()["results"] == []


def test_what_was_dismissed_does_not_come_back(ben: Person, cleo: Person, mallory: Person, api: Api) -> None:
    resolved(*SAID)
    [found] = api(ben).get(LIST).json()["results"]
    path = f"{LIST}{found['id']}/dismiss/"

    refused = [api(cleo).post(path).status_code, api(mallory).post(path).status_code]
    done = api(ben).post(path).status_code
    resolved(*SAID, name="Ivan Bondar")

    assert (refused, done) == ([403, 404], 204)
    assert api(ben).get(LIST).json()["results"] == []
    assert pairs() == [("", "")]
