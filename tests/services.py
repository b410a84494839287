"""PostgreSQL and Valkey for the tests: those of the environment, or throw-away ones of our own."""

import os
import shutil
import tempfile
from pathlib import Path

from launch.services import Services, start_services

_started: list[tuple[Services, Path]] = []


def provide() -> None:
    """Put DATABASE_URL and REDIS_URL into the environment before Django reads it; workers of xdist inherit them."""
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        return
    folder = Path(tempfile.mkdtemp(prefix="parlor-pytest-"))
    folder.chmod(0o711)  # PostgreSQL's own user must be able to pass through
    services = start_services(folder / "services", durable=False)
    _started.append((services, folder))
    os.environ.setdefault("DATABASE_URL", services.database_url)
    os.environ.setdefault("REDIS_URL", services.redis_url)


def stop() -> None:
    """Stop what `provide` started, in the process that started it."""
    while _started:
        services, folder = _started.pop()
        services.stop()
        shutil.rmtree(folder, ignore_errors=True)
