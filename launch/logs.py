"""A log file that never grows past twice its bound."""

from __future__ import annotations

from pathlib import Path

BOUND_BYTES = 5 * 2**20


class BoundedLog:
    """Append lines to `<name>.log`; a full one becomes `<name>.log.1` and the older one goes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("ab")
        self._size = self._file.tell()

    def line(self, text: str) -> None:
        """Append one line; a full disk loses log lines, never the process."""
        try:
            encoded = text.encode() + b"\n"
            if self._size + len(encoded) > BOUND_BYTES:
                self._turn()
            self._file.write(encoded)
            self._file.flush()
            self._size += len(encoded)
        except (OSError, ValueError):
            return

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _turn(self) -> None:
        self._file.close()
        self._path.replace(self._path.with_name(self._path.name + ".1"))
        self._file = self._path.open("ab")
        self._size = 0
