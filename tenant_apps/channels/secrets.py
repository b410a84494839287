"""Secrets that are made, not stored: one for each route, so that a webhook is proved without a query."""

from django.utils.crypto import salted_hmac

_SALT = "parlor.channels.route"


def route_secret(kind: str, route: str) -> str:
    """Return the secret (64 hex digits) that the vendor must show at `/webhook/<kind>/<route>/`."""
    return salted_hmac(_SALT, f"{kind}:{route}", algorithm="sha256").hexdigest()
