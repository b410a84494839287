"""`bin/test` and `bin/check`: set up, run every check, add up."""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from launch import frontend, machine, plan, rewrite
from launch.console import BOLD, DIM, GREEN, RED, complain, paint, say
from launch.errors import LaunchError
from launch.interrupts import Interrupted, as_interrupt
from launch.services import start_services
from launch.steps import Outcome, Step, base_environment, run, stop_all

TAIL_LINES = 60


def main(arguments: list[str], *, is_whole: bool) -> int:
    """Run the checks; 0 when all passed."""
    parser = argparse.ArgumentParser(prog="bin/test" if is_whole else "bin/check")
    if not is_whole:
        parser.add_argument("--all", action="store_true", help="run the tests too, as bin/test does")
        parser.add_argument(
            "--write", action="store_true", help="format, and write openapi.json and the client"
        )
    options = parser.parse_args(arguments)
    try:
        with as_interrupt():
            return _run(is_whole=is_whole or options.all, is_writing=not is_whole and options.write)
    except LaunchError as error:
        if error.detail:
            say(error.detail)
        complain(error.message)
    except Interrupted:
        complain("Stopped.")
    return 1


def _run(*, is_whole: bool, is_writing: bool) -> int:
    if is_whole:
        machine.require_programs()
    frontend.install()
    with tempfile.TemporaryDirectory(prefix="parlor-test-") as folder:
        scratch = Path(folder)
        # PostgreSQL's user must be able to pass through; this folder is ours.
        scratch.chmod(0o711)
        started = time.monotonic()
        services = start_services(scratch / "services", durable=False)
        try:
            env = base_environment() | {
                "DATABASE_URL": os.environ.get("DATABASE_URL") or services.database_url,
                "REDIS_URL": os.environ.get("REDIS_URL") or services.redis_url,
            }
            if is_writing:
                rewrite.main(env)
            outcomes = _stages(scratch, env, is_whole=is_whole)
        finally:
            services.stop()
    return _add_up(outcomes, seconds=time.monotonic() - started)


def _stages(scratch: Path, env: Mapping[str, str], *, is_whole: bool) -> list[Outcome]:
    outcomes = _side_by_side(plan.static_checks(scratch), env)
    if is_whole:
        outcomes += _side_by_side(plan.unit_tests(), env)
        outcomes += [_run_one(step, env) for step in plan.system_tests()]
    return outcomes


def _side_by_side(steps: list[Step], env: Mapping[str, str]) -> list[Outcome]:
    with ThreadPoolExecutor(max_workers=2) as pool:
        try:
            return list(pool.map(lambda step: _run_one(step, env), steps))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            stop_all()
            raise


def _run_one(step: Step, env: Mapping[str, str]) -> Outcome:
    outcome = run(step, env)
    took = paint(f"{outcome.seconds:6.1f} s", DIM)
    if outcome.is_ok:
        say(f"{paint('✓', GREEN)} {step.name:<24} {took}  {_counted(outcome)}".rstrip())
        return outcome
    tail = "\n".join(f"    {line}" for line in outcome.output.splitlines()[-TAIL_LINES:])
    say(f"{paint('✗', RED)} {step.name:<24} {took}  {_counted(outcome)}\n{tail}")
    return outcome


def _add_up(outcomes: list[Outcome], *, seconds: float) -> int:
    say()
    say(paint("Summary", BOLD))
    for outcome in outcomes:
        verdict = paint("ok", GREEN) if outcome.is_ok else paint("FAILED", RED)
        say(f"  {outcome.step.name:<24} {outcome.seconds:7.1f} s  {verdict}  {_counted(outcome)}".rstrip())
    say(f"  {'all':<24} {seconds:7.1f} s")
    passed = sum(outcome.passed for outcome in outcomes)
    skipped = sum(outcome.skipped for outcome in outcomes)
    # A failed check without tests of its own counts as one, so that the last line never hides it.
    failed = sum(outcome.failed or int(not outcome.is_ok) for outcome in outcomes)
    say(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 0 if all(outcome.is_ok for outcome in outcomes) else 1


def _counted(outcome: Outcome) -> str:
    if outcome.step.counts is None:
        return ""
    skipped = f", {outcome.skipped} skipped" if outcome.skipped else ""
    return f"{outcome.passed} passed, {outcome.failed} failed{skipped}"
