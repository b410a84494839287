"""What is stored of a secret."""

import hashlib
import hmac
import secrets
from uuid import UUID

from django.conf import settings


def new_token() -> str:
    """Return 256 random bits for an address bar or a header."""
    return secrets.token_urlsafe(32)


def token_digest(token: str) -> str:
    """Hash a token of full entropy; no key or salt is needed against guessing."""
    return hashlib.sha256(token.encode()).hexdigest()


def code_digest(user_id: UUID, purpose: str, code: str) -> str:
    """Hash a short code under our key, as six digits could be tried out in no time on a stolen table."""
    message = f"{user_id}:{purpose}:{code}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()
