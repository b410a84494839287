"""The address of a customer's own page with the five faces: it names the question and proves that we gave it away."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

from tenant_apps.workspace.selectors import current_workspace
from tenants.hosts import url_of

_SALT = "parlor.csat"
_ID_LENGTH, _PROOF_BYTES = 22, 12


def link_of(request_id: UUID) -> str:
    return f"{url_of(current_workspace().slug)}/rate/{token_of(request_id)}"


def token_of(request_id: UUID) -> str:
    """Return 38 characters: the id and 96 bits of proof, short enough for a chat."""
    return _text(request_id.bytes) + _text(_proof(request_id))


def request_of(token: str) -> UUID | None:
    """Return the id that a token proves, None for one that we never made."""
    try:
        found = UUID(bytes=urlsafe_b64decode(token[:_ID_LENGTH] + "=="))
    except ValueError:
        return None
    return found if constant_time_compare(token, token_of(found)) else None


def _proof(request_id: UUID) -> bytes:
    digest = salted_hmac(_SALT, str(request_id), algorithm="sha256").digest()
    return digest[:_PROOF_BYTES]


def _text(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")
