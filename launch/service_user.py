"""Who runs PostgreSQL when we are root, which it refuses to be."""

from __future__ import annotations

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from launch.errors import LaunchError

CANDIDATES = ("parlor", "nobody")


@dataclass(frozen=True, slots=True)
class ServiceUser:
    """A system user without rights of its own."""

    name: str
    uid: int
    gid: int


def pick_service_user(cluster: Path) -> ServiceUser | None:
    """Return the user to drop to: a cluster's owner, else a system user; None when we are not root."""
    if os.geteuid() != 0:
        return None
    if cluster.exists() and (owner := cluster.stat()).st_uid != 0:
        return ServiceUser(_name_of(owner.st_uid), owner.st_uid, owner.st_gid)
    for name in CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return ServiceUser(name, entry.pw_uid, entry.pw_gid)
    raise LaunchError(
        "PostgreSQL may not run as root and no user is there to run it: `useradd --system parlor` makes one."
    )


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def as_user(user: ServiceUser | None) -> dict[str, Any]:
    """Return the subprocess options that drop to a user, and to none of root's groups."""
    return {} if user is None else {"user": user.uid, "group": user.gid, "extra_groups": []}


def runs_for(user: ServiceUser, argv: Sequence[str | Path], *, cwd: str = "/") -> bool:
    """Tell whether a command works for a user: the honest test of every permission on the way."""
    try:
        return (
            subprocess.run(
                [str(part) for part in argv],
                cwd=cwd,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=20,
                check=False,
                **as_user(user),
            ).returncode
            == 0
        )
    except (OSError, subprocess.SubprocessError):
        return False


def can_use_folder(user: ServiceUser, folder: Path) -> bool:
    """Tell whether a user can enter, list and write a folder."""
    return runs_for(user, ["/bin/sh", "-c", 'cd "$1" && ls >/dev/null && test -w .', "sh", folder])
