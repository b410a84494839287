"""Small JSON files of the launcher in the data folder: generated secrets and chosen ports."""

from __future__ import annotations

import base64
import json
import os
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

from launch.errors import LaunchError


def _token() -> str:
    return secrets.token_urlsafe(36)


def _fernet_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def _key_of_a_curve() -> str:
    """Return a private key of P-256, base64url without padding: nearly every 32 bytes are one."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")


# Exported to every process; the two passwords travel inside DATABASE_URL and REDIS_URL instead.
EXPORTED: Mapping[str, Callable[[], str]] = {
    "DJANGO_SECRET_KEY": _token,
    "PARLOR_FIELD_KEYS": _fernet_key,
    "PARLOR_META_APP_SECRET": _token,
    "PARLOR_META_VERIFY_TOKEN": _token,
    "PARLOR_VAPID_PRIVATE_KEY": _key_of_a_curve,
}
KEPT: Mapping[str, Callable[[], str]] = {"POSTGRES_PASSWORD": _token, "VALKEY_PASSWORD": _token}


def load_secrets(data_dir: Path) -> dict[str, str]:
    """Return this copy's secrets, making those that are missing (file mode 0600)."""
    path = data_dir / "secrets.json"
    known = read_json(path)
    wanted = {**EXPORTED, **KEPT}
    found = {name: known.get(name) or make() for name, make in wanted.items()}
    if found != known:
        write_json(path, found)
    return found


def read_json(path: Path) -> dict[str, str]:
    """Read a flat JSON file; a missing one is empty."""
    try:
        loaded = json.loads(path.read_text())
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise LaunchError(f"{path} is damaged: restore it, or start over with bin/up --reset.") from error
    return {str(key): str(value) for key, value in loaded.items()}


def write_json(path: Path, values: Mapping[str, str]) -> None:
    """Replace a JSON file at once, readable by us alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".new")
    with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(dict(values), file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
