"""What a tool is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tenant_apps.knowledge.selectors import Passage


@dataclass(frozen=True)
class Found:
    """What a tool brought: `content` for the model, and what the planner has to know of it."""

    content: dict[str, Any]
    passages: tuple[Passage, ...] = ()
    hand_off_reason: str = ""
    hand_off_summary: str = ""
    # Photos that may be sent with the answer, best first.
    photos: tuple[UUID, ...] = ()


class BadArguments(Exception):
    """The model called a tool with arguments that do not fit; it is told so and may try again."""


@dataclass(frozen=True)
class Tool:
    """`properties` is the JSON schema of each argument, all of them required and text.

    Owners may switch off what is not `is_always_on`.
    """

    name: str
    description: str
    run: Callable[[Mapping[str, Any]], Found]
    properties: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    is_always_on: bool = False

    def schema(self) -> dict[str, Any]:
        """Return the tool in OpenAI's strict form."""
        parameters = {
            "type": "object",
            "properties": {name: dict(rule) for name, rule in self.properties.items()},
            "required": list(self.properties),
            "additionalProperties": False,
        }
        function = {
            "name": self.name,
            "description": self.description,
            "parameters": parameters,
            "strict": True,
        }
        return {"type": "function", "function": function}


def text_argument(arguments: Mapping[str, Any], name: str) -> str:
    """Return a text argument cut to a sane length; raises BadArguments."""
    value = arguments.get(name)
    if not isinstance(value, str) or not value.strip():
        raise BadArguments(f"Give '{name}' as text.")
    return value.strip()[:500]
