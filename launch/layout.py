"""Where this copy of Parlor lives and listens, read from the environment once."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from launch.errors import LaunchError

ROOT = Path(__file__).resolve().parent.parent
MARKER = ".parlor-data"
SMTP_OFFSET = 24  # 8001 → 8025, the port people know for a caught mailbox
IMAP_OFFSET = 142  # 8001 → 8143, which ends like IMAP's own
ROOM_NEW_MB, ROOM_OLD_MB = 400, 100


@dataclass(frozen=True, slots=True)
class Layout:
    """Ports and folders of one copy."""

    data_dir: Path
    port: int
    sandbox_port: int
    smtp_port: int
    imap_port: int
    host: str
    base_domain: str
    database_url: str
    redis_url: str

    @property
    def run_dir(self) -> Path:
        """Folder of the pid files."""
        return self.data_dir / "run"

    @property
    def logs_dir(self) -> Path:
        """Folder of the process logs."""
        return self.data_dir / "logs"

    @property
    def url(self) -> str:
        """Address of the product."""
        return f"http://{self.base_domain}/"

    @property
    def sandbox_url(self) -> str:
        """Address of the sandbox as a person opens it."""
        return f"http://localhost:{self.sandbox_port}/"


def read_layout(env: Mapping[str, str]) -> Layout:
    """Read the layout; refuse ports that are no ports."""
    port = _port(env, "PARLOR_PORT", 8000)
    sandbox_port = _port(env, "PARLOR_SANDBOX_PORT", 8001)
    smtp_port = _port(env, "PARLOR_SMTP_PORT", sandbox_port + SMTP_OFFSET)
    imap_port = _port(env, "PARLOR_IMAP_PORT", sandbox_port + IMAP_OFFSET)
    if len({port, sandbox_port, smtp_port, imap_port}) < 4:
        raise LaunchError(
            f"PARLOR_PORT, PARLOR_SANDBOX_PORT, PARLOR_SMTP_PORT and PARLOR_IMAP_PORT must differ: "
            f"{port}, {sandbox_port}, {smtp_port}, {imap_port}."
        )
    return Layout(
        data_dir=Path(env.get("PARLOR_DATA_DIR") or ROOT / ".parlor").expanduser().absolute(),
        port=port,
        sandbox_port=sandbox_port,
        smtp_port=smtp_port,
        imap_port=imap_port,
        host=env.get("PARLOR_HOST") or "127.0.0.1",
        base_domain=env.get("BASE_DOMAIN") or f"localhost:{port}",
        database_url=env.get("DATABASE_URL", ""),
        redis_url=env.get("REDIS_URL", ""),
    )


def _port(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name) or str(default)
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise LaunchError(f"{name} is {text!r}: give a port number between 1 and 65535.")
    return int(text)


def claim_data_dir(data_dir: Path) -> None:
    """Make or adopt the data folder, proving that it can be written and has room."""
    try:
        is_new = not data_dir.exists()
        data_dir.mkdir(parents=True, exist_ok=True)
        if is_new:
            # Others may pass through to the database's own folder, but not look around.
            data_dir.chmod(0o711)
        for name in ("run", "logs"):
            (data_dir / name).mkdir(mode=0o700, exist_ok=True)
        free_mb = shutil.disk_usage(data_dir).free // 2**20
        needed_mb = ROOM_OLD_MB if (data_dir / MARKER).exists() else ROOM_NEW_MB
        if free_mb >= needed_mb and not (data_dir / MARKER).exists() and is_ours(data_dir):
            (data_dir / MARKER).write_text(
                "Parlor keeps its data here; bin/up --reset empties this folder.\n"
            )
        (data_dir / "run" / "writable").write_text("yes")
    except OSError as error:
        raise LaunchError(
            f"Cannot use the data folder {data_dir}: {error.strerror}. "
            "Mend that or set PARLOR_DATA_DIR to a folder you may write to."
        ) from error
    if free_mb < needed_mb:
        raise LaunchError(
            f"The disk is nearly full: {free_mb} MB are free at {data_dir} and Parlor needs {needed_mb} MB. "
            "Free some space or set PARLOR_DATA_DIR to another disk."
        )


def is_ours(data_dir: Path) -> bool:
    """Tell whether a folder holds nothing but ours, so that --reset may empty it."""
    if (data_dir / MARKER).exists() or data_dir == ROOT / ".parlor":
        return True
    return {entry.name for entry in data_dir.iterdir()} <= {"run", "logs"}


def empty_data_dir(data_dir: Path) -> None:
    """Delete everything in our data folder except the lock we hold."""
    if not data_dir.exists():
        return
    try:
        if not is_ours(data_dir):
            raise LaunchError(
                f"{data_dir} was not made by Parlor, so --reset leaves it alone: "
                "empty it yourself or set PARLOR_DATA_DIR."
            )
        for entry in data_dir.iterdir():
            if entry.name == "run":
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()
    except OSError as error:
        raise LaunchError(
            f"Cannot empty {data_dir}: {error.strerror} ({error.filename}). "
            "Delete it yourself and start again."
        ) from error
