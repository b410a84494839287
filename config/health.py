"""`/healthz`: the process answers. `/readyz`: it can reach what it needs."""

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, JsonResponse
from redis import RedisError


def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> JsonResponse:
    """Return 503 with the names of what is away."""
    away = []
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:  # whatever it is, the answer is "not ready"
        away.append("database")
    try:
        cache.get("readyz")
    except (RedisError, OSError):
        away.append("valkey")
    return JsonResponse({"status": "away" if away else "ok", "away": away}, status=503 if away else 200)
