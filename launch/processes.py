"""The processes of Parlor itself and the environment they share."""

from __future__ import annotations

import os
import re
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

from launch.layout import ROOT, Layout
from launch.program import Program
from launch.services import Prepared
from launch.state import EXPORTED

# As root Celery warns at length of every user's right to run code through pickle, which we do not accept.
CELERY = ("-W", "ignore::UserWarning:celery.platforms", "-m", "celery", "--quiet", "-A", "config")
# Gossip and mingling between workers serve clusters; here they only delay the start.
QUIET_WORKER = ("--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "INFO")
# Every task sent, received and done, many a second: the log keeps them, the terminal shows what is unusual.
ROUTINE = re.compile(r"(?i)\binfo\b.*(Task \S+ (received|succeeded)|Sending due task)|^\s*$")
WORKER_READY = re.compile(r"@\S+ ready\b")


def environment(layout: Layout, prepared: Prepared, secrets: dict[str, str]) -> dict[str, str]:
    """Return the environment of every process and command; what the person set wins."""
    ours = {
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "PYTHONUNBUFFERED": "1",
        **{name: secrets[name] for name in EXPORTED},
    }
    fixed = {
        "PARLOR_DATA_DIR": str(layout.data_dir),
        "PARLOR_PORT": str(layout.port),
        "PARLOR_SANDBOX_PORT": str(layout.sandbox_port),
        "PARLOR_SMTP_PORT": str(layout.smtp_port),
        "PARLOR_IMAP_PORT": str(layout.imap_port),
        "SANDBOX_URL": f"http://127.0.0.1:{layout.sandbox_port}",
        "BASE_DOMAIN": layout.base_domain,
        "DATABASE_URL": prepared.database_url,
        "REDIS_URL": prepared.redis_url,
    }
    given = {name: value for name, value in os.environ.items() if value or name not in ours}
    return {**ours, **given, **fixed}


def processes(layout: Layout, env: dict[str, str]) -> list[Program]:
    """Return Parlor's processes in the order of their colours."""

    def program(name: str, *argv: str, niceness: int = 0, **rest: Any) -> Program:
        nice = ("nice", "-n", str(niceness)) if niceness else ()
        return Program(name=name, argv=(*nice, sys.executable, *argv), env=env, cwd=ROOT, **rest)

    def worker(
        name: str, queues: str, *, concurrency: int, pool: str = "threads", niceness: int = 0
    ) -> Program:
        named = (*CELERY, "worker", "-Q", queues, "-n", f"{name}@%h", "--pool", pool)
        at_once = ("--concurrency", str(concurrency), *QUIET_WORKER)
        return program(name, *named, *at_once, niceness=niceness, ready_line=WORKER_READY, hides=ROUTINE)

    web = f"http://127.0.0.1:{layout.port}/readyz"
    return [
        program("web", *_uvicorn(layout), is_ready=_answers(web, host=layout.base_domain)),
        worker("inbound", "inbound", pool="prefork", concurrency=2),
        # A reply does not wait behind all that follows from other messages.
        worker("outbound", "outbound", concurrency=8),
        # What follows from a message gives way to the next message, and to who waits for a page.
        worker("worker", "default,media", concurrency=8, niceness=5),
        # A turn mostly waits for a model, without a connection to the database: a thread is all that it holds.
        worker("agent", "agent", concurrency=64),
        # Reading a file takes all that a processor has: it goes last, whatever waits for an answer goes first.
        worker("reader", "knowledge", concurrency=2, niceness=10),
        program("relay", "manage.py", "run_relay", settles_after_s=3.0, ready_line=re.compile(r"(?i)relay")),
        program(
            "beat",
            *(*CELERY, "beat", "--loglevel", "INFO", "--pidfile="),
            *("--schedule", str(layout.run_dir / "beat-schedule")),
            ready_line=re.compile(r"beat: Starting"),
            hides=ROUTINE,
        ),
        program("sandbox", "-m", "sandbox", is_ready=_answers(f"http://127.0.0.1:{layout.sandbox_port}/")),
    ]


def _uvicorn(layout: Layout) -> tuple[str, ...]:
    """Return what serves the web."""
    return (
        *("-m", "uvicorn", "config.asgi:application", "--host", layout.host, "--port", str(layout.port)),
        *("--loop", "uvloop", "--http", "httptools", "--no-access-log"),
        # A frame is a kilobyte for many: compressing it anew for each socket costs more than it saves.
        *("--ws-per-message-deflate", "false"),
        *("--timeout-graceful-shutdown", "3"),
    )


def _answers(url: str, *, host: str = "") -> Callable[[], bool]:
    """Return a check that an address answers with success; never through a proxy."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def ask() -> bool:
        request = urllib.request.Request(url, headers={"Host": host} if host else {})  # noqa: S310 - our own http address
        try:
            with opener.open(request, timeout=5) as response:
                return bool(response.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    return ask
