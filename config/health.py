"""`/healthz`: the process answers. `/readyz`: it can reach what it needs, and the tables are those of its code."""

from functools import lru_cache

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, JsonResponse
from redis import RedisError

from tenants.migrating import is_current


def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok", "version": settings.VERSION})


def readyz(request: HttpRequest) -> JsonResponse:
    """Return 503 with the names of what is away."""
    away = []
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not _is_migrated():
            away.append("migrations")
    except Exception:  # whatever it is, the answer is "not ready"
        away.append("database")
    try:
        cache.get("readyz")
    except (RedisError, OSError):
        away.append("valkey")
    return JsonResponse({"status": "away" if away else "ok", "away": away}, status=503 if away else 200)


@lru_cache(maxsize=1)
def _once_migrated() -> bool:
    if not is_current("public"):
        # What is raised is not remembered.
        raise LookupError("migrations are missing")
    return True


def _is_migrated() -> bool:
    """Say whether the public schema has every table that this code knows; asked until it once had."""
    try:
        return _once_migrated()
    except LookupError:
        return False
