"""Bodies that nobody should send: whatever is wrong with them, nothing is raised but BadPayload.

Every recorded body is bent in every place, the same way in each run.
"""

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from tenant_apps.channels import registry
from tenant_apps.channels.errors import BadPayload
from tenant_apps.channels.inbound import Inbound
from tests.contract.samples import RECORDED, body_of

DEEP: Any = []
for _ in range(100):
    DEEP = [DEEP]
VALUES: list[Any] = [
    None,
    True,
    False,
    0,
    -1,
    2**63,
    -(2**70),
    1.5,
    1e308,
    "",
    "0",
    "\x00",
    "\ud83d",
    "x" * 5_000,
    "💅" * 10,
    [],
    [None],
    {},
    {"id": {}},
    DEEP,
]
recordings = pytest.mark.parametrize(
    ("kind", "name"), [entry for entry in RECORDED if entry[0] in ("messenger", "instagram")]
)


def read(kind: str, body: bytes) -> list[Inbound]:
    """Take a body all the way; what is read can be written down as JSON without NUL."""
    adapter = registry.get(kind)
    try:
        events = [event for part in adapter.split(body) for event in adapter.parse(part.body)]
    except BadPayload:
        return []
    assert b"\\u0000" not in msgspec.json.encode(events)
    return events


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every part of a body."""
    keys: Any = node.keys() if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
    for key in keys:
        yield (*path, key)
        yield from places(node[key], (*path, key))


def changed(body: Any, path: tuple[Any, ...], value: Any) -> bytes:
    bent = copy.deepcopy(body)
    owner = bent
    for key in path[:-1]:
        owner = owner[key]
    owner[path[-1]] = value
    return encoded(bent)


def encoded(body: Any) -> bytes:
    return json.dumps(body).encode()


@recordings
def test_it_survives_a_body_that_was_cut_anywhere(kind: str, name: str) -> None:
    body = body_of(kind, name)

    for length in range(0, len(body), 7):
        read(kind, body[:length])


@recordings
def test_it_survives_every_part_being_something_else(kind: str, name: str) -> None:
    body = msgspec.json.decode(body_of(kind, name))

    for path in places(body):
        for value in VALUES:
            read(kind, changed(body, path, value))


@recordings
def test_it_survives_missing_parts(kind: str, name: str) -> None:
    body = msgspec.json.decode(body_of(kind, name))

    for path in places(body):
        if isinstance(path[-1], str):
            bent = copy.deepcopy(body)
            owner = bent
            for key in path[:-1]:
                owner = owner[key]
            del owner[path[-1]]
            read(kind, encoded(bent))


@recordings
def test_it_survives_broken_bytes(kind: str, name: str) -> None:
    body, dice = body_of(kind, name), random.Random(name)

    for _ in range(50):
        bent = bytearray(body)
        for _ in range(dice.randint(1, 4)):
            bent[dice.randrange(len(bent))] = dice.randrange(256)
        read(kind, bytes(bent))


@pytest.mark.parametrize("kind", ["messenger", "instagram"])
@pytest.mark.parametrize("digits", [20, 400, 5000, 100_000])
def test_it_survives_endless_numbers(kind: str, digits: int) -> None:
    number = b"9" * digits
    event = b'{"sender":{"id":%s},"timestamp":%s,"message":{"mid":"m","text":"t"}}' % (number, number)

    read(kind, b'{"entry":[{"id":%s,"time":%s,"messaging":[%s]}]}' % (number, number, event))


@pytest.mark.parametrize("kind", ["messenger", "instagram"])
@pytest.mark.parametrize("depth", [100, 1000, 3000, 100_000])
def test_it_survives_deep_nesting(kind: str, depth: int) -> None:
    nest = b"[" * depth + b"]" * depth
    body = (
        b'{"entry":[{"id":"1","messaging":[{"sender":{"id":"2"},"message":{"mid":"m","text":"t","x":%s}}]}]}'
    )

    read(kind, body % nest)
