"""Turn SIGTERM and Ctrl-C into one exception while plain code runs."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Interrupted(BaseException):
    """Someone asked us to stop; a BaseException so that no `except Exception` swallows it."""


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise Interrupted


@contextmanager
def as_interrupt() -> Iterator[None]:
    """Raise Interrupted in the block on SIGTERM or SIGINT."""
    previous = {number: signal.signal(number, _interrupt) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, action in previous.items():
            signal.signal(number, action)
