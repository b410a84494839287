"""Is this request from the provider that the owner set up? HTTP basic auth with a password made for the route.

Where the owner gave the provider's key, the body has to be signed as well: `signatures`.
"""

import base64
import binascii
import hmac
from collections.abc import Iterable, Mapping

from .signatures import is_signed, password_of


def verify(body: bytes, headers: Mapping[bytes, bytes], secrets: Iterable[str]) -> bool:
    """Check the password of the Authorization header in constant time, then the signature of a body that has come.

    An empty secret never fits. Source: RFC 7617.
    """
    scheme, _, credentials = headers.get(b"authorization", b"").partition(b" ")
    if scheme.lower() != b"basic":
        return False
    try:
        name, colon, password = base64.b64decode(credentials.strip(), validate=True).partition(b":")
    except binascii.Error:
        return False
    user, is_known = name.decode("ascii", "replace"), False
    for secret in secrets:
        if secret and colon:
            is_known |= hmac.compare_digest(password, password_of(secret, user).encode())
    return is_known and (not body or is_signed(user, body, headers))
