"""Run one `manage.py` command with its output in a log, shown while it is slow and when it fails."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from launch.commands import HEARTBEAT_S, kill_group
from launch.console import DIM, paint, say
from launch.errors import LaunchError
from launch.layout import ROOT
from launch.services import tail_of


async def run_command(name: str, argv: list[str], *, env: dict[str, str], logs_dir: Path) -> None:
    """Run a command to its end; raise LaunchError with its last lines when it fails."""
    log = logs_dir / f"{name}.log"
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            *argv,
            env=env,
            cwd=ROOT,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    started = time.monotonic()
    try:
        while process.returncode is None:
            await asyncio.wait({asyncio.ensure_future(process.wait())}, timeout=HEARTBEAT_S)
            if process.returncode is None:
                newest = tail_of(log, lines=1).strip()[:100]
                say(paint(f"  … {newest or 'working'} ({time.monotonic() - started:.0f} s)", DIM))
    finally:
        kill_group(process.pid)
        await process.wait()
    if process.returncode:
        detail = tail_of(log)
        if "No space left on device" in detail:
            raise LaunchError("The disk is full: free some space and start again.")
        raise LaunchError(f"manage.py {name} failed: see {log}.", detail=detail)
