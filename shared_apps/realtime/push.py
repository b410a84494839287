"""Send frames to those of the current tenant who have the inbox open and may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import msgspec
from channels.layers import get_channel_layer
from django.conf import settings
from django.db import transaction
from redis import Redis

from shared_apps.core.keys import PUBLIC, group_name, schema
from shared_apps.realtime.audience import Audience, packed

INBOX = "inbox"
MEMBER = "member"
LOOKING = "looking"
PERSON = "person"
DOORS = "doors"


@dataclass(frozen=True, slots=True)
class Frame:
    """What a client applies: `data` is the whole entity as the API shows it, `rev` its version.

    `audience` says whose sockets get it; None is everyone's.
    """

    type: str
    data: Any
    rev: int | None = None
    audience: Audience | None = None


def encode(fact_id: int | None, frame: Frame) -> str:
    return msgspec.json.encode(
        {"id": fact_id, "type": frame.type, "rev": frame.rev, "data": frame.data}
    ).decode()


def inbox_group(schema_name: str) -> str:
    return group_name(schema_name, INBOX)


def member_group(schema_name: str, member_id: object) -> str:
    return group_name(schema_name, MEMBER, member_id)


def doors_group(schema_name: str) -> str:
    """Return the group of everything that is open in a tenant: its members' sockets and its visitors'."""
    return group_name(schema_name, DOORS)


def person_group(user_id: object) -> str:
    """Return the group of everything that a person has open, in whichever workspace."""
    return group_name(PUBLIC, PERSON, user_id)


def looking_group(schema_name: str, conversation_id: object) -> str:
    return group_name(schema_name, LOOKING, conversation_id)


def event(frames: Sequence[tuple[int | None, Frame]]) -> dict[str, Any]:
    """Return `frames` as one message of the channel layer: each serialised once, beside whom it is for."""
    message: dict[str, Any] = {
        "type": "frames",
        "texts": [encode(fact_id, frame) for fact_id, frame in frames],
    }
    if any(frame.audience for _, frame in frames):
        message["audiences"] = [packed(frame.audience) for _, frame in frames]
    return message


def push(frames: Sequence[tuple[int | None, Frame]]) -> None:
    """Push `frames` in one message to the tenant's sockets."""
    if frames:
        publish(inbox_group(schema()), {**event(frames), "schema": schema()})


def push_ephemeral(type: str, data: Any, audience: Audience | None = None) -> None:
    """Push what is never stored: the agent's state, presence, the progress of a job."""
    push([(None, Frame(type, data, audience=audience))])


def push_to_viewers(conversation_id: object, type: str, data: Any) -> None:
    """Push what matters to those who look at this conversation only: typing, streamed text."""
    publish(looking_group(schema(), conversation_id), event([(None, Frame(type, data))]))


def refresh_sight(member_id: object) -> None:
    """Let a member's open sockets ask anew what they may see; call after the change has committed."""
    publish(member_group(schema(), member_id), {"type": "sight"})


def end_sockets(user_id: object, credentials: Sequence[str]) -> None:
    """Close, once this transaction holds, what a person has open by these credentials, as `session:<id>`."""
    if credentials:
        message = {"type": "ended", "credentials": list(credentials)}
        transaction.on_commit(lambda: publish(person_group(user_id), message), robust=True)


def close_sockets(schema_name: str, code: int) -> None:
    """Close, once this transaction holds, everything that is open in a tenant, with this close code."""
    message = {"type": "closing", "code": code}
    transaction.on_commit(lambda: publish(doors_group(schema_name), message), robust=True)


def dismiss(member_id: object) -> None:
    """Close, once this transaction holds, every socket of somebody who is no member of this workspace any more."""
    group = member_group(schema(), member_id)
    transaction.on_commit(lambda: publish(group, {"type": "dismissed"}), robust=True)


@lru_cache(maxsize=1)
def connection() -> "Redis":
    return Redis.from_url(settings.REDIS_URL, socket_timeout=5, health_check_interval=30)


def is_watched() -> bool:
    """Return whether anything is open in the tenant, in whichever process: an inbox or a visitor's chat.

    Sockets join the group of doors before they read the cursor, so one that comes right after a "no" reads what
    committed before it.
    """
    [(_, listeners)] = connection().pubsub_numsub(_channel(doors_group(schema())))
    return bool(listeners)


def publish(group: str, message: dict[str, Any]) -> None:
    """Send `message` to the sockets of a channel-layer group, as the layer itself does.

    Its own `group_send` belongs to an event loop; from a thread every call would open a loop and a connection.
    """
    connection().publish(_channel(group), get_channel_layer().serialize(message))


def _channel(group: str) -> str:
    """Return the Valkey channel that the layer listens to for a group."""
    prefix = settings.CHANNEL_LAYERS["default"]["CONFIG"]["prefix"]  # type: ignore[index]  # a dict of ours
    return f"{prefix}__group__{group}"
