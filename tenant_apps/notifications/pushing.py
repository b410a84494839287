"""Web push: an encrypted message to a browser's own push service (RFC 8030, 8291), signed with our key (RFC 8292).

The endpoint is an address from a browser: only https, and only through the egress check.
"""

import base64
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from functools import lru_cache
from typing import Any, Protocol
from urllib.parse import urlsplit

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from py_vapid import Vapid  # type: ignore[import-untyped]

from shared_apps.core.clock import now
from shared_apps.core.egress import EgressRefused, is_allowed, post, resolve
from shared_apps.core.errors import Invalid

TTL_S = 24 * 3600
# Push services refuse signatures that hold longer than a day.
SIGNED_FOR = timedelta(hours=12)
TIMEOUT_S = 10.0
GONE = (404, 410)


class Browser(Protocol):
    """A subscription: where a browser's push service takes messages, and the browser's keys."""

    @property
    def endpoint(self) -> str: ...
    @property
    def p256dh(self) -> str: ...
    @property
    def auth(self) -> str: ...


class Outcome(Enum):
    SENT = "sent"
    GONE = "gone"
    FAILED = "failed"


@dataclass(frozen=True)
class Keys:
    """Our key pair: `public` is what browsers subscribe with, base64url without padding."""

    vapid: Any
    public: str


@lru_cache(maxsize=2)
def _keys(private: str) -> Keys:
    vapid = Vapid.from_raw(private.encode())
    point = vapid.private_key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return Keys(vapid, base64.urlsafe_b64encode(point).rstrip(b"=").decode())


def keys() -> Keys | None:
    """Return our keys, None when none are configured: then nobody can be pushed to."""
    return _keys(settings.VAPID_PRIVATE_KEY) if settings.VAPID_PRIVATE_KEY else None


def check_subscription(endpoint: str, p256dh: str, auth: str) -> None:
    """Raise Invalid unless the endpoint may be asked and the keys are a browser's."""
    try:
        _check_address(endpoint)
    except EgressRefused as error:
        raise Invalid(
            "This address is not one of a push service.", fields={"endpoint": [str(error)]}
        ) from error
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _bytes(p256dh))
        is_secret = len(_bytes(auth)) == 16
    except ValueError:
        is_secret = False
    if not is_secret:
        raise Invalid("These are not the keys of a browser.", fields={"keys": ["Subscribe again."]})


def _check_address(endpoint: str) -> None:
    """The sandbox of a copy under development may be asked without TLS; its address is named in the settings."""
    try:
        parts = urlsplit(endpoint)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise EgressRefused("Give the address that the browser gave.") from error
    if not parts.hostname or parts.username:
        raise EgressRefused("Give the address that the browser gave.")
    address = resolve(parts.hostname, port)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_allowed(address, port)):
        raise EgressRefused("A push service speaks https.")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def push(browser: Browser, message: dict[str, Any]) -> Outcome:
    """Send `message` to one browser; GONE means that the subscription is to be forgotten."""
    ours = keys()
    if ours is None:
        return Outcome.FAILED
    try:
        _check_address(browser.endpoint)
        answer = post(
            browser.endpoint,
            body=_encrypted(browser, message),
            headers=_headers(browser.endpoint, ours),
            timeout_s=TIMEOUT_S,
        )
    except EgressRefused:
        return Outcome.FAILED
    if answer in GONE:
        return Outcome.GONE
    return Outcome.SENT if 200 <= answer < 300 else Outcome.FAILED


def _encrypted(browser: Browser, message: dict[str, Any]) -> bytes:
    # It brings a whole HTTP client along, which most processes never need.
    from pywebpush import WebPusher  # type: ignore[import-untyped]

    subscription = {
        "endpoint": browser.endpoint,
        "keys": {"p256dh": browser.p256dh, "auth": browser.auth},
    }
    encoded = WebPusher(subscription).encode(msgspec.json.encode(message), content_encoding="aes128gcm")
    return bytes(encoded["body"])


def _headers(endpoint: str, ours: Keys) -> dict[str, str]:
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((now() + SIGNED_FOR).timestamp()),
        "sub": settings.VAPID_CONTACT,
    }
    signed: dict[str, str] = ours.vapid.sign(claims)
    return {
        **signed,
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(TTL_S),
        "Urgency": "high",
    }
