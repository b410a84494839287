"""Who is here, and who looks at what: told by open sockets, kept in Valkey with an expiry, never in the database.

A member is here while one of their sockets has beaten within TTL_S. `arrive` and `gone` report a change to exactly
one caller, whatever processes the sockets live in, so that it is announced once. All functions block for one round
trip; sockets call them in a thread.
"""

import time
from collections.abc import Iterable
from typing import Any

from shared_apps.realtime.push import connection

TTL_S = 75.0
BEAT_EVERY_S = 25.0
# A reload closes a socket and opens the next; nobody went away in between.
GRACE_S = 10.0

# Members whose last socket is gone leave the set of those here; who takes them out announces it.
_GONE = """
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1])
local here = {}
for _, entry in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do here[string.match(entry, '^[^|]+')] = true end
local gone = {}
for _, member in ipairs(redis.call('SMEMBERS', KEYS[2])) do
  if not here[member] then redis.call('SREM', KEYS[2], member); gone[#gone + 1] = member end
end
return gone
"""


def _sockets(schema: str) -> str:
    """Return the sorted set of `<member>|<socket>` by the time they expire."""
    return f"{schema}:presence:sockets"


def _here(schema: str) -> str:
    """Return the set of members who were announced as here."""
    return f"{schema}:presence:here"


def _viewers(schema: str, conversation: str) -> str:
    """Return the sorted set of `<socket>|<person as JSON>` by the time they expire."""
    return f"{schema}:presence:viewing:{conversation}"


def arrive(schema: str, member: str, socket: str) -> bool:
    """Add a socket; return whether its member was not here before."""
    beat([(schema, member, socket)])
    return bool(connection().sadd(_here(schema), member))


def beat(sockets: Iterable[tuple[str, str, str]]) -> None:
    """Keep (schema, member, socket) alive for another TTL_S, all in one round trip."""
    expires_at = time.time() + TTL_S
    pipe = connection().pipeline(transaction=False)
    for schema, member, socket in sockets:
        pipe.zadd(_sockets(schema), {f"{member}|{socket}": expires_at})
    pipe.execute()


def leave(schema: str, member: str, socket: str) -> None:
    """Take a socket away; `gone` tells later whether its member went with it."""
    connection().zrem(_sockets(schema), f"{member}|{socket}")


def gone(schema: str) -> list[str]:
    """Return the members who have no socket any more, each to one caller only."""
    found: Any = connection().eval(_GONE, 2, _sockets(schema), _here(schema), str(time.time()))
    return [entry.decode() for entry in found]


def members_here(schema: str) -> set[str]:
    """Return the ids of the members with a living socket."""
    found: Any = connection().zrangebyscore(_sockets(schema), time.time(), "+inf")
    return {entry.decode().partition("|")[0] for entry in found}


def view(schema: str, conversation: str, socket: str, who: str) -> list[str]:
    """Note that a socket looks at a conversation, and return who else does, as JSON."""
    key = _viewers(schema, conversation)
    connection().zadd(key, {f"{socket}|{who}": time.time() + TTL_S})
    connection().expire(key, int(TTL_S) * 2)
    return viewers(schema, conversation)


def look_away(schema: str, conversation: str, socket: str, who: str) -> list[str]:
    """Note that a socket looks elsewhere, and return who still looks."""
    connection().zrem(_viewers(schema, conversation), f"{socket}|{who}")
    return viewers(schema, conversation)


def viewers(schema: str, conversation: str) -> list[str]:
    """Return the people who look at a conversation, each once however many tabs they have."""
    found: Any = connection().zrangebyscore(_viewers(schema, conversation), time.time(), "+inf")
    return sorted({entry.decode().partition("|")[2] for entry in found})


def forget(schema: str) -> None:
    """Drop everything that is known of a tenant's sockets."""
    connection().delete(_sockets(schema), _here(schema))
