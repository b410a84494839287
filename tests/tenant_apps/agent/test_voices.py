"""The agent answers what was said in a voice message."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tenant_apps.agent.models import AgentSettings
from tenant_apps.agent.selectors import utterances
from tenant_apps.agent.usage.models import AgentCall
from tenant_apps.automation.subscribers import answer_voices
from tenant_apps.conversations.models import AgentMode, Attachment, Conversation, Message
from tenant_apps.conversations.transcripts.events import TranscriptSettled
from tenant_apps.conversations.transcripts.models import Transcript
from tenant_apps.workspace.models import Service
from tests.tenant_apps.agent.conftest import Customer, answers


def settled(customer: Customer, words: str) -> None:
    """The words of the newest voice message are there, and automation hears of it."""
    attachment = Attachment.objects.latest("id")
    Transcript.objects.create(attachment=attachment, state="ready", text=words)
    message = Message.objects.get(id=attachment.message_id)
    with customer.capture() as callbacks:
        answer_voices(
            [
                TranscriptSettled(
                    message_id=message.id, conversation_id=message.conversation_id, is_ready=bool(words)
                )
            ]
        )
    customer.tasks += callbacks


@pytest.mark.usefixtures("price_list")
def test_it_answers_a_voice_message_by_its_words(dana: Customer) -> None:
    thread = dana.writes("", kind="voice_note")
    settled(dana, "Скільки коштує жіноча стрижка?")

    dana.lets_time_pass()

    [answer] = answers(thread)
    assert "700" in answer


def test_it_waits_for_a_person_while_there_are_no_words(dana: Customer, price_list: list[Service]) -> None:
    thread = dana.writes("", kind="voice_note")
    settled(dana, "")

    dana.lets_time_pass()

    assert answers(thread) == []


def test_it_leaves_a_voice_message_to_the_person_who_took_over(
    dana: Customer, price_list: list[Service]
) -> None:
    thread = dana.writes("", kind="voice_note")
    Conversation.objects.filter(id=thread).update(agent_mode=AgentMode.OFF)
    settled(dana, "Скільки коштує жіноча стрижка?")

    dana.lets_time_pass()

    assert answers(thread) == []


@pytest.mark.usefixtures("price_list")
def test_it_remembers_what_was_said_before(dana: Customer) -> None:
    thread = dana.writes("", kind="voice_note")
    Conversation.objects.update(session_started_at="2020-01-01T00:00:00Z")
    settled(dana, "Мене звати Дана")

    assert [said.text for said in utterances(thread)] == ["Мене звати Дана"]


@pytest.fixture
def speaks(world: httpx.Client, settings: Any, dana: Customer) -> Iterator[httpx.Client]:
    """The owner wants voice messages to be answered by voice."""
    settings.SPEECH_BASE_URL = f"{str(world.base_url).rstrip('/')}/openai/v1"
    settings.SPEECH_MODEL, settings.SPEECH_API_KEY = "sandbox-voice", "sk-test"
    AgentSettings.objects.create(speaks=True, voice="nova")
    yield world
    world.delete("/control/faults/")


@pytest.mark.usefixtures("price_list", "speaks")
def test_it_answers_a_voice_message_by_voice(dana: Customer) -> None:
    thread = dana.writes("", kind="voice_note")
    settled(dana, "Скільки коштує жіноча стрижка?")

    dana.lets_time_pass()

    [message] = Message.objects.filter(conversation=thread, direction="out", private=False)
    note = message.attachments.get()
    assert (message.kind, message.text, note.is_voice, note.content_type) == ("audio", "", True, "audio/ogg")
    assert note.transcript.text == "Стрижка жіноча — 700 грн, 60 хв."
    assert AgentCall.objects.get().feature == "speech"


@pytest.mark.usefixtures("price_list")
def test_it_writes_when_the_voice_fails(dana: Customer, speaks: httpx.Client) -> None:
    speaks.post("/control/faults/", json={"platform": "openai", "kind": "http_500"})
    thread = dana.writes("", kind="voice_note")
    settled(dana, "Скільки коштує жіноча стрижка?")

    dana.lets_time_pass()

    assert answers(thread) == ["Стрижка жіноча — 700 грн, 60 хв."]


@pytest.mark.usefixtures("price_list", "speaks")
def test_it_writes_to_who_writes(dana: Customer) -> None:
    assert answers(dana.asks("Скільки коштує жіноча стрижка?")) == ["Стрижка жіноча — 700 грн, 60 хв."]
