"""Marks that can be compared and not read: cards, devices."""

import hashlib
import hmac

from django.conf import settings


def digest_of(kind: str, value: str) -> str:
    """Return a keyed digest of `value`, 64 hex digits; equal values of one kind have equal ones."""
    return hmac.new(settings.SECRET_KEY.encode(), f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()
