"""One step of the test run: a command, how long it took, how many tests it counted."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from launch.commands import kill_group
from launch.console import ANSI
from launch.layout import ROOT

# pytest: "3 failed, 41 passed, 2 skipped in 9.1s"; vitest: "Tests  1 failed | 50 passed (51)".
PYTEST = re.compile(r"^=*\s*((?:\d+ [a-z]+(?:, )?)+) in [\d.]+s", re.MULTILINE)
VITEST = re.compile(r"^\s*Tests\s+(.+?)\s*\(\d+\)", re.MULTILINE)
COUNT = re.compile(r"(\d+) (passed|failed|error|errors|skipped)")


RUNNING: set[int] = set()  # leaders of the process groups of running steps


@dataclass(frozen=True, slots=True)
class Step:
    """A check to run."""

    name: str
    argv: tuple[str, ...]
    cwd: Path = ROOT
    env: Mapping[str, str] = field(default_factory=dict)
    counts: re.Pattern[str] | None = None
    timeout_s: float = 600
    after: Callable[[], str] | None = None  # returns what is wrong with what the command left, or nothing


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a step."""

    step: Step
    is_ok: bool
    seconds: float
    output: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0


def run(step: Step, base_env: Mapping[str, str]) -> Outcome:
    """Run a step to its end or its time limit."""
    started = time.monotonic()
    process = subprocess.Popen(
        step.argv,
        cwd=step.cwd,
        env={**base_env, **step.env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    RUNNING.add(process.pid)
    try:
        output = process.communicate(timeout=step.timeout_s)[0].decode(errors="replace")
        code = process.returncode
    except subprocess.TimeoutExpired:
        output, code = _end(process) + f"\nStopped after {step.timeout_s:.0f} s.", 1
    except BaseException:
        _end(process)
        raise
    finally:
        RUNNING.discard(process.pid)
    output = ANSI.sub("", output)
    complaint = step.after() if code == 0 and step.after is not None else ""
    is_ok = code == 0 and not complaint
    counted = count(step.counts, output)
    if step.counts is not None and is_ok and not counted["passed"]:
        # A runner that found nothing to run is a hole, not a success.
        is_ok, complaint = False, "No test was run."
    return Outcome(step, is_ok, time.monotonic() - started, f"{output}\n{complaint}".strip(), **counted)


def count(pattern: re.Pattern[str] | None, output: str) -> dict[str, int]:
    """Read a runner's closing line."""
    totals = {"passed": 0, "failed": 0, "skipped": 0}
    lines = pattern.findall(output) if pattern is not None else []
    for number, word in COUNT.findall(lines[-1]) if lines else []:
        totals["failed" if word.startswith("error") else word] += int(number)
    return totals


def stop_all() -> None:
    """Ask every running step to stop; whoever runs it sees it end."""
    for pid in tuple(RUNNING):
        kill_group(pid, signal.SIGTERM)


def _end(process: subprocess.Popen[bytes]) -> str:
    """Let a step clean up (a running system stops its services on SIGTERM), then end its group."""
    kill_group(process.pid, signal.SIGTERM)
    try:
        left = process.communicate(timeout=30)[0]
    except subprocess.TimeoutExpired:
        kill_group(process.pid)
        left = process.communicate()[0]
    kill_group(process.pid)
    return left.decode(errors="replace")


def without_pytest_noise(env: Mapping[str, str]) -> dict[str, str]:
    """Return an environment without settings that change what is tested."""
    dropped = ("PYTEST_ADDOPTS", "DJANGO_SETTINGS_MODULE", "VIRTUAL_ENV", "PYTHONPATH")
    return {
        name: value for name, value in env.items() if name not in dropped and not name.startswith("PARLOR_")
    }


def base_environment() -> dict[str, str]:
    """Return the environment of all steps."""
    return {**without_pytest_noise(os.environ), "NO_COLOR": "1", "PYTHONUNBUFFERED": "1", "CI": "true"}
