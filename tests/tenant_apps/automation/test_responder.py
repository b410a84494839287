"""Who answers a customer: decided in one place, from the conversation and the message alone."""

from typing import Any

import pytest

from tenant_apps.agent.models import Mode
from tenant_apps.automation.responder import Responder, who_answers
from tenant_apps.contacts.models import Contact
from tenant_apps.conversations.models import Conversation, Direction, Message

WRITTEN = {"direction": Direction.IN, "kind": "text", "text": "Hi"}


@pytest.mark.parametrize(
    ("mode", "message", "answers"),
    [
        (Mode.AUTOPILOT, {}, Responder.AGENT),
        (Mode.AUTOPILOT, {"kind": "button_reply"}, Responder.AGENT),
        (Mode.COPILOT, {}, Responder.DRAFTER),
        (Mode.COPILOT, {"kind": "image", "text": ""}, Responder.PERSON),
        (Mode.OFF, {}, Responder.PERSON),
        (Mode.AUTOPILOT, {"kind": "image", "text": ""}, Responder.PERSON),
        (Mode.AUTOPILOT, {"text": " "}, Responder.PERSON),
        (Mode.AUTOPILOT, {"direction": Direction.OUT}, Responder.NOBODY),
        (Mode.AUTOPILOT, {"kind": "system", "text": "Came through the ad."}, Responder.NOBODY),
        (Mode.AUTOPILOT, {"payload": {"standby": True}}, Responder.NOBODY),
    ],
)
def test_it_decides_who_answers(mode: Mode, message: dict[str, Any], answers: Responder) -> None:
    chosen = who_answers(
        Conversation(contact=Contact()),
        Message(**{**WRITTEN, **message}),
        mode=mode,
    )

    assert chosen == answers
