"""Read the environment: text, numbers, lists and addresses, with one clear error for what is missing."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent.parent


def text(name: str, default: str | None = None) -> str:
    """Return a variable; one that is blank is one that is not set, as compose hands over what nobody filled in."""
    value = os.environ.get(name) or default
    if value is None:
        raise ImproperlyConfigured(f"Set {name} in the environment.")
    return value


def words(name: str, default: str = "") -> list[str]:
    """Return the items of a comma-separated list."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def number(name: str, default: int) -> int:
    return int(text(name, str(default)))


def database(url: str) -> dict[str, str]:
    """Return Django's connection fields from `postgres://user:password@host:port/name`."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or len(parts.path) < 2:
        raise ImproperlyConfigured("DATABASE_URL must look like postgres://user:password@host:port/name.")
    return {
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or 5432),
    }
