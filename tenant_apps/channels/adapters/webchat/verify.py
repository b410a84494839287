"""Who may post to this channel's webhook: only one who knows the secret of its route, which is nobody outside."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping

HEADER = b"x-parlor-signature"


def verify(body: bytes, headers: Mapping[bytes, bytes], secrets: Iterable[str]) -> bool:
    """Check the HMAC-SHA256 (hex) over the raw body against any of the secrets; an empty secret never fits."""
    claimed = headers.get(HEADER, b"")
    is_signed = False
    for secret in secrets:
        if secret:
            expected = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest().encode()
            is_signed |= hmac.compare_digest(expected, claimed)
    return is_signed


def proves_identity(secret: str, user_id: str, claimed: str) -> bool:
    """Tell whether the business signed this visitor: HMAC-SHA256(identity secret, user id) in hex."""
    expected = hmac.new(secret.encode(), user_id.encode(), hashlib.sha256).hexdigest()
    return bool(secret) and hmac.compare_digest(expected.encode(), claimed.lower().encode())
