"""The shared cache, on one client per process.

Django keeps caches by request, and each of its caches opens connections of its own: under ASGI every request would
connect to Valkey anew.
"""

from functools import lru_cache
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from django.utils.functional import cached_property
from redis import Redis


class _OneClient(RedisCacheClient):
    @cached_property
    def _shared(self) -> Redis:
        pool = self._get_connection_pool(write=True)  # type: ignore[attr-defined]  # not in the stubs
        return Redis(connection_pool=pool)

    def get_client(self, key: object = None, *, write: bool = False) -> Redis:
        """Return the client that all share; it is safe to use in threads and after a fork."""
        return self._shared


@lru_cache
def _client(server: str) -> _OneClient:
    return _OneClient([server])


class SharedCache(RedisCache):
    @cached_property
    def _cache(self) -> Any:
        return _client(self._servers[0])  # type: ignore[attr-defined]  # not in the stubs
