"""Start reference servers beside a running system, on the same terms: one uvicorn process each."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from launch.ports import free_port


@contextmanager
def uvicorn(target: str, env: Mapping[str, str]) -> Iterator[int]:
    """Serve `module:application` and yield its port."""
    port = free_port()
    argv = [sys.executable, "-m", "uvicorn", target, "--port", str(port), "--log-level", "critical"]
    process = subprocess.Popen([*argv, "--no-access-log"], env={**os.environ, **env})
    try:
        _wait(port)
        yield port
    finally:
        # A reference may be deep in a backlog; what it has left to do is of no interest.
        process.kill()
        process.wait()


def _wait(port: int) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"Nothing answers on port {port}.")
