"""Drive the embedded PostgreSQL ourselves: initialise, configure, clear what a crash left."""

from __future__ import annotations

import locale
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psycopg

from launch.errors import LaunchError
from launch.postgres_home import PostgresHome, settle
from launch.program import Program
from launch.service_user import as_user

ROLE = DATABASE = "parlor"
STOPS = ((signal.SIGINT, 15.0), (signal.SIGQUIT, 5.0))  # fast, then immediate shutdown

# Sizes fit a laptop beside everything else; many schemas in one transaction take many locks.
SETTINGS = {
    "listen_addresses": "'127.0.0.1'",
    "unix_socket_directories": "''",
    "max_connections": "200",
    "max_locks_per_transaction": "512",
    "shared_buffers": "128MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "effective_cache_size": "1GB",
    "random_page_cost": "1.1",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "512MB",
    "io_method": "sync",
    "jit": "off",
    "password_encryption": "'scram-sha-256'",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "log_checkpoints": "off",
    "log_line_prefix": "''",
    "default_text_search_config": "'pg_catalog.simple'",
}
THROW_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def prepare(data_dir: Path, *, port: int, password: str, durable: bool) -> Program:
    """Return PostgreSQL ready to be started on a port, with a cluster that knows the password."""
    home = settle(data_dir)
    if not home.cluster.exists():
        _initialise(home, password=password, durable=durable)
    _configure(home, port=port, durable=durable)
    _clear_stale_server(home)
    return Program(
        name="postgres",
        argv=(str(home.binaries / "postgres"), "-D", str(home.cluster)),
        env=_environment(),
        cwd=home.cluster if home.user is None else Path("/"),
        user=home.user,
        is_ready=lambda: accepts(port=port, password=password),
        stops=STOPS,
    )


def url(*, port: int, password: str, database: str = DATABASE) -> str:
    """Return the address of a database on our server."""
    return f"postgres://{ROLE}:{password}@127.0.0.1:{port}/{database}"


def accepts(*, port: int, password: str) -> bool:
    """Tell whether the server takes connections, making our database when it is missing."""
    try:
        with psycopg.connect(url(port=port, password=password, database="postgres"), autocommit=True) as link:
            row = link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
            if row is None:
                link.execute(f"CREATE DATABASE {DATABASE}")
    except psycopg.OperationalError as error:
        if "password authentication failed" in str(error):
            raise LaunchError(
                "The database does not know the password in secrets.json: restore that file, "
                "or start over with bin/up --reset."
            ) from error
        return False
    return True


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LANG": "C.UTF-8", "TZ": "UTC"}


def _initialise(home: PostgresHome, *, password: str, durable: bool) -> None:
    fresh = home.place / "cluster.new"
    shutil.rmtree(fresh, ignore_errors=True)
    password_file = home.place / "initial-password"
    with open(os.open(password_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(password)
    if home.user is not None:
        os.chown(password_file, home.user.uid, home.user.gid)
    try:
        made = subprocess.run(
            [
                str(home.binaries / "initdb"),
                f"--pgdata={fresh}",
                f"--username={ROLE}",
                f"--pwfile={password_file}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                # Built-in Unicode rules: lower() and word splitting know Cyrillic on every machine.
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                f"--locale={_system_locale()}",
                "--no-instructions",
                *([] if durable else ["--no-sync"]),
            ],
            cwd="/",
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            **as_user(home.user),
        )
    finally:
        password_file.unlink()
    if made.returncode:
        if "No space left on device" in made.stderr:
            raise LaunchError(f"The disk is full at {home.place}: free some space and start again.")
        raise LaunchError(f"PostgreSQL could not initialise {home.place}: see above.", detail=made.stderr)
    # A first start that was cut short leaves only cluster.new, never half a cluster.
    fresh.rename(home.cluster)


def _system_locale() -> str:
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    except locale.Error:
        return "C"
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    return "C.UTF-8"


def _configure(home: PostgresHome, *, port: int, durable: bool) -> None:
    settings = {**SETTINGS, "port": str(port), **({} if durable else THROW_AWAY)}
    lines = "".join(f"{name} = {value}\n" for name, value in settings.items())
    (home.cluster / "postgresql.conf").write_text(lines)
    (home.cluster / "pg_hba.conf").write_text("host all all 127.0.0.1/32 scram-sha-256\n")


def _clear_stale_server(home: PostgresHome) -> None:
    """Stop a server that outlived its supervisor; drop a pid file whose number now means something else."""
    pid_file = home.cluster / "postmaster.pid"
    try:
        pid = int(pid_file.read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return
    if not _is_server_of(pid, home.cluster):
        pid_file.unlink()
        return
    for number, grace_s in STOPS:
        os.kill(pid, number)
        deadline = time.monotonic() + grace_s
        while time.monotonic() < deadline:
            if not _is_server_of(pid, home.cluster):
                return
            time.sleep(0.05)
    raise LaunchError(f"An old PostgreSQL (process {pid}) does not stop: end it and start again.")


def _is_server_of(pid: int, cluster: Path) -> bool:
    listed = Path(f"/proc/{pid}/cmdline")
    if Path("/proc/self").exists():
        shown = listed.read_bytes().decode(errors="replace") if listed.exists() else ""
    else:
        shown = subprocess.run(
            ["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
        ).stdout
    return "postgres" in shown and str(cluster) in shown
