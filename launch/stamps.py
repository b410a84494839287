"""Remember what a long step was done for, so that it is done again only when that changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

SKIPPED = {"__pycache__", "node_modules", "dist", "dist-widget"}


def fingerprint(paths: Iterable[Path], *, extra: str = "") -> str:
    """Hash the names and contents of files and of all files below folders."""
    digest = hashlib.sha256(extra.encode())
    for path in sorted(files_below(paths)):
        content = path.read_bytes()
        digest.update(f"\0{path}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def files_below(paths: Iterable[Path]) -> Iterable[Path]:
    """List files and the files below folders, without build products."""
    for path in paths:
        if path.is_file():
            yield path
        elif path.is_dir():
            yield from (
                file
                for file in path.rglob("*")
                if file.is_file() and not SKIPPED.intersection(file.parts) and file.suffix != ".tsbuildinfo"
            )


def is_fresh(stamp: Path, value: str) -> bool:
    """Tell whether a step was last done for this fingerprint."""
    try:
        return stamp.read_text() == value
    except OSError:
        return False


def write(stamp: Path, value: str) -> None:
    """Note that a step was done for this fingerprint."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value)
