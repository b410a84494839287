"""How the body of a wish ("this customer does that") is read, the same on every platform; raises Refused."""

from typing import Any

from sandbox.customers import Customer
from sandbox.messages import Message
from sandbox.web import Refused
from sandbox.world import World


def an_object(value: Any, name: str) -> dict[str, Any]:
    """Return a copy of the object called `name`."""
    if not isinstance(value, dict):
        raise Refused(f"“{name}” must be an object.")
    return dict(value)


def a_string(value: Any, name: str, *, limit: int = 1000) -> str:
    """Return the string called `name`, of 1 to `limit` characters."""
    if not isinstance(value, str) or not 1 <= len(value) <= limit:
        raise Refused(f"“{name}” must be a string of 1 to {limit} characters.")
    return value


def a_reaction(value: Any) -> dict[str, Any]:
    """Return {emoji, message} of an emoji alone or an object; platforms' own word for `message` is `message_id`."""
    wanted = {"emoji": value} if isinstance(value, str) else an_object(value, "reaction")
    return {**wanted, "message": wanted.get("message", wanted.get("message_id"))}


def target_of(world: World, customer: Customer, message_id: Any, latest_from: str) -> Message:
    """Return the message acted on: the one with that id, or (None) the latest of that direction."""
    if message_id is None:
        thread = world.messages.thread(customer.id)
        mine = [m for m in thread if m.direction == latest_from and not m.deleted and m.kind != "comment"]
        if not mine:
            raise Refused("There is no message to act on yet.")
        return mine[-1]
    message = world.messages.find(str(message_id))
    if message is None or message.customer != customer.id:
        raise Refused("“message” is not the id of a message in this thread.")
    return message
