"""One thing a customer says on WhatsApp, and how control bodies are read."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.customers import Customer
from sandbox.messages import Message
from sandbox.web import Refused
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


def target_of(world: World, customer: Customer, wanted: dict[str, Any], latest_from: str) -> Message:
    """Return the message acted on: the named one, or the latest of that direction."""
    message_id = wanted.get("message") or wanted.get("message_id")
    if message_id is None:
        mine = [m for m in world.messages.thread(customer.id) if m.direction == latest_from and not m.deleted]
        if not mine:
            raise Refused("There is no message to act on yet.")
        return mine[-1]
    message = world.messages.find(str(message_id))
    if message is None or message.customer != customer.id:
        raise Refused("“message” is not the id of a message in this thread.")
    return message


def an_object(value: Any, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Refused(f"“{name}” must be an object.")
    return dict(value)


def a_string(value: Any, name: str, *, limit: int = 1000) -> str:
    if not isinstance(value, str) or not 1 <= len(value) <= limit:
        raise Refused(f"“{name}” must be a string of 1 to {limit} characters.")
    return value
