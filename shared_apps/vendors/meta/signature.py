"""Proof that a request is from Meta: the signature of events and the handshake of a subscription."""

import hmac
from collections.abc import Iterable, Mapping

_PREFIX = b"sha256="


def is_signed(body: bytes, headers: Mapping[bytes, bytes], secrets: Iterable[str]) -> bool:
    """Check X-Hub-Signature-256 over the raw body against any of the app secrets, each in constant time.

    Several secrets are accepted: one is being rotated, or the app has a second one for Instagram Login, whose
    webhooks Meta's pages do not say by which of the two they are signed. An empty secret never fits.
    """
    signature = headers.get(b"x-hub-signature-256", b"")
    if not signature.startswith(_PREFIX):
        return False
    claimed = signature[len(_PREFIX) :]
    return any(
        hmac.compare_digest(hmac.digest(secret.encode(), body, "sha256").hex().encode(), claimed)
        for secret in secrets
        if secret
    )


def challenge(params: Mapping[str, str], verify_token: str) -> str | None:
    """Return `hub.challenge` when Meta proves that it knows our verify token, else None."""
    claimed = params.get("hub.verify_token", "")
    if params.get("hub.mode") != "subscribe" or not verify_token:
        return None
    if not hmac.compare_digest(claimed.encode(), verify_token.encode()):
        return None
    return params.get("hub.challenge", "")
