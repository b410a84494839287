"""The message outside opening hours."""

from typing import Any

import pytest

from tenant_apps.contacts.models import Contact
from tenant_apps.conversations.away.actions import tell_away
from tenant_apps.conversations.models import Conversation, Message
from tenant_apps.workspace.models import OpeningHours
from tests.tenant_apps.conversations.conftest import NOW


@pytest.fixture
def closed(thread: Conversation) -> OpeningHours:
    return OpeningHours.objects.create(
        is_default=True,
        week=[[]] * 7,
        away_is_on=True,
        away_text_en="We are closed.",
        away_text_uk="Зачинено.",
    )


def ask(thread: Conversation) -> Message | None:
    return tell_away(
        conversation_id=thread.id, message_id=Message.objects.filter(direction="in").latest("created_at").id
    )


@pytest.mark.parametrize(
    ("language", "text"), [("uk", "Зачинено."), ("", "We are closed."), ("de", "We are closed.")]
)
def test_it_tells_in_the_customers_language(
    thread: Conversation, closed: OpeningHours, language: str, text: str
) -> None:
    Contact.objects.update(language=language)

    sent = ask(thread)

    assert sent is not None
    assert (sent.text, sent.sender_kind, sent.status, sent.private) == (text, "system", "queued", False)
    thread.refresh_from_db()
    assert thread.agent_mode == "autopilot"


def test_it_tells_once_a_session(thread: Conversation, closed: OpeningHours) -> None:
    assert (ask(thread) is not None, ask(thread)) == (True, None)

    Conversation.objects.update(session_started_at=NOW)

    assert ask(thread) is not None


@pytest.mark.parametrize(
    ("of_message", "of_contact", "of_hours"),
    [
        ({"payload": {"auto_reply": True}}, {}, {}),
        ({"direction": "out"}, {}, {}),
        ({}, {"blocked_at": NOW}, {}),
        ({}, {}, {"away_is_on": False}),
        ({}, {}, {"away_text_en": "", "away_text_uk": " "}),
        ({}, {}, {"week": [[["00:00", "24:00"]]] * 7}),
    ],
)
def test_it_keeps_still(
    thread: Conversation,
    closed: OpeningHours,
    of_message: dict[str, Any],
    of_contact: dict[str, Any],
    of_hours: dict[str, Any],
) -> None:
    message = Message.objects.get()
    Message.objects.filter(id=message.id).update(**of_message)
    Contact.objects.update(**of_contact)
    OpeningHours.objects.update(**of_hours)

    assert tell_away(conversation_id=thread.id, message_id=message.id) is None
    assert Message.objects.count() == 1


def test_without_a_timetable_somebody_is_always_there(thread: Conversation) -> None:
    assert ask(thread) is None
