"""Processes are kept alive, and none is left behind."""

import asyncio
import os
import re
import signal
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from launch.errors import LaunchError
from launch.program import Program
from launch.supervisor import Supervisor

Run = Callable[[Supervisor], Awaitable[None]]
SLEEPER = "import time; print('ready', flush=True); time.sleep(60)"
# A worker with a pool: the child would outlive a parent killed with -9.
PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {SLEEPER!r}])"
POLITE = (
    "import signal, sys, time\n"
    "def leave(*_):\n    print('goodbye', flush=True); sys.exit()\n"
    "signal.signal(signal.SIGTERM, leave); print('ready', flush=True); time.sleep(60)"
)
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEPER}"


def program(name: str, code: str, *, grace_s: float = 5) -> Program:
    return Program(
        name=name,
        argv=(sys.executable, "-c", code),
        env={"PATH": os.environ["PATH"]},
        cwd=Path("/"),
        ready_line=re.compile("ready"),
        stops=((signal.SIGTERM, grace_s),),
    )


def supervise(folder: Path, act: Run) -> list[str]:
    shown: list[str] = []
    supervisor = Supervisor(
        run_dir=folder, logs_dir=folder, show=lambda name, text: shown.append(f"{name}: {text}")
    )

    async def main() -> None:
        try:
            await act(supervisor)
        finally:
            await supervisor.stop()

    asyncio.run(main())
    return shown


def pid_of(folder: Path, name: str) -> int:
    return int((folder / f"{name}.pid").read_text())


def group_ends(pid: int) -> bool:
    """Wait a moment: the kernel may still be taking away what was killed."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        if group_is_empty(pid):
            return True
        time.sleep(0.02)
    return False


def group_is_empty(pid: int) -> bool:
    try:
        os.killpg(pid, 0)
    except ProcessLookupError:
        return True
    return False


async def becomes_true(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if condition():
            return True
        await asyncio.sleep(0.02)
    return False


def test_it_starts_a_killed_process_again_and_rewrites_its_pid_file(tmp_path: Path) -> None:
    came_back = False

    async def act(supervisor: Supervisor) -> None:
        nonlocal came_back
        await supervisor.start([program("web", SLEEPER)])
        before = pid_of(tmp_path, "web")
        os.kill(before, signal.SIGKILL)
        came_back = await becomes_true(lambda: pid_of(tmp_path, "web") != before)

    shown = supervise(tmp_path, act)

    assert came_back
    assert "web: ended (signal 9), starting again in 0.5 s" in shown


def test_it_ends_the_children_of_a_killed_process(tmp_path: Path) -> None:
    is_empty = False

    async def act(supervisor: Supervisor) -> None:
        nonlocal is_empty
        await supervisor.start([program("worker", PARENT)])
        before = pid_of(tmp_path, "worker")
        os.kill(before, signal.SIGKILL)
        is_empty = await becomes_true(lambda: group_is_empty(before))

    supervise(tmp_path, act)

    assert is_empty


def test_it_leaves_no_process_and_no_pid_file_when_it_stops(tmp_path: Path) -> None:
    pids: list[int] = []

    async def act(supervisor: Supervisor) -> None:
        await supervisor.start([program("web", SLEEPER), program("worker", PARENT)])
        pids.extend([pid_of(tmp_path, "web"), pid_of(tmp_path, "worker")])

    supervise(tmp_path, act)

    assert [group_ends(pid) for pid in pids] == [True, True]
    assert list(tmp_path.glob("*.pid")) == []


def test_it_asks_before_it_kills_when_the_wait_is_cancelled(tmp_path: Path) -> None:
    async def act(supervisor: Supervisor) -> None:
        await supervisor.start([program("web", POLITE)])
        waiting = asyncio.ensure_future(supervisor.forever())
        await asyncio.sleep(0.1)
        waiting.cancel()
        await asyncio.wait({waiting})

    shown = supervise(tmp_path, act)

    assert shown == ["web: ready", "web: goodbye"]


def test_it_kills_a_process_that_ignores_the_wish_to_stop(tmp_path: Path) -> None:
    pids: list[int] = []

    async def act(supervisor: Supervisor) -> None:
        await supervisor.start([program("web", STUBBORN, grace_s=0.2)])
        pids.append(pid_of(tmp_path, "web"))

    shown = supervise(tmp_path, act)

    assert group_ends(pids[0])
    assert "web: did not stop within 0 s of SIGTERM" in shown


def test_it_gives_up_on_a_process_that_never_becomes_ready(tmp_path: Path) -> None:
    async def act(supervisor: Supervisor) -> None:
        await supervisor.start([program("web", "print('no such module'); raise SystemExit(3)")])

    with pytest.raises(LaunchError) as refusal:
        supervise(tmp_path, act)

    assert refusal.value.message == f"web does not start: see {tmp_path / 'web.log'}."
    assert "no such module" in refusal.value.detail


def test_it_writes_what_a_process_says_to_its_log(tmp_path: Path) -> None:
    async def act(supervisor: Supervisor) -> None:
        await supervisor.start([program("web", SLEEPER)])

    shown = supervise(tmp_path, act)

    assert shown == ["web: ready"]
    assert (tmp_path / "web.log").read_text() == "ready\n"
