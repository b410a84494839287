"""Is this request really from Telegram, and whose is it?"""

import hmac
from collections.abc import Iterable, Mapping

import msgspec

from tenant_apps.channels.adapters.mending import mend
from tenant_apps.channels.adapters.protocol import Slice
from tenant_apps.channels.errors import BadPayload

from .payloads import UNKNOWN_ACCOUNT, Envelope

_read = msgspec.json.Decoder(Envelope).decode


def verify(body: bytes, headers: Mapping[bytes, bytes], secrets: Iterable[str]) -> bool:
    """Compare X-Telegram-Bot-Api-Secret-Token with any of the secrets, in constant time.

    Telegram signs no body. An empty secret never fits.
    """
    shown = headers.get(b"x-telegram-bot-api-secret-token", b"")
    is_known = False
    for secret in secrets:
        if secret:
            is_known |= hmac.compare_digest(secret.encode(), shown)
    return is_known


def split(body: bytes, route: str) -> list[Slice]:
    """Return the whole body for the bot whose address was called; BadPayload for what is no update."""
    try:
        _read(body)
    except (msgspec.ValidationError, RecursionError) as error:
        raise BadPayload(f"The body is not a Telegram update: {error}") from error
    except (msgspec.DecodeError, UnicodeDecodeError):
        _check_mended(body)
    return [Slice(route or UNKNOWN_ACCOUNT, body)]


def _check_mended(body: bytes) -> None:
    try:
        _read(mend(body))
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadPayload(f"The body is not a Telegram update: {error}") from error
