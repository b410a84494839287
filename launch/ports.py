"""Find free ports and say who wants a taken one."""

from __future__ import annotations

import socket

from launch.errors import LaunchError

LOOPBACK = "127.0.0.1"


def is_free(port: int, host: str = LOOPBACK) -> bool:
    """Tell whether we could listen on a port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError:
            return False
    return True


def free_port(*, preferred: int | None = None) -> int:
    """Return the preferred port when it is free, else any free one."""
    if preferred is not None and is_free(preferred):
        return preferred
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
    return port


def require_free(port: int, *, variable: str, purpose: str, host: str = LOOPBACK) -> None:
    """Refuse a port that another program listens on or that we may not take."""
    if port < 1024 and not is_free(port, host):
        raise LaunchError(
            f"Port {port} for {purpose} is taken or needs root: set {variable} to one above 1023."
        )
    if not is_free(port, host):
        raise LaunchError(
            f"Port {port} for {purpose} is taken: stop what uses it, or set {variable} to a free port."
        )
