"""Satisfaction: asked once after a person's help, answered by a button, a digit, or on a page."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from shared_apps.core.clock import now
from tenant_apps.contacts.models import Contact
from tenant_apps.conversations.csat.actions import ask, note_answer
from tenant_apps.conversations.csat.models import CsatRequest, CsatSettings
from tenant_apps.conversations.csat.ratings import score_of
from tenant_apps.conversations.csat.selectors import is_rating
from tenant_apps.conversations.csat.subscribers import take_back_questions
from tenant_apps.conversations.events import ConversationOpened
from tenant_apps.conversations.models import Conversation, Message
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Anonymous, Api
from tests.tenant_apps.conversations.conftest import NOW

PATH = "/api/csat/"


def write(thread: Conversation, text: str, direction: str = "in", **fields: Any) -> Message:
    kind = "contact" if direction == "in" else "member"
    values = {"sender_kind": kind, "kind": "text", "status": "sent", "provider_at": now(), **fields}
    return Message.objects.create(
        conversation=thread, channel_account=thread.channel_account, direction=direction, text=text, **values
    )


@pytest.fixture
def resolved(thread: Conversation, ben: Person) -> Conversation:
    CsatSettings.objects.create(is_on=True)
    Conversation.objects.update(
        status="resolved", session_started_at=NOW, assignee=ben.member, last_message_at=NOW
    )
    write(thread, "450", "out")
    return thread


@pytest.mark.parametrize(
    ("text", "payload", "score"),
    [
        ("5", {}, 5),
        (" 4. ", {}, 4),
        ("😍 5", {"reply": {"id": "csat:5"}}, 5),
        ("", {"reply": {"id": "csat:2"}}, 2),
        ("", {"reply": {"id": "csat:9"}}, None),
        ("6", {}, None),
        ("50", {}, None),
        ("at 5 please", {}, None),
        ("о 5 годині", {}, None),
        ("", {}, None),
    ],
)
def test_it_reads_a_score(text: str, payload: dict[str, Any], score: int | None) -> None:
    assert score_of(text, payload) == score


def test_it_asks_once(resolved: Conversation, ben: Person) -> None:
    request = ask(conversation_id=resolved.id)

    assert request is not None
    assert request.member_id == ben.member.id
    question = Message.objects.latest("id")
    assert question.sender_kind == "system"
    assert "5" in question.text
    assert ask(conversation_id=resolved.id) is None
    assert CsatRequest.objects.count() == 1


def test_a_question_waits_for_second_thoughts(resolved: Conversation, ben: Person, api: Api) -> None:
    ask(conversation_id=resolved.id)
    assert Message.objects.latest("id").due_at is not None

    api(ben).patch(f"/api/conversations/{resolved.id}/", {"status": "open"})
    take_back_questions([ConversationOpened(conversation_id=resolved.id, by=ben.member.id)])

    assert not CsatRequest.objects.exists()
    assert not Message.objects.filter(sender_kind="system").exists()


def test_a_question_that_is_out_stays(resolved: Conversation) -> None:
    ask(conversation_id=resolved.id)
    Message.objects.filter(sender_kind="system").update(status="sent")

    take_back_questions([ConversationOpened(conversation_id=resolved.id)])

    assert CsatRequest.objects.count() == Message.objects.filter(sender_kind="system").count() == 1


def test_it_asks_nobody_without_a_reason(resolved: Conversation) -> None:
    Contact.objects.update(blocked_at=NOW)
    assert ask(conversation_id=resolved.id) is None
    Contact.objects.update(blocked_at=None)

    Conversation.objects.update(status="open")
    assert ask(conversation_id=resolved.id) is None
    Conversation.objects.update(status="resolved")

    CsatSettings.objects.update(is_on=False)
    assert ask(conversation_id=resolved.id) is None
    CsatSettings.objects.update(is_on=True)

    Message.objects.filter(direction="out").delete()
    assert ask(conversation_id=resolved.id) is None
    assert not CsatRequest.objects.exists()


def test_a_score_is_noted_and_the_conversation_stays_resolved(resolved: Conversation) -> None:
    ask(conversation_id=resolved.id)
    Conversation.objects.update(status="pending")
    answer = write(resolved, "5")

    assert is_rating(answer)
    noted = note_answer(message_id=answer.id)

    assert noted is not None
    assert noted.score == 5
    resolved.refresh_from_db()
    assert resolved.status == "resolved"
    assert Message.objects.latest("id").text.startswith("Thank you!")


def test_the_words_after_a_score_are_its_reason(resolved: Conversation) -> None:
    ask(conversation_id=resolved.id)
    note_answer(message_id=write(resolved, "2").id)

    reason = write(resolved, "Waited too long")
    note_answer(message_id=reason.id)

    assert not is_rating(reason)
    assert CsatRequest.objects.get().comment == "Waited too long"


def test_a_digit_that_was_not_asked_for_is_a_message(thread: Conversation) -> None:
    message = write(thread, "5")

    assert not is_rating(message)
    assert note_answer(message_id=message.id) is None


def test_it_lists_and_sums_up(resolved: Conversation, ada: Person, ben: Person, api: Api) -> None:
    ask(conversation_id=resolved.id)
    note_answer(message_id=write(resolved, "4").id)

    [row] = api(ben).get(PATH).json()["results"]

    assert (row["score"], row["contact"]["name"], row["member"]["name"]) == (4, "Dana Koval", "Ben")
    assert len(api(ben).get(f"{PATH}?is_answered=true").json()["results"]) == 1
    assert api(ben).get(f"{PATH}?is_answered=false").json()["results"] == []
    assert api(ada).get(f"{PATH}summary/").json() == {
        "asked": 1,
        "answered": 1,
        "average": 4.0,
        "satisfied": 1,
        "scores": {"1": 0, "2": 0, "3": 0, "4": 1, "5": 0},
    }


@pytest.fixture
def link(resolved: Conversation) -> str:
    """The API's address behind the link that Dana got."""
    ask(conversation_id=resolved.id)
    return f"{PATH}rate/{Message.objects.latest('id').text.rpartition('/rate/')[2]}/"


def test_a_customer_rates_on_a_page_of_their_own_and_thinks_again(
    link: str, acme: Tenant, resolved: Conversation, anonymous: Anonymous
) -> None:
    dana = anonymous(acme)

    assert dana.get(link).json() | {"open_until": ""} == {
        "business": "Acme", "language": "en", "score": None, "comment": "", "is_open": True, "open_until": "",
    }  # fmt: skip
    first = dana.put(link, {"score": 2, "comment": " Waited too long "}).json()
    again = dana.put(link, {"score": 4, "comment": ""}).json()

    assert (first["score"], first["comment"], first["is_open"]) == (2, "Waited too long", True)
    assert (again["score"], again["comment"]) == (4, "")
    assert CsatRequest.objects.values_list("score", "comment").get() == (4, "")
    notes = Message.objects.filter(private=True).order_by("id").values_list("text", flat=True)
    assert list(notes) == [
        "The customer rated the service: 🙁 2 of 5.\nWaited too long",
        "The customer rated the service: 🙂 4 of 5.",
    ]
    resolved.refresh_from_db()
    assert resolved.status == "resolved"


def test_the_team_is_told_of_a_score_once(link: str, acme: Tenant, anonymous: Anonymous) -> None:
    dana = anonymous(acme)
    dana.put(link, {"score": 5})

    dana.put(link, {"score": 5, "comment": "Lovely"})

    assert CsatRequest.objects.get().comment == "Lovely"
    assert Message.objects.filter(private=True).count() == 1


@pytest.mark.parametrize("score", [0, 6, "much", None])
def test_a_score_that_there_is_none_of_changes_nothing(
    score: object, link: str, acme: Tenant, anonymous: Anonymous
) -> None:
    assert anonymous(acme).put(link, {"score": score}).status_code == 400
    assert CsatRequest.objects.get().score is None


@pytest.mark.parametrize("token", ["x", "A" * 38, "%00", "é" * 30])
def test_a_forged_link_leads_nowhere(token: str, link: str, acme: Tenant, anonymous: Anonymous) -> None:
    answers = [
        anonymous(acme).get(f"{PATH}rate/{token}/"),
        anonymous(acme).put(f"{PATH}rate/{token}/", {"score": 5}),
        anonymous(acme).put(f"{link[:-2]}{'A' if link[-2] != 'A' else 'B'}/", {"score": 5}),
    ]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [
        (404, "rating_unknown")
    ] * 3
    assert CsatRequest.objects.get().score is None


def test_a_neighbours_host_does_not_know_the_link(link: str, globex: Tenant, anonymous: Anonymous) -> None:
    assert anonymous(globex).get(link).json()["code"] == "rating_unknown"


def test_a_link_that_nobody_used_for_two_weeks_says_so(
    link: str, acme: Tenant, anonymous: Anonymous, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(days=14, minutes=1))

    assert [anonymous(acme).get(link).status_code, anonymous(acme).put(link, {"score": 5}).status_code] == [
        410,
        410,
    ]
    assert anonymous(acme).get(link).json()["code"] == "rating_expired"
    assert CsatRequest.objects.get().score is None


def test_a_rating_can_be_read_but_not_changed_after_a_day(
    link: str, acme: Tenant, anonymous: Anonymous, clock: time_machine.Traveller
) -> None:
    anonymous(acme).put(link, {"score": 5, "comment": "Lovely"})
    clock.shift(timedelta(hours=24, minutes=1))

    shown = anonymous(acme).get(link).json()
    refused = anonymous(acme).put(link, {"score": 1})

    assert (shown["score"], shown["is_open"]) == (5, False)
    assert (refused.status_code, refused.json()["code"]) == (410, "rating_expired")
    assert CsatRequest.objects.get().score == 5


def test_owners_set_it_up_and_neighbours_do_not(
    inside: Tenant, ada: Person, ben: Person, cleo: Person, mallory: Person, acme: Tenant, api: Api
) -> None:
    body = {"is_on": True, "channels": [], "question_en": "", "question_uk": "Як вам?"}

    assert api(ada).put(f"{PATH}settings/", body).json() == body
    assert [api(who).put(f"{PATH}settings/", body).status_code for who in (ben, cleo)] == [403, 403]
    assert api(mallory, at=acme).put(f"{PATH}settings/", body).status_code == 404
    assert api(mallory, at=acme).get(PATH).status_code == 404
