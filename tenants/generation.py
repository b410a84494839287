"""What processes remember of tenants counts until one of them changes a tenant: then all look anew.

The shared counter is asked for at most every ASK_EVERY_S seconds by each process: next to nothing for a request.
"""

import logging
import time
from uuid import uuid4

from django.core.cache import cache
from django.db import transaction

log = logging.getLogger(__name__)

KEY = "tenants:generation"
ASK_EVERY_S = 0.2

_asked_at = 0.0
_known = ""


def current() -> str:
    """Return the name of the present state of all tenants, at most ASK_EVERY_S seconds old."""
    global _asked_at, _known
    at = time.monotonic()
    if at - _asked_at >= ASK_EVERY_S:
        _asked_at = at
        try:
            _known = cache.get(KEY) or ""
        except Exception:  # whatever the store raises: then the caller's own time limit counts
            log.warning("the tenants' generation cannot be asked for", exc_info=True)
    return _known


def advance() -> None:
    """Let every process look tenants up anew, once this transaction holds."""
    transaction.on_commit(_advance, robust=True)


def _advance() -> None:
    cache.set(KEY, uuid4().hex, None)
    ask_again()


def ask_again() -> None:
    """Ask for the counter at the next call, in this process."""
    global _asked_at
    _asked_at = 0.0
