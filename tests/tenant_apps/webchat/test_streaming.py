"""A model's answer is shown while it is written, and taken back when it is not said after all."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from shared_apps.intake.drain import drain
from tenant_apps.agent import drafts, running
from tenant_apps.agent.actions import schedule_turn
from tenant_apps.agent.models import Lease, Turn
from tenant_apps.channels.adapters.webchat import client
from tenant_apps.channels.adapters.webchat.render import Nudge
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.conversations.models import Message
from tenants.entering import entered
from tenants.models import Tenant
from tests.tenant_apps.agent.model_server import ModelServer, Scripted
from tests.tenant_apps.webchat.conftest import Browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def model(settings: Any) -> Iterator[ModelServer]:
    with ModelServer() as server:
        settings.LLM_BASE_URL, settings.LLM_MODEL, settings.LLM_API_KEY = server.base_url, "tester", "sk-test"
        yield server


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The drafts that the visitor's sockets are told."""
    seen: list[str] = []

    def push(key: str, identities: object, nudge: Nudge) -> None:
        if nudge.frame and nudge.frame["type"] == "agent.delta":
            seen.append(nudge.frame["data"]["text"])

    monkeypatch.setattr(client, "push", push)
    monkeypatch.setattr(drafts, "CUSTOMERS_EVERY_S", 0.0)
    return seen


def streams(model: ModelServer, *pieces: str) -> None:
    chunks = [{"content": piece} for piece in pieces]
    lines = [_line({"choices": [{"index": 0, "delta": delta, "finish_reason": None}]}) for delta in chunks]
    lines.append(_line({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}))
    model.script.append(Scripted("".join(lines) + "data: [DONE]\n\n"))


def _line(chunk: dict[str, Any]) -> str:
    whole = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "tester", **chunk}
    return f"data: {json.dumps(whole)}\n\n"


@pytest.fixture
def ask(dana: Browser, acme: Tenant) -> Callable[[str], Turn | None]:
    def say(text: str) -> Turn | None:
        dana.says(text)
        with entered(acme):
            drain(acme.schema_name)
            message = Message.objects.get(direction="in")
            schedule_turn(conversation_id=message.conversation_id, message_ids=[message.id])
            return running.run(message.conversation_id, Lease.objects.get().version)

    return say


def test_it_shows_whole_words_as_they_come(
    model: ModelServer, told: list[str], ask: Callable[[str], Turn | None], website: ChannelAccount
) -> None:
    streams(model, "Happy ", "to hel", "p you ", "today.")

    ask("Can you help me today? That would make me happy.")

    assert told == ["Happy", "Happy to", "Happy to help you"]


def test_it_never_shows_what_may_not_be_said_and_takes_the_rest_back(
    model: ModelServer, told: list[str], ask: Callable[[str], Turn | None]
) -> None:
    streams(model, "Only today ", "199 ", "UAH, see https://evil.example ", "now.")

    ask("How much is a haircut?")

    assert told == ["Only today", ""]
