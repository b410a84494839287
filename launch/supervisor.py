"""Keep a set of programs alive and bring all of them down together."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path

from launch.child import Child
from launch.errors import LaunchError
from launch.program import Program


class Supervisor:
    """Start programs in groups; stop them in the opposite order."""

    def __init__(self, *, run_dir: Path, logs_dir: Path, show: Callable[[str, str], None]) -> None:
        self._run_dir, self._logs_dir, self._show = run_dir, logs_dir, show
        self._groups: list[list[Child]] = []
        self._keepers: list[asyncio.Task[None]] = []

    async def start(self, programs: Iterable[Program]) -> None:
        """Start programs together and return when all are ready; raise LaunchError when one is not."""
        children = [
            Child(program, run_dir=self._run_dir, logs_dir=self._logs_dir, show=self._show)
            for program in programs
        ]
        self._groups.append(children)
        self._keepers += [asyncio.create_task(child.keep()) for child in children]
        await self._while_kept(children)

    async def forever(self) -> None:
        """Wait until a program is given up on, which raises."""
        # Not gather: a cancelled gather would cancel the keepers, and they would kill instead of stopping.
        await asyncio.wait(self._keepers, return_when=asyncio.FIRST_EXCEPTION)
        for keeper in self._keepers:
            if keeper.done():
                keeper.result()

    async def stop(self) -> None:
        """Stop the groups, newest first."""
        for group in reversed(self._groups):
            await asyncio.gather(*(child.stop() for child in group))
        for keeper in self._keepers:
            keeper.cancel()
        await asyncio.gather(*self._keepers, return_exceptions=True)

    async def _while_kept(self, children: list[Child]) -> None:
        waiting = asyncio.ensure_future(_all_ready(children))
        try:
            await asyncio.wait({waiting, *self._keepers}, return_when=asyncio.FIRST_COMPLETED)
            for keeper in self._keepers:
                if keeper.done():
                    keeper.result()
            await waiting
        finally:
            waiting.cancel()


async def _all_ready(children: list[Child]) -> None:
    await asyncio.gather(*map(_ready, children))


async def _ready(child: Child) -> None:
    limit_s = child.program.ready_timeout_s
    try:
        await asyncio.wait_for(child.ready.wait(), limit_s)
    except TimeoutError:
        raise LaunchError(f"{child.program.name} was not ready after {limit_s:.0f} s: see its log.") from None
