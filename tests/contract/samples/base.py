"""What the contract test needs to know of a channel, and the ways of signing that several have in common."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass

from tenant_apps.channels.outbound import AccountCredentials

ACCOUNT = AccountCredentials("700100200300", {"access_token": "token-of-the-tests"})
GARBAGE = (b"", b"not json", b"[]", b"17", b'{"entry":17}', b'{"entry":[}', b"\xff\xfe")


@dataclass(frozen=True)
class Sample:
    """`sign` returns the headers of a genuine request; `unknown` names a fixture with an unknown event.

    `damaged` are fixtures that hold unreadable parts on purpose. `route` is the last part of the address that bodies
    come to. `proves_body` is False where the vendor shows a secret instead of signing the bytes.
    `suffix` is that of the fixtures' files.
    """

    sign: Callable[[bytes, str], dict[bytes, bytes]]
    unknown: str
    recipient: tuple[tuple[str, str], ...]
    damaged: frozenset[str] = frozenset()
    route: str = ""
    proves_body: bool = True
    account: AccountCredentials = ACCOUNT
    garbage: tuple[bytes, ...] = GARBAGE
    suffix: str = ".json"


def sign_as_meta(body: bytes, secret: str) -> dict[bytes, bytes]:
    return {
        b"x-hub-signature-256": b"sha256="
        + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest().encode()
    }
