"""The cache keeps its connections: a request that finds another's open does not make its own."""

from contextvars import Context

from django.core.cache import caches
from redis import Redis


def connections(client: Redis) -> int:
    info = client.info("stats")
    assert isinstance(info, dict)
    return int(info["total_connections_received"])


def test_requests_share_their_connections_to_valkey() -> None:
    client = caches["default"]._cache.get_client()  # type: ignore[attr-defined]  # Django's own name
    before = connections(client)

    # As a request under ASGI: a context of its own.
    for _ in range(5):
        Context().run(lambda: caches["default"].get("anything"))

    assert connections(client) == before
