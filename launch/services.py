"""PostgreSQL and Valkey for a data folder: prepared for the supervisor, or simply started for tests."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from launch import postgres, postgres_home, valkey
from launch.commands import kill_group
from launch.errors import LaunchError
from launch.layout import claim_data_dir
from launch.ports import free_port
from launch.program import Program
from launch.state import load_secrets, read_json, write_json

READY_TIMEOUT_S = 60.0


@dataclass(frozen=True, slots=True)
class Prepared:
    """Services that can be started, and where they will answer."""

    programs: tuple[Program, ...]
    database_url: str
    redis_url: str


@dataclass(slots=True)
class Services:
    """Running services; `stop()` ends them, and deletes a cluster that was not durable."""

    database_url: str
    redis_url: str
    data_dir: Path
    durable: bool
    _running: list[tuple[Program, subprocess.Popen[bytes]]] = field(default_factory=list, repr=False)

    def stop(self) -> None:
        """Stop what was started here, leaving no process."""
        for program, process in reversed(self._running):
            _stop(program, process)
        self._running.clear()
        if not self.durable:
            postgres_home.forget(self.data_dir)


def prepare_services(
    data_dir: Path, *, durable: bool, database_url: str = "", redis_url: str = ""
) -> Prepared:
    """Prepare the services that are not given from outside."""
    secrets = load_secrets(data_dir)
    chosen = read_json(data_dir / "ports.json")
    programs: list[Program] = []
    if not database_url:
        port = _port(chosen, "postgres")
        password = secrets["POSTGRES_PASSWORD"]
        programs.append(postgres.prepare(data_dir, port=port, password=password, durable=durable))
        database_url = postgres.url(port=port, password=password)
    if not redis_url:
        port = _port(chosen, "valkey")
        password = secrets["VALKEY_PASSWORD"]
        programs.append(valkey.prepare(data_dir, port=port, password=password))
        redis_url = valkey.url(port=port, password=password)
    write_json(data_dir / "ports.json", chosen)
    return Prepared(tuple(programs), database_url, redis_url)


def start_services(data_dir: Path, *, durable: bool) -> Services:
    """Start PostgreSQL and Valkey and wait until they answer.

    Not durable means a throw-away cluster without fsync, for tests. Raises LaunchError.
    """
    claim_data_dir(data_dir)
    prepared = prepare_services(data_dir, durable=durable)
    services = Services(prepared.database_url, prepared.redis_url, data_dir, durable)
    try:
        for program in prepared.programs:
            services._running.append((program, _start(program, data_dir)))
        for program, process in services._running:
            _wait(program, process, data_dir)
    except BaseException:
        services.stop()
        raise
    return services


def _port(chosen: dict[str, str], name: str) -> int:
    port = free_port(preferred=int(chosen[name]) if name in chosen else None)
    chosen[name] = str(port)
    return port


def _start(program: Program, data_dir: Path) -> subprocess.Popen[bytes]:
    with (data_dir / "logs" / f"{program.name}.log").open("ab") as log:
        process: subprocess.Popen[bytes] = subprocess.Popen(
            program.argv, stdout=log, stderr=subprocess.STDOUT, **program.popen_options()
        )
    return process


def _wait(program: Program, process: subprocess.Popen[bytes], data_dir: Path) -> None:
    assert program.is_ready is not None
    deadline = time.monotonic() + READY_TIMEOUT_S
    while not program.is_ready():
        if process.poll() is not None or time.monotonic() > deadline:
            log = data_dir / "logs" / f"{program.name}.log"
            raise LaunchError(f"{program.name} does not start: see {log}.", detail=tail_of(log))
        time.sleep(0.05)


def _stop(program: Program, process: subprocess.Popen[bytes]) -> None:
    for number, grace_s in program.stops:
        if process.poll() is not None:
            break
        process.send_signal(number)
        try:
            process.wait(grace_s)
        except subprocess.TimeoutExpired:
            continue
    kill_group(process.pid)
    process.wait()


def tail_of(log: Path, *, lines: int = 15) -> str:
    """Return the last lines of a log."""
    try:
        found: Sequence[str] = log.read_text(errors="replace").splitlines()
    except OSError:
        return ""
    return "\n".join(found[-lines:])
