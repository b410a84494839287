import hashlib
import hmac

from tests.contract.samples.base import Sample


def _sign(body: bytes, secret: str) -> dict[bytes, bytes]:
    return {b"x-parlor-signature": hmac.new(secret.encode(), body, hashlib.sha256).hexdigest().encode()}


SAMPLE = Sample(
    sign=_sign,
    unknown="event_of_tomorrow",
    recipient=(("visitor", "0199a1b2c3d4e5f60718293a4b5c6d7e"),),
    damaged=frozenset({"damaged", "damaged_letters"}),
)
