"""Give the conversation to a person."""

from collections.abc import Mapping
from typing import Any

from tenant_apps.agent.tools.tool import Found, Tool, text_argument


def run(arguments: Mapping[str, Any]) -> Found:
    reason = text_argument(arguments, "reason")
    summary = text_argument(arguments, "summary") if arguments.get("summary") else ""
    return Found({"status": "A person takes over."}, hand_off_reason=reason, hand_off_summary=summary)


TOOL = Tool(
    name="hand_off",
    description=(
        "Give the conversation to a person: the customer asks for one, complains, wants to book or change a booking, "
        "or the documents do not answer the question."
    ),
    run=run,
    properties={
        "reason": {"type": "string", "description": "Why, in one sentence for the team."},
        "summary": {
            "type": "string",
            "description": "For the team: what the customer wants, what they were told, what is open. Two sentences.",
        },
    },
    is_always_on=True,
)
