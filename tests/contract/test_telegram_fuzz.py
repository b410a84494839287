"""Thousands of spoiled updates: each is read, ignored with a reason, or called garbage; nothing else happens."""

import json
import random
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from tenant_apps.channels.adapters.telegram.parse import parse
from tenant_apps.channels.adapters.telegram.verify import split
from tenant_apps.channels.errors import BadPayload
from tests.contract.samples import RECORDED, body_of

NAMES = [name for kind, name in RECORDED if kind == "telegram"]
STRANGE: list[Any] = [
    None, True, 0, -1, 2**63, 2**70, 1.5, "", "x", "\x00", "\ud83d", "я" * 10, [], [[]], {}, {"id": {}}, [None, 7],
]  # fmt: skip
BITS = [b"\x00", b"\xff", b'"', b"{", b"}", b"[", b"]", b"\\", b"\\u0000", b"\\ud800", b",", b"1e999", b"NaN"]


def read(body: bytes) -> str:
    """Put a body through door and parser; return what came of it."""
    try:
        slices = split(body, "600100200")
        events = [event for part in slices for event in parse(part.body)]
    except BadPayload:
        return "garbage"
    assert events
    # Whatever is read has to fit into the database's JSON and the socket's.
    stored = msgspec.json.encode(events)
    assert b"\\u0000" not in stored.replace(b"\\\\", b"")
    return "read"


def nodes(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Yield (container, key) of every value in a JSON tree."""
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in list(items):
        yield tree, key
        yield from nodes(value)


def spoiled(body: bytes) -> Iterator[bytes]:
    """Yield the body once for each of its values and each strange thing in that value's place."""
    count = len(list(nodes(msgspec.json.decode(body))))
    for place in range(count):
        for strange in STRANGE:
            tree = msgspec.json.decode(body)
            container, key = list(nodes(tree))[place]
            container[key] = strange
            yield json.dumps(tree).encode()


@pytest.mark.parametrize("name", NAMES)
def test_it_survives_every_value_being_something_else(name: str) -> None:
    outcomes = {read(body) for body in spoiled(body_of("telegram", name))}

    assert "read" in outcomes


@pytest.mark.parametrize("name", NAMES)
def test_it_survives_every_truncation(name: str) -> None:
    body = body_of("telegram", name).rstrip()

    outcomes = {read(body[:end]) for end in range(len(body))}

    assert outcomes == {"garbage"}


@pytest.mark.parametrize("name", NAMES)
def test_it_survives_damaged_bytes(name: str) -> None:
    chance = random.Random(name)
    body = body_of("telegram", name)

    outcomes = set()
    for _ in range(200):
        at = chance.randrange(len(body))
        outcomes.add(read(body[:at] + chance.choice(BITS) + body[at + chance.randrange(3) :]))

    assert outcomes <= {"read", "garbage"}


@pytest.mark.parametrize("depth", [50, 500, 5_000, 100_000])
@pytest.mark.parametrize("place", [b"quote", b"hologram", b"text", b"photo"])
def test_it_survives_deep_nesting(place: bytes, depth: int) -> None:
    deep = b'{"a":' * depth + b"1" + b"}" * depth
    body = (
        b'{"update_id":1,"message":{"message_id":5,"date":1790000000,"chat":{"id":1,"type":"private"},"'
        + place
        + b'":'
        + deep
        + b"}}"
    )

    assert read(body) in {"read", "garbage"}
