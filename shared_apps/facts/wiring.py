"""The table of who reacts to what, filled once by `config/wiring.py`."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextvars import ContextVar
from typing import Any, TypeVar

from shared_apps.facts.base import Fact
from shared_apps.realtime import Frame, is_watched, push

log = logging.getLogger(__name__)

T = TypeVar("T")

Live = Callable[[Sequence[Any]], list[Frame | None]]
Durable = Callable[[Sequence[Any]], None]

_live: dict[type[Fact], Live] = {}
_durable: dict[type[Fact], tuple[str, ...]] = {}
_consumers: dict[str, Durable] = {}
_watchers: list[Callable[[Sequence[Frame]], None]] = []


def connect(fact: type[Fact], *, live: Live | None = None, durable: Iterable[Durable] = ()) -> None:
    """Let `live` make frames of `fact` (one per fact, None for silence) and wake each of `durable` for it."""
    if live is not None:
        _live[fact] = live
    names = []
    for function in durable:
        name = f"{function.__module__}.{function.__qualname__}"
        _consumers[name] = function
        names.append(name)
    _durable[fact] = (*_durable.get(fact, ()), *names)


def watch(function: Callable[[Sequence[Frame]], None]) -> None:
    """Let `function` see the frames of every batch after the team's sockets got them."""
    _watchers.append(function)


def consumers_of(name: str) -> tuple[str, ...]:
    """Return the durable consumers of the fact class called `name`."""
    kind = Fact.registry.get(name)
    return _durable.get(kind, ()) if kind else ()


def consumer(name: str) -> Durable | None:
    return _consumers.get(name)


_known: ContextVar[dict[str, Any] | None] = ContextVar("known", default=None)


def once(name: str, find: Callable[[], T]) -> T:
    """Return what `find` returns; while the frames of one batch are made it is asked once only."""
    known = _known.get()
    if known is None:
        return find()
    if name not in known:
        known[name] = find()
    found: T = known[name]
    return found


def frames(facts: Sequence[tuple[int, Fact]]) -> list[tuple[int, Frame]]:
    """Return the frames of `facts` in their order; each live function is called once for all of its facts."""
    token = _known.set({})
    try:
        return _frames(facts)
    finally:
        _known.reset(token)


def _frames(facts: Sequence[tuple[int, Fact]]) -> list[tuple[int, Frame]]:
    by_kind: dict[type[Fact], list[tuple[int, Fact]]] = defaultdict(list)
    for fact_id, fact in facts:
        if type(fact) in _live:
            by_kind[type(fact)].append((fact_id, fact))
    found: list[tuple[int, Frame]] = []
    for kind, rows in by_kind.items():
        made = _live[kind]([fact for _, fact in rows])
        found += [(fact_id, frame) for (fact_id, _), frame in zip(rows, made, strict=True) if frame]
    return sorted(found, key=lambda pair: pair[0])


def push_live(facts: Sequence[tuple[int, Fact]]) -> None:
    """Push the frames of committed facts; a failure costs a late screen only, as sockets resume from the log.

    Where nothing is open, no frame is made: at night that is every business.
    """
    try:
        if not is_watched():
            return
        made = frames(facts)
        push(made)
        for watcher in _watchers:
            watcher([frame for _, frame in made])
    except Exception:
        log.exception("%s facts were not pushed live", len(facts))
