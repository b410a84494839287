"""Is a body the provider's own? SendGrid and Mailgun sign what they post, with a key from their settings.

The owner's copy of the key travels, encrypted, as the user name of the address that the provider calls, and the
password depends on that name: so the door proves a body without a query, and nobody can leave the key out.
Amazon signs with a certificate of its own (`sns`): there the name holds the topic, or nothing but the provider.

Sources: https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features
https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_public_key

from shared_apps.core.fields import decrypt, encrypt

from . import posted, sns

SIGNING = frozenset({"sendgrid", "mailgun", "ses"})
PLAIN_USER = "parlor"


def user_of(provider: str, key: str) -> str:
    """Return the user name that carries the key; raises ValueError for what is no key of this provider."""
    if provider == "sendgrid":
        _public_key(key)
    elif provider == "ses":
        if key.strip() and not sns.is_topic(key.strip()):
            raise ValueError("This is no topic.")
    elif provider not in SIGNING or not key.strip():
        raise ValueError("This provider signs with no such key.")
    return encrypt(f"{provider}:{key.strip()}").rstrip("=")


def password_of(secret: str, user: str) -> str:
    """Return the password that belongs to a user name of an address with this secret."""
    if user == PLAIN_USER:
        return secret
    return hmac.new(secret.encode(), user.encode(), hashlib.sha256).hexdigest()


def is_signed(user: str, body: bytes, headers: Mapping[bytes, bytes]) -> bool:
    """Tell whether the body bears the signature that the user name asks for; without a key in it there is none.

    Raises ProofAway.
    """
    if user == PLAIN_USER:
        return True
    provider, _, key = _opened(user).partition(":")
    if provider == "sendgrid":
        return _is_sendgrids(key, body, headers)
    if provider == "ses":
        return sns.is_signed(key, body)
    return provider == "mailgun" and _is_mailguns(key, body)


def asks_others(user: str) -> bool:
    """Tell whether the signature is proved by somebody who has to be asked."""
    return user != PLAIN_USER and _opened(user).startswith("ses:")


@lru_cache(maxsize=1024)
def _opened(user: str) -> str:
    try:
        return decrypt(user + "=" * (-len(user) % 4))
    except ValueError:
        return ""


@lru_cache(maxsize=256)
def _public_key(key: str) -> ec.EllipticCurvePublicKey:
    try:
        found = load_der_public_key(base64.b64decode(key.strip(), validate=True))
    except (ValueError, binascii.Error) as error:
        raise ValueError("This is no public key.") from error
    if not isinstance(found, ec.EllipticCurvePublicKey):
        raise ValueError("This is no public key of this kind.")
    return found


def _is_sendgrids(key: str, body: bytes, headers: Mapping[bytes, bytes]) -> bool:
    signature = headers.get(b"x-twilio-email-event-webhook-signature", b"")
    if not signature and body.lstrip()[:1] != b"[":
        # Mails come unsigned: SendGrid's Inbound Parse proves itself by the password alone.
        return True
    at = headers.get(b"x-twilio-email-event-webhook-timestamp", b"")
    try:
        _public_key(key).verify(base64.b64decode(signature), at + body, ec.ECDSA(hashes.SHA256()))
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True


def _is_mailguns(key: str, body: bytes) -> bool:
    at, token, signature = _mailgun_parts(body)
    right = hmac.new(key.encode(), at + token, hashlib.sha256).hexdigest()
    return bool(at and token) and hmac.compare_digest(right.encode(), signature)


def _mailgun_parts(body: bytes) -> tuple[bytes, bytes, bytes]:
    """Return (timestamp, token, signature): in an object of their own, or among the fields of a form."""
    names = ("timestamp", "token", "signature")
    start = body[:200].lstrip()
    if start[:1] == b"{":
        try:
            found: Any = msgspec.json.decode(body, type=dict[str, Any]).get("signature")
        except (msgspec.DecodeError, ValueError, RecursionError):
            found = None
        given = found if isinstance(found, dict) else {}
        at, token, signature = (str(given.get(name) or "").encode() for name in names)
        return at, token, signature
    form = posted.multipart(body) if start.startswith(b"--") else posted.urlencoded(body)
    at, token, signature = (form.fields.get(name, b"").strip() for name in names)
    return at, token, signature
