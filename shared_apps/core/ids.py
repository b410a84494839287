"""Identifiers that sort by time, so indexes grow at one end."""

import os
import time
from uuid import UUID


def uuid7() -> UUID:
    """Return a UUID version 7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big")
    high = (milliseconds & 0xFFFF_FFFF_FFFF) << 16 | 0x7000 | (random >> 68 & 0x0FFF)
    low = 0b10 << 62 | random & 0x3FFF_FFFF_FFFF_FFFF
    return UUID(int=high << 64 | low)
