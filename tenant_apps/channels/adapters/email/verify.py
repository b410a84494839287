"""Is this request from the provider that the owner set up? HTTP basic auth with a password made for the route."""

import base64
import binascii
import hmac
from collections.abc import Iterable, Mapping


def verify(headers: Mapping[bytes, bytes], secrets: Iterable[str]) -> bool:
    """Check the password of the Authorization header in constant time; the user name means nothing.

    An empty secret never fits. Source: RFC 7617.
    """
    scheme, _, credentials = headers.get(b"authorization", b"").partition(b" ")
    if scheme.lower() != b"basic":
        return False
    try:
        _, colon, password = base64.b64decode(credentials.strip(), validate=True).partition(b":")
    except binascii.Error:
        return False
    is_known = False
    for secret in secrets:
        if secret and colon:
            is_known |= hmac.compare_digest(password, secret.encode())
    return is_known
