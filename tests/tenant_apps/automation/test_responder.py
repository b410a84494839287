"""Who answers a customer: decided in one place, from the conversation and the message alone."""

from typing import Any

import pytest

from tenant_apps.automation.responder import Responder, who_answers
from tenant_apps.contacts.models import Contact
from tenant_apps.conversations.models import AgentMode, Conversation, Direction, Message

WRITTEN = {"direction": Direction.IN, "kind": "text", "text": "Hi"}


@pytest.mark.parametrize(
    ("mode", "message", "agent_is_on", "answers"),
    [
        (AgentMode.AUTOPILOT, {}, True, Responder.AGENT),
        (AgentMode.AUTOPILOT, {"kind": "button_reply"}, True, Responder.AGENT),
        (AgentMode.OFF, {}, True, Responder.PERSON),
        (AgentMode.OFF, {}, False, Responder.PERSON),
        (AgentMode.AUTOPILOT, {}, False, Responder.PERSON),
        (AgentMode.AUTOPILOT, {"kind": "image", "text": ""}, True, Responder.PERSON),
        (AgentMode.AUTOPILOT, {"text": " "}, True, Responder.PERSON),
        (AgentMode.AUTOPILOT, {"direction": Direction.OUT}, True, Responder.NOBODY),
        (AgentMode.AUTOPILOT, {"kind": "system", "text": "Came through the ad."}, True, Responder.NOBODY),
        (AgentMode.AUTOPILOT, {"payload": {"standby": True}}, True, Responder.NOBODY),
    ],
)
def test_it_decides_who_answers(
    mode: AgentMode, message: dict[str, Any], agent_is_on: bool, answers: Responder
) -> None:
    chosen = who_answers(
        Conversation(agent_mode=mode, contact=Contact()),
        Message(**{**WRITTEN, **message}),
        agent_is_on=agent_is_on,
    )

    assert chosen == answers
