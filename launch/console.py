"""Print steps, progress and prefixed process output; plain when the output is no terminal."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

PALETTE = (36, 33, 32, 35, 34, 96, 93, 92, 95, 94)
RED, GREEN, DIM, BOLD = 31, 32, 2, 1
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def is_colourful() -> bool:
    """Tell whether colour codes are welcome (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def paint(text: str, code: int) -> str:
    """Wrap a text in an ANSI colour when colour is welcome."""
    return f"\033[{code}m{text}\033[0m" if is_colourful() else text


def say(text: str = "") -> None:
    """Print one line; a closed terminal or pipe must never stop the system behind it."""
    try:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
    except UnicodeEncodeError:
        sys.stdout.write(text.encode("ascii", "replace").decode() + "\n")
    except (OSError, ValueError):
        # The reader has gone (SIGHUP, `bin/up | head`): logs still go to their files.
        _mute()


def complain(text: str) -> None:
    """Print one line of refusal to the error stream."""
    try:
        sys.stderr.write(paint("✗ ", RED) + text + "\n")
        sys.stderr.flush()
    except UnicodeEncodeError:
        sys.stderr.write(text.encode("ascii", "replace").decode() + "\n")
    except (OSError, ValueError):
        _mute()


def _mute() -> None:
    sink = open(os.devnull, "w")  # noqa: SIM115 - stays open as the process's output
    sys.stdout = sys.stderr = sink


@contextmanager
def step(title: str) -> Iterator[None]:
    """Announce a step and, when it ends well, say how long it took."""
    say(f"{paint('·', DIM)} {title}")
    started = time.monotonic()
    yield
    say(f"{paint('✓', GREEN)} {title} {paint(f'{time.monotonic() - started:.1f} s', DIM)}")


class Prefixer:
    """Put a coloured process name before each line of its output."""

    def __init__(self, names: list[str]) -> None:
        self._width = max(map(len, names), default=0)
        self._colour = {name: PALETTE[i % len(PALETTE)] for i, name in enumerate(names)}

    def line(self, name: str, text: str) -> None:
        """Print one line of a process."""
        label = f"{name:<{self._width}} │"
        say(f"{paint(label, self._colour.get(name, DIM))} {text}")
