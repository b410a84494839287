"""`bin/up`: the whole system from nothing to READY, and down again."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from launch import frontend, given, postgres_home, preparation
from launch.commands import end_running
from launch.console import BOLD, Prefixer, complain, paint, say, step
from launch.errors import LaunchError
from launch.layout import Layout, claim_data_dir, empty_data_dir, read_layout
from launch.locks import try_lock
from launch.oneshot import run_command
from launch.ports import require_free
from launch.processes import environment, processes
from launch.program import Program
from launch.services import Prepared, prepare_services
from launch.state import load_secrets
from launch.supervisor import Supervisor


def main(arguments: list[str]) -> int:
    """Run until stopped; 0 after a wished stop, 1 after a refusal."""
    options = _parse(arguments)
    try:
        return asyncio.run(_until_stopped(_up(options)))
    except LaunchError as error:
        if error.detail:
            say(error.detail)
        complain(error.message)
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        complain(f"{error.strerror or error}{place}: mend that and start again.")
    return 1


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/up", description="Start all of Parlor; Ctrl-C stops it.")
    parser.add_argument("--reset", action="store_true", help="delete the data folder's contents first")
    parser.add_argument("--no-demo", action="store_true", help="start without demo data")
    parser.epilog = (
        "Environment: PARLOR_PORT (8000), PARLOR_SANDBOX_PORT (8001), PARLOR_SMTP_PORT (sandbox port + 24), "
        "PARLOR_IMAP_PORT (sandbox port + 142), "
        "PARLOR_DATA_DIR (.parlor), PARLOR_HOST (127.0.0.1), DATABASE_URL, REDIS_URL, NO_COLOR."
    )
    return parser.parse_args(arguments)


async def _until_stopped(work: Coroutine[Any, Any, None]) -> int:
    """Run the work; SIGTERM or Ctrl-C cancels it once, its own clean-up runs to the end."""
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()
    asked = asyncio.Event()

    def ask() -> None:
        if not asked.is_set():
            asked.set()
            task.cancel()

    loop.add_signal_handler(signal.SIGTERM, ask)
    loop.add_signal_handler(signal.SIGINT, ask)
    # A closed terminal is no wish to stop; `bin/up` over a lost ssh session goes on.
    loop.add_signal_handler(signal.SIGHUP, lambda: None)
    with suppress(asyncio.CancelledError):
        await task
    return 0


async def _up(options: argparse.Namespace) -> None:
    started = time.monotonic()
    layout = read_layout(os.environ)
    claim_data_dir(layout.data_dir)
    lock = try_lock(layout.run_dir / "lock")
    if lock is None:
        raise LaunchError(
            f"Parlor already runs from {layout.data_dir}: stop it, or set PARLOR_DATA_DIR and the ports."
        )
    if options.reset:
        _reset(layout)
    _require_ports(layout)
    frontend.require_tools()
    if layout.database_url:
        given.check_database(layout.database_url)
    if layout.redis_url:
        given.check_redis(layout.redis_url)
    (layout.run_dir / "supervisor.pid").write_text(f"{os.getpid()}\n")
    names = [
        *("postgres", "valkey", "web", "inbound", "outbound", "worker"),
        *("agent", "reader", "relay", "beat", "sandbox"),
    ]
    supervisor = Supervisor(run_dir=layout.run_dir, logs_dir=layout.logs_dir, show=Prefixer(names).line)
    try:
        await _start_all(supervisor, layout, with_demo=not options.no_demo)
        _welcome(layout, seconds=time.monotonic() - started, with_demo=not options.no_demo)
        await supervisor.forever()
    finally:
        say("Stopping …")
        await supervisor.stop()
        (layout.run_dir / "supervisor.pid").unlink(missing_ok=True)
        say("Stopped.")


def _reset(layout: Layout) -> None:
    with step(f"Deleting everything in {layout.data_dir}"):
        postgres_home.forget(layout.data_dir)
        empty_data_dir(layout.data_dir)
    claim_data_dir(layout.data_dir)
    if layout.database_url:
        say("  The database at DATABASE_URL is yours and was left as it is.")


def _require_ports(layout: Layout) -> None:
    require_free(layout.port, variable="PARLOR_PORT", purpose="Parlor", host=layout.host)
    require_free(layout.sandbox_port, variable="PARLOR_SANDBOX_PORT", purpose="the sandbox")
    require_free(layout.smtp_port, variable="PARLOR_SMTP_PORT", purpose="the sandbox's mailbox")
    require_free(layout.imap_port, variable="PARLOR_IMAP_PORT", purpose="the sandbox's mailboxes for reading")


async def _start_all(supervisor: Supervisor, layout: Layout, *, with_demo: bool) -> None:
    building = asyncio.create_task(asyncio.to_thread(frontend.install_and_build))
    try:
        prepared = await asyncio.to_thread(_prepare, layout)
        await supervisor.start(prepared.programs)
        env = environment(layout, prepared, load_secrets(layout.data_dir))
        early, late = _in_order(processes(layout, env))
        await supervisor.start(early)
        await _prepare_database(layout, prepared, env, with_demo=with_demo)
        await building
    finally:
        if not building.done():
            end_running()
        # Looked at even when something else failed first.
        await asyncio.wait({building})
        building.exception()
    await supervisor.start(late)


def _in_order(programs: list[Program]) -> tuple[list[Program], list[Program]]:
    """The sandbox comes first: loading the demo connects its numbers through the sandbox."""
    return [p for p in programs if p.name == "sandbox"], [p for p in programs if p.name != "sandbox"]


def _prepare(layout: Layout) -> Prepared:
    return prepare_services(
        layout.data_dir, durable=True, database_url=layout.database_url, redis_url=layout.redis_url
    )


async def _prepare_database(
    layout: Layout, prepared: Prepared, env: dict[str, str], *, with_demo: bool
) -> None:
    is_embedded = not layout.database_url
    work = preparation.find_work(prepared.database_url, layout, with_demo=with_demo, is_embedded=is_embedded)
    for command, title in work.commands:
        with step(title):
            await run_command(
                command, [sys.executable, "manage.py", command], env=env, logs_dir=layout.logs_dir
            )
    if is_embedded and work.commands:
        preparation.remember(prepared.database_url, work)


def _welcome(layout: Layout, *, seconds: float, with_demo: bool) -> None:
    say()
    demo = layout.data_dir / "demo.json"
    if with_demo and demo.exists():
        say(paint("Demo sign-ins", BOLD))
        for tenant in json.loads(demo.read_text())["tenants"]:
            say(f"  {tenant['url']}")
            for member in tenant["members"]:
                say(f"    {member['email']:<34} {member['password']:<20} {member['role']}")
        if operator := json.loads(demo.read_text()).get("operator"):
            say(f"  {layout.url}console")
            say(
                f"    {operator['email']:<34} {operator['password']:<20} operator; sets up a second factor first"
            )
    else:
        say(f"Make your first workspace at {layout.url}")
    say()
    say(f"READY Parlor {layout.url}  sandbox phones {layout.sandbox_url}  ({seconds:.1f} s; Ctrl-C stops)")
