"""The virtual environment and what is installed in it. Standard library only."""

from __future__ import annotations

import hashlib
import shutil
import sys
from pathlib import Path

from launch.commands import run_step
from launch.errors import LaunchError
from launch.locks import exclusive
from launch.stamps import is_fresh, write

ROOM_MB = 1500
QUIET = ("--disable-pip-version-check", "--no-input", "--progress-bar", "off")
# Most modules are never imported; the others are compiled when they are.
PIP = ("-m", "pip", "install", *QUIET, "--no-compile")


def ensure(root: Path, *, is_development: bool) -> Path:
    """Return the environment's Python, installing what is missing; one launcher at a time."""
    venv = root / ".venv"
    python = venv / "bin" / "python"
    wanted = ["requirements.txt", *(["requirements-dev.txt"] if is_development else [])]
    if all(is_fresh(_stamp(venv, name), _mark(root, name)) for name in wanted) and python.exists():
        return python
    with exclusive(root / "launch"):
        if not (python.exists() and (venv / "pyvenv.cfg").exists()):
            _create(root, venv)
        for name in wanted:
            _install(root, venv, name)
    return python


def _create(root: Path, venv: Path) -> None:
    free_mb = shutil.disk_usage(root).free // 2**20
    if free_mb < ROOM_MB:
        raise LaunchError(
            f"Only {free_mb} MB are free at {root} and a first start needs {ROOM_MB} MB: free some space."
        )
    run_step(
        "Creating the Python environment",
        [sys.executable, "-m", "venv", "--clear", venv],
        cwd=root,
        hint="On Debian and Ubuntu: apt install python3-venv.",
    )


def _install(root: Path, venv: Path, name: str) -> None:
    stamp, mark = _stamp(venv, name), _mark(root, name)
    if is_fresh(stamp, mark):
        return
    run_step(
        f"Installing Python packages of {name}",
        [venv / "bin" / "python", *PIP, "-r", root / name],
        cwd=root,
        hint="Check the network and the package index, then start again.",
    )
    write(stamp, mark)


def _stamp(venv: Path, name: str) -> Path:
    return venv / f".parlor-{name}.stamp"


def _mark(root: Path, name: str) -> str:
    content = (root / name).read_bytes()
    return hashlib.sha256(content + str(root).encode() + b"%d.%d" % sys.version_info[:2]).hexdigest()
