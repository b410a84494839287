"""Identifiers that sort by time, so indexes grow at one end."""

import os
import threading
import time
from datetime import datetime
from uuid import UUID

_lock = threading.Lock()
_last = 0


def uuid7() -> UUID:
    """Return a UUID version 7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, 12 of their fraction, 62 random bits.

    Of one process, each is greater than the one before (§6.2, method 3): rows made in one go keep their order.
    """
    global _last
    ticks = (time.time_ns() << 12) // 1_000_000
    with _lock:
        _last = ticks = max(ticks, _last + 1)
    high = (ticks >> 12 & 0xFFFF_FFFF_FFFF) << 16 | 0x7000 | ticks & 0x0FFF
    low = 0b10 << 62 | int.from_bytes(os.urandom(8), "big") >> 2
    return UUID(int=high << 64 | low)


def least_uuid7(at: datetime) -> UUID:
    """Return the least id that `uuid7` may give at this moment."""
    return UUID(int=int(at.timestamp() * 1000) << 80 | 0x7 << 76 | 0b10 << 62)
