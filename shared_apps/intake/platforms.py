"""What the door and the drain need of a platform, handed in by `config/wiring.py`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

# Meta sends at most 3 MB; the rest is room for escapes.
MAX_BODY_BYTES = 3_500_000


class Slice(Protocol):
    """The part of a body that concerns one account; `platform` is empty for the door's own."""

    @property
    def account_id(self) -> str: ...
    @property
    def body(self) -> bytes: ...
    @property
    def platform(self) -> str: ...


@dataclass(frozen=True)
class LedgerRow:
    """A row to drain: `id` orders it, `body` is what `split` cut for `account_id`."""

    id: int
    platform: str
    account_id: str
    body: bytes
    received_at: datetime


@dataclass(frozen=True)
class Platform:
    """`verify` and `split` are pure and get the route, the last part of the address that was called.

    `handshake` returns the challenge to echo, or None to refuse. `max_bytes` is the largest body that is taken.
    Where `proves_body` is False the sender shows a secret in the headers: it is asked for before the body is read.
    `challenge` tells a sender without one how to show it (RFC 9110, WWW-Authenticate). `asks_others` tells by the
    headers whether `verify` may ask somebody else and take its time; it raises ProofAway when they do not answer.
    """

    name: str
    verify: Callable[[bytes, Mapping[bytes, bytes], str], bool]
    split: Callable[[bytes, str], Sequence[Slice]]
    handshake: Callable[[Mapping[str, str]], str | None]
    max_bytes: int = MAX_BODY_BYTES
    proves_body: bool = True
    challenge: str = ""
    asks_others: Callable[[Mapping[bytes, bytes]], bool] | None = None


# Handles rows of one tenant inside a transaction of the caller's: all of them, or it raises.
Consume = Callable[[Sequence[LedgerRow]], None]

_platforms: dict[str, Platform] = {}
_consume: list[Consume] = []


def register(platform: Platform, *aliases: str) -> None:
    for name in (platform.name, *aliases):
        _platforms[name] = platform


def platform_called(name: str) -> Platform | None:
    return _platforms.get(name)


def consume_with(function: Consume) -> None:
    _consume[:] = [function]


def consume(rows: Sequence[LedgerRow]) -> None:
    _consume[0](rows)
