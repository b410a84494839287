"""The whole system for tests that need all of it: on free ports, in its own folder, gone afterwards."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from launch import postgres, postgres_home, valkey
from launch.errors import LaunchError
from launch.layout import IMAP_OFFSET, ROOT, SMTP_OFFSET
from launch.ports import free_port, is_free
from launch.services import tail_of
from launch.state import load_secrets, read_json

START_TIMEOUT_S = 600.0
STOP_TIMEOUT_S = 60.0
# What belongs to the caller's own copy must not leak into another one.
NOT_INHERITED = (
    "DATABASE_URL",
    "REDIS_URL",
    "BASE_DOMAIN",
    "SANDBOX_URL",
    "DJANGO_SETTINGS_MODULE",
    # The test settings put theirs into the environment; the copy has secrets of its own.
    "DJANGO_SECRET_KEY",
    "PARLOR_FIELD_KEYS",
    "PARLOR_META_APP_SECRET",
    "PARLOR_META_VERIFY_TOKEN",
    "PARLOR_VAPID_PRIVATE_KEY",
)


@dataclass(slots=True)
class System:
    """A running copy of Parlor."""

    data_dir: Path
    port: int
    sandbox_port: int
    process: subprocess.Popen[str]
    ready_line: str = ""

    @property
    def base_url(self) -> str:
        """Address of the public site, without a slash at its end."""
        return f"http://localhost:{self.port}"

    @property
    def sandbox_url(self) -> str:
        """Address of the sandbox, without a slash at its end."""
        return f"http://127.0.0.1:{self.sandbox_port}"

    @property
    def demo(self) -> dict[str, Any]:
        """What demo.json says: tenants with their addresses and sign-ins."""
        loaded: dict[str, Any] = json.loads((self.data_dir / "demo.json").read_text())
        return loaded

    @property
    def database_url(self) -> str:
        """Address of the system's database."""
        return postgres.url(port=self._service_port("postgres"), password=self.secret("POSTGRES_PASSWORD"))

    @property
    def redis_url(self) -> str:
        """Address of the system's Valkey."""
        return valkey.url(port=self._service_port("valkey"), password=self.secret("VALKEY_PASSWORD"))

    def secret(self, name: str) -> str:
        """Return a generated secret, such as PARLOR_META_APP_SECRET."""
        return load_secrets(self.data_dir)[name]

    def pid(self, name: str) -> int:
        """Return the process id of a supervised process."""
        return int((self.data_dir / "run" / f"{name}.pid").read_text())

    def log(self, name: str) -> str:
        """Return the last lines of a process's log."""
        return tail_of(self.data_dir / "logs" / f"{name}.log", lines=200)

    def kill(self, name: str, *, with_signal: signal.Signals = signal.SIGKILL, timeout_s: float = 30) -> None:
        """Kill a process and wait until the supervisor has started its successor."""
        before = self.pid(name)
        os.kill(before, with_signal)
        deadline = time.monotonic() + timeout_s
        while self.pid(name) == before:
            if time.monotonic() > deadline:
                raise LaunchError(f"{name} was not started again within {timeout_s:.0f} s.")
            time.sleep(0.05)

    def stop(self) -> int:
        """Ask the supervisor to stop everything; return its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            # The kernel then ends its children: each asked for that when it started.
            self.process.kill()
            return self.process.wait()

    def _service_port(self, name: str) -> int:
        return int(read_json(self.data_dir / "ports.json")[name])


@contextmanager
def run_system(
    data_dir: Path | None = None,
    *,
    port: int | None = None,
    sandbox_port: int | None = None,
    with_demo: bool = True,
    env: Mapping[str, str] | None = None,
) -> Iterator[System]:
    """Start everything as `bin/up` does, yield it READY, stop it; a folder that was not given is deleted."""
    with tempfile.TemporaryDirectory(prefix="parlor-") as temporary:
        # The database's user must pass through; a temporary folder starts as 0700 and is ours to open.
        Path(temporary).chmod(0o711)
        folder = data_dir or Path(temporary) / "data"
        system = _spawn(
            folder, port or free_port(), sandbox_port or _free_sandbox_port(), with_demo, env or {}
        )
        try:
            _wait_ready(system)
            yield system
        finally:
            system.stop()
            if data_dir is None:
                postgres_home.forget(folder)


def _spawn(data_dir: Path, port: int, sandbox_port: int, with_demo: bool, env: Mapping[str, str]) -> System:
    environment = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
    environment |= {
        "PARLOR_DATA_DIR": str(data_dir),
        "PARLOR_PORT": str(port),
        "PARLOR_SANDBOX_PORT": str(sandbox_port),
        "PARLOR_SMTP_PORT": str(sandbox_port + SMTP_OFFSET),
        "PARLOR_IMAP_PORT": str(sandbox_port + IMAP_OFFSET),
        "NO_COLOR": "1",
        **env,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "launch", "up", *([] if with_demo else ["--no-demo"])],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    return System(data_dir, port, sandbox_port, process)


def _wait_ready(system: System) -> None:
    assert system.process.stdout is not None
    output = system.process.stdout
    said: list[str] = []
    is_ready = threading.Event()

    def read() -> None:
        # Goes on after READY, so that a full pipe never stops the supervisor.
        for line in output:
            if line.startswith("READY"):
                system.ready_line = line.strip()
                is_ready.set()
            elif not is_ready.is_set():
                said.append(line)
        is_ready.set()

    threading.Thread(target=read, daemon=True).start()
    is_ready.wait(START_TIMEOUT_S)
    if not system.ready_line:
        raise LaunchError("The system did not become ready:\n" + "".join(said[-60:]))


def _free_sandbox_port() -> int:
    while True:
        port = free_port()
        more = (port + SMTP_OFFSET, port + IMAP_OFFSET)
        if max(more) < 65536 and all(is_free(other) for other in more):
            return port
