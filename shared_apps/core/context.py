"""What is at work right now: carried by context variables through requests, sockets and tasks into every log line."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar, Token

FIELDS = ("request", "task", "task_name", "tenant", "member", "operator")

_NOTHING: Mapping[str, str] = {}
_bound: ContextVar[Mapping[str, str]] = ContextVar("bound", default=_NOTHING)


def bound() -> Mapping[str, str]:
    """Return what is known here, by the names of FIELDS; what is not known is left out."""
    return _bound.get()


def bind(**values: str) -> Token[Mapping[str, str]]:
    """Add to what is known, for the rest of this request, socket or task; an empty value says nothing."""
    return _bound.set({**_bound.get(), **{name: value for name, value in values.items() if value}})


def unbind(token: Token[Mapping[str, str]]) -> None:
    """Forget what `bind` added."""
    _bound.reset(token)


@contextmanager
def binding(**values: str) -> Iterator[None]:
    """Know `values` inside the block, and nothing of what the block itself binds after it."""
    token = bind(**values)
    try:
        yield
    finally:
        unbind(token)
