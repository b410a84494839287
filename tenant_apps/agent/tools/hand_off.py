"""Give the conversation to a person."""

from collections.abc import Mapping
from typing import Any

from tenant_apps.agent.tools.tool import Found, Tool, text_argument


def run(arguments: Mapping[str, Any]) -> Found:
    reason = text_argument(arguments, "reason")
    return Found({"status": "A person takes over."}, hand_off_reason=reason)


TOOL = Tool(
    name="hand_off",
    description=(
        "Give the conversation to a person: the customer asks for one, complains, wants to book or change a booking, "
        "or the documents do not answer the question."
    ),
    run=run,
    properties={"reason": {"type": "string", "description": "Why, in one sentence for the team."}},
)
