"""One process that we keep running: how it starts, when it is ready, how it stops."""

from __future__ import annotations

import ctypes
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from launch.service_user import ServiceUser, as_user

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass(frozen=True, slots=True)
class Program:
    """A long-running process.

    It is ready when `is_ready` returns true (asked in a thread) or a line of its output matches `ready_line`;
    failing both, when it has stayed alive for `settles_after_s`.
    """

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str]
    cwd: Path
    user: ServiceUser | None = None
    is_ready: Callable[[], bool] | None = None
    ready_line: re.Pattern[str] | None = None
    settles_after_s: float | None = None
    ready_timeout_s: float = 90.0
    hides: re.Pattern[str] | None = None  # routine lines that go to the log only
    stops: tuple[tuple[signal.Signals, float], ...] = field(default=((signal.SIGTERM, 10.0),))

    def popen_options(self) -> dict[str, Any]:
        """Return what every start shares: own process group, dropped user, death with its parent."""
        options: dict[str, Any] = {
            "env": dict(self.env),
            "cwd": self.cwd,
            "stdin": subprocess.DEVNULL,
            "start_new_session": True,
            **as_user(self.user),
        }
        if LIBC is not None:
            first_stop = int(self.stops[0][0])
            # Runs after the user is dropped, which would clear the setting; one C call, safe after fork.
            options["preexec_fn"] = lambda: _die_with_parent(first_stop)
        return options


def _die_with_parent(number: int) -> None:
    """Have the kernel stop this process when the supervisor is killed without a chance to do it."""
    assert LIBC is not None
    LIBC.prctl(PR_SET_PDEATHSIG, number)
