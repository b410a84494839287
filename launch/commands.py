"""Run a long command to its end, showing that it lives."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import time
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path

from launch.console import ANSI, DIM, paint, say, step
from launch.errors import LaunchError

HEARTBEAT_S = 5.0
TAIL_LINES = 25
CHATTER = ("npm warn", "npm notice", "WARNING: Running pip")

_running: set[int] = set()


def run_step(
    title: str,
    argv: Sequence[str | Path],
    *,
    cwd: Path,
    env: Mapping[str, str] | None = None,
    hint: str = "",
) -> None:
    """Run a command under a title, printing its newest line now and then; raise LaunchError when it fails."""
    with step(title):
        code, tail = _run(argv, cwd=cwd, env=env)
        text = "\n".join(tail)
        if code and "No space left on device" in text:
            raise LaunchError(f"{title}: the disk is full. Free some space and start again.")
        if code:
            raise LaunchError(f"{title} failed (exit {code}). {hint}".rstrip(), detail=text)


def _run(argv: Sequence[str | Path], *, cwd: Path, env: Mapping[str, str] | None) -> tuple[int, deque[str]]:
    tail: deque[str] = deque(maxlen=TAIL_LINES)
    process = subprocess.Popen(
        [str(part) for part in argv],
        cwd=cwd,
        env=dict(env) if env is not None else None,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    _running.add(process.pid)
    try:
        _follow(process, tail)
        return process.wait(), tail
    except BaseException:
        # Interrupted: the command and what it started must not outlive us.
        kill_group(process.pid)
        process.wait()
        raise
    finally:
        _running.discard(process.pid)


def _follow(process: subprocess.Popen[bytes], tail: deque[str]) -> None:
    assert process.stdout is not None
    pending, spoke_at = b"", time.monotonic()
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while True:
            if selector.select(timeout=HEARTBEAT_S):
                chunk = os.read(process.stdout.fileno(), 65536)
                if not chunk:
                    break
                *lines, pending = (pending + chunk).split(b"\n")
                tail.extend(text for line in lines if (text := _plain(line)))
            if time.monotonic() - spoke_at >= HEARTBEAT_S:
                spoke_at = time.monotonic()
                telling = [line for line in tail if not line.startswith(CHATTER)]
                say(paint(f"  … {telling[-1].strip()[:100] if telling else 'working'}", DIM))
    if pending.strip():
        tail.append(_plain(pending))


def _plain(line: bytes) -> str:
    return ANSI.sub("", line.decode(errors="replace")).rstrip()


def end_running() -> None:
    """End the commands that other threads run; each of those threads then sees its command fail."""
    for pid in tuple(_running):
        kill_group(pid)


def kill_group(pid: int, with_signal: signal.Signals = signal.SIGKILL) -> None:
    """Signal every process of a group that we lead; an empty group is fine."""
    try:
        os.killpg(pid, with_signal)
    except (ProcessLookupError, PermissionError):
        # EPERM is what macOS answers for a group of zombies.
        return
