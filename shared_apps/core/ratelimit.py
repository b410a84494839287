"""Rate tokens shared by all workers: the generic cell rate algorithm, kept in Valkey per limited thing."""

import logging
from functools import lru_cache
from typing import Any

from django.conf import settings
from redis import Redis, RedisError

log = logging.getLogger(__name__)

# Times are microseconds of the server's own clock, so workers need not agree on theirs.
_GCRA = """
local now = redis.call('TIME')
now = now[1] * 1000000 + now[2]
local tat = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now)
local wait = tat - now - ARGV[2] * ARGV[1]
if wait > 0 and ARGV[4] == '1' then
  local turn = math.max(tonumber(redis.call('GET', KEYS[2]) or 0) + ARGV[1], now + wait)
  redis.call('SET', KEYS[2], string.format('%.0f', turn), 'PX', math.ceil((turn - now) / 1000) + 1000)
  return turn - now
end
if wait > 0 or ARGV[3] == '0' then return math.max(wait, 0) end
tat = tat + ARGV[1]
redis.call('SET', KEYS[1], string.format('%.0f', tat), 'PX', math.ceil((tat - now) / 1000) + 1000)
return 0
"""


@lru_cache(maxsize=1)
def _script() -> Any:
    return Redis.from_url(settings.REDIS_URL, socket_timeout=2).register_script(_GCRA)


def take(key: str, *, per_second: float, burst: int, only_look: bool = False, in_line: bool = False) -> float:
    """Take one token, or only look whether there is one; return 0, or the seconds to wait when there is none.

    Who stands `in_line` and comes back when told to gets a moment of their own, one token after the last one's;
    else all who wait come back at once for a single token.

    With Valkey away everything is allowed: the platform refuses what is too much, and its refusal is retried.
    """
    try:
        wait_us = _script()(
            keys=[f"rate:{{{key}}}", f"line:{{{key}}}"],
            args=[int(1_000_000 / per_second), burst - 1, int(not only_look), int(in_line)],
        )
    except RedisError as error:
        log.warning("no rate limit, Valkey is away: %s", error)
        return 0.0
    return float(wait_us) / 1_000_000
