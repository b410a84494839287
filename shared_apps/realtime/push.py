"""Send frames to everyone of the current tenant who has the inbox open."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import msgspec
from channels.layers import get_channel_layer
from django.conf import settings
from redis import Redis

from shared_apps.core.keys import group_name, schema

INBOX = "inbox"


@dataclass(frozen=True, slots=True)
class Frame:
    """What a client applies: `data` is the whole entity as the API shows it, `rev` its version."""

    type: str
    data: Any
    rev: int | None = None


def encode(fact_id: int | None, frame: Frame) -> str:
    return msgspec.json.encode(
        {"id": fact_id, "type": frame.type, "rev": frame.rev, "data": frame.data}
    ).decode()


def inbox_group(schema_name: str) -> str:
    return group_name(schema_name, INBOX)


def push(frames: Sequence[tuple[int | None, Frame]]) -> None:
    """Push `frames` in one message to the tenant's sockets."""
    if frames:
        _publish(inbox_group(schema()), [encode(fact_id, frame) for fact_id, frame in frames])


def push_ephemeral(type: str, data: Any) -> None:
    """Push what is never stored: typing, the agent's state, streamed text."""
    push([(None, Frame(type, data))])


@lru_cache(maxsize=1)
def _connection() -> "Redis":
    return Redis.from_url(settings.REDIS_URL, socket_timeout=5, health_check_interval=30)


def _publish(group: str, texts: list[str]) -> None:
    """Publish as the channel layer itself does.

    Its own `group_send` belongs to an event loop; from a thread every call would open a loop and a connection.
    """
    prefix = settings.CHANNEL_LAYERS["default"]["CONFIG"]["prefix"]  # type: ignore[index]  # a dict of ours
    message = get_channel_layer().serialize({"type": "frames", "texts": texts})
    _connection().publish(f"{prefix}__group__{group}", message)
