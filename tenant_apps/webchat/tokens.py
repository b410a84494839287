"""What a visitor shows: a signed token that names the website and who they are there. Pure but for the signing key.

It travels in a header or a socket's first frame, never in an address.
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from django.core import signing

from shared_apps.core.ids import uuid7

_VISITOR, _FILE, _ASK = "parlor.webchat.visitor", "parlor.webchat.file", "parlor.webchat.ask"
VISITOR_AGE, USER_AGE = timedelta(days=400), timedelta(days=30)
FILE_AGE, ASK_AGE = timedelta(days=1), timedelta(hours=1)


@dataclass(frozen=True)
class Visitor:
    """Somebody on a website; `kind` is visitor, user or session. `name` is what they call themselves."""

    key: str
    kind: str
    value: str
    name: str = ""

    @property
    def identity(self) -> tuple[str, str]:
        return self.kind, self.value

    @property
    def is_verified(self) -> bool:
        return self.kind == "user"


def stranger(key: str) -> Visitor:
    """Return somebody new."""
    return Visitor(key, "visitor", uuid7().hex)


def seal(identity_secret: str) -> str:
    """Return what ties verified tokens to the secret that proved them: a new secret ends them all."""
    return hashlib.sha256(identity_secret.encode()).hexdigest()[:16] if identity_secret else ""


def issue(visitor: Visitor, *, identity_secret: str) -> str:
    sealed = seal(identity_secret) if visitor.is_verified else ""
    return signing.dumps([visitor.key, visitor.kind, visitor.value, visitor.name, sealed], salt=_VISITOR)


def read(token: str, *, key: str, identity_secret: str) -> Visitor | None:
    """Return the visitor of this website that the token names; None when it is another's, old, or no token."""
    try:
        known = signing.loads(token, salt=_VISITOR, max_age=VISITOR_AGE)
        visitor = Visitor(*known[:4])
        if visitor.is_verified:
            signing.loads(token, salt=_VISITOR, max_age=USER_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if visitor.key != key or (visitor.is_verified and known[4] != seal(identity_secret)):
        return None
    return visitor


def sign_file(file_id: str, visitor: Visitor) -> str:
    """Return a handle of an upload that only this visitor can attach to a message."""
    return signing.dumps([file_id, visitor.key, *visitor.identity], salt=_FILE)


def file_of(handle: str, visitor: Visitor) -> str | None:
    try:
        file_id, *owner = signing.loads(handle, salt=_FILE, max_age=FILE_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return str(file_id) if owner == [visitor.key, *visitor.identity] else None


def sign_link(file_id: str, key: str) -> str:
    """Return the proof in the address of one file: pictures cannot send a header."""
    return signing.dumps([file_id, key], salt=_FILE + ".link")


def opens_link(proof: str, file_id: str, key: str) -> bool:
    try:
        return bool(signing.loads(proof, salt=_FILE + ".link", max_age=FILE_AGE) == [file_id, key])
    except signing.BadSignature:
        return False


def sign_ask(key: str, session: str, message: str) -> str:
    """Return the handle under which the answer to one question can be fetched."""
    return signing.dumps([key, session, message], salt=_ASK)


def ask_of(handle: str) -> tuple[str, str, str] | None:
    try:
        key, session, message = signing.loads(handle, salt=_ASK, max_age=ASK_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return str(key), str(session), str(message)
