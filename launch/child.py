"""One supervised process: started, watched, restarted with backoff, stopped with all it started."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from launch.commands import kill_group
from launch.errors import LaunchError
from launch.logs import BoundedLog
from launch.program import Program
from launch.services import tail_of

FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.25, 15.0
STEADY_AFTER_S = 20.0  # a process that lived this long starts again without waiting
TRIES_BEFORE_READY = 4
POLL_S = 0.1


class Child:
    """Keep one program alive until told to stop."""

    def __init__(
        self, program: Program, *, run_dir: Path, logs_dir: Path, show: Callable[[str, str], None]
    ) -> None:
        self.program = program
        self.ready = asyncio.Event()
        self._log_path = logs_dir / f"{program.name}.log"
        self._log = BoundedLog(self._log_path)
        self._pid_file = run_dir / f"{program.name}.pid"
        self._show = show
        self._process: asyncio.subprocess.Process | None = None
        self._is_stopping = False
        self._was_ready = False

    async def keep(self) -> None:
        """Run the program again and again; raise LaunchError when it never becomes ready."""
        pause_s, failures = FIRST_PAUSE_S, 0
        while not self._is_stopping:
            started = time.monotonic()
            code = await self._run_once()
            if self._is_stopping:
                return
            lived_s = time.monotonic() - started
            failures += 1
            if not self._was_ready and failures >= TRIES_BEFORE_READY:
                raise LaunchError(
                    f"{self.program.name} does not start: see {self._log_path}.",
                    detail=tail_of(self._log_path),
                )
            pause_s = FIRST_PAUSE_S if lived_s > STEADY_AFTER_S else min(pause_s * 2, LONGEST_PAUSE_S)
            self._say(f"ended ({_reason(code)}), starting again in {pause_s:.1f} s")
            await asyncio.sleep(pause_s)

    async def stop(self) -> None:
        """Stop the process politely, then by force, with everything in its group."""
        self._is_stopping = True
        process = self._process
        if process is None:
            return
        for number, grace_s in self.program.stops:
            if process.returncode is not None:
                break
            with suppress(ProcessLookupError):
                process.send_signal(number)
            try:
                await asyncio.wait_for(process.wait(), grace_s)
            except TimeoutError:
                self._say(f"did not stop within {grace_s:.0f} s of {number.name}")
        kill_group(process.pid)
        await process.wait()
        self._pid_file.unlink(missing_ok=True)

    async def _run_once(self) -> int:
        # Our own pipe: waiting for the process must not wait for a grandchild that holds its output open.
        read_end, write_end = os.pipe()
        try:
            process = await asyncio.create_subprocess_exec(
                *self.program.argv, stdout=write_end, stderr=write_end, **self.program.popen_options()
            )
        except BaseException:
            os.close(read_end)
            raise
        finally:
            os.close(write_end)
        self._process = process
        if self._is_stopping:
            kill_group(process.pid)
        self._write_pid(process.pid)
        reading = asyncio.create_task(self._read(read_end))
        readiness = asyncio.create_task(self._watch_readiness())
        ending = asyncio.create_task(process.wait())
        try:
            await asyncio.wait({ending, readiness}, return_when=asyncio.FIRST_COMPLETED)
            if readiness.done():
                readiness.result()
            return await ending
        finally:
            readiness.cancel()
            self.ready.clear()
            # Pool processes of a killed worker would go on taking tasks.
            kill_group(process.pid)
            await ending
            await asyncio.wait({reading}, timeout=1)
            reading.cancel()

    def _write_pid(self, pid: int) -> None:
        temporary = self._pid_file.with_suffix(".new")
        temporary.write_text(f"{pid}\n")
        temporary.replace(self._pid_file)

    async def _watch_readiness(self) -> None:
        program = self.program
        if program.is_ready is not None:
            while not await asyncio.to_thread(program.is_ready):
                await asyncio.sleep(POLL_S)
            self._mark_ready()
        elif program.ready_line is None or program.settles_after_s is not None:
            await asyncio.sleep(program.settles_after_s or 0)
            self._mark_ready()

    def _mark_ready(self) -> None:
        self._was_ready = True
        self.ready.set()

    async def _read(self, read_end: int) -> None:
        reader = asyncio.StreamReader()
        transport, _ = await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(read_end, "rb")
        )
        pending = b""
        try:
            while chunk := await reader.read(65536):
                *lines, pending = (pending + chunk).split(b"\n")
                for line in lines:
                    self._take(line)
        finally:
            if pending:
                self._take(pending)
            transport.close()

    def _take(self, line: bytes) -> None:
        text = line.decode(errors="replace").rstrip()
        self._log.line(text)
        if self.program.hides is None or not self.program.hides.search(text):
            self._show(self.program.name, text)
        pattern = self.program.ready_line
        if pattern is not None and pattern.search(text):
            self._mark_ready()

    def _say(self, text: str) -> None:
        self._log.line(text)
        self._show(self.program.name, text)


def _reason(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit {code}"
