"""Is this request from the provider that the owner set up? HTTP basic auth with a password made for the route.

Where the owner gave the provider's key, the body has to be signed as well: `signatures`.
"""

import base64
import binascii
import hmac
from collections.abc import Iterable, Mapping

from . import signatures


def verify(body: bytes, headers: Mapping[bytes, bytes], secrets: Iterable[str]) -> bool:
    """Check the password of the Authorization header in constant time, then the signature of a body that has come.

    An empty secret never fits. Raises ProofAway. Source: RFC 7617.
    """
    user, password = _shown(headers)
    is_known = False
    for secret in secrets:
        if secret and password is not None:
            right = signatures.password_of(secret, user)
            is_known |= hmac.compare_digest(password, right.encode())
    return is_known and (not body or signatures.is_signed(user, body, headers))


def asks_others(headers: Mapping[bytes, bytes]) -> bool:
    return signatures.asks_others(_shown(headers)[0])


def _shown(headers: Mapping[bytes, bytes]) -> tuple[str, bytes | None]:
    """Return the user name and the password that came along; None for the password when none can be read."""
    scheme, _, credentials = headers.get(b"authorization", b"").partition(b" ")
    if scheme.lower() != b"basic":
        return "", None
    try:
        name, colon, password = base64.b64decode(credentials.strip(), validate=True).partition(b":")
    except binascii.Error:
        return "", None
    return name.decode("ascii", "replace"), password if colon else None
