"""One thing a customer says on WhatsApp, and how control bodies are read."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.customers import Customer
from sandbox.messages import Message
from sandbox.world import World


@dataclass(frozen=True, slots=True)
class Spoken:
    """One thing said. `wire` has `type` and its object; no bubble means it changes an older message.

    `field` is the webhook field; `beside` stands in the value next to the messages; a system message has no contacts
    and comes from the number the person had before. `shown` replaces what the phone draws.
    """

    wire: dict[str, Any]
    text: str = ""
    kind: str = ""
    has_bubble: bool = True
    target: Message | None = None
    field: str = "messages"
    beside: dict[str, Any] = dataclasses.field(default_factory=dict)
    is_system: bool = False
    shown: dict[str, Any] = dataclasses.field(default_factory=dict)


Speaker = Callable[[World, Customer, Any], Spoken]
