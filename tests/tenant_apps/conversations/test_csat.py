"""Satisfaction: asked once after a person's help, answered by a button or a digit."""

from typing import Any

import pytest

from shared_apps.core.clock import now
from tenant_apps.contacts.models import Contact
from tenant_apps.conversations.csat.actions import ask, note_answer
from tenant_apps.conversations.csat.models import CsatRequest, CsatSettings
from tenant_apps.conversations.csat.ratings import score_of
from tenant_apps.conversations.csat.selectors import is_rating
from tenant_apps.conversations.models import Conversation, Message
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api
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
    assert api(ada).get(f"{PATH}summary/").json() == {
        "asked": 1,
        "answered": 1,
        "average": 4.0,
        "satisfied": 1,
        "scores": {"1": 0, "2": 0, "3": 0, "4": 1, "5": 0},
    }


def test_owners_set_it_up_and_neighbours_do_not(
    inside: Tenant, ada: Person, ben: Person, cleo: Person, mallory: Person, acme: Tenant, api: Api
) -> None:
    body = {"is_on": True, "channels": [], "question_en": "", "question_uk": "Як вам?"}

    assert api(ada).put(f"{PATH}settings/", body).json() == body
    assert [api(who).put(f"{PATH}settings/", body).status_code for who in (ben, cleo)] == [403, 403]
    assert api(mallory, at=acme).put(f"{PATH}settings/", body).status_code == 404
    assert api(mallory, at=acme).get(PATH).status_code == 404
