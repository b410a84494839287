"""The door: a small ASGI app in front of Django that answers 200 only for what is on disk.

A repeated body is harmless, as the drain deduplicates; so there is no lock and no flag on this path.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from urllib.parse import parse_qsl

import msgspec

from shared_apps.core.errors import body as error_body
from shared_apps.intake.counts import REQUESTS
from shared_apps.intake.errors import BadPayload, ProofAway
from shared_apps.intake.ledger import Ledger, LedgerAway
from shared_apps.intake.platforms import Platform, platform_called

log = logging.getLogger(__name__)

PREFIX = "/webhook/"

Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]


class TooLarge(Exception):
    pass


class WebhookDoor:
    """ASGI application for `/webhook/<platform>/[<route>/]`."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        name, _, route = scope["path"][len(PREFIX) :].strip("/").partition("/")
        platform = platform_called(name)
        if platform is None:
            await _refuse(send, 404, "not_found", "No platform sends its messages here.")
        elif scope["method"] == "POST":
            await self._take(platform, route, scope, receive, send)
        elif scope["method"] == "GET":
            await _shake_hands(platform, scope, send)
        else:
            await _refuse(send, 405, "method_not_allowed", "Send GET or POST.")

    async def _take(
        self, platform: Platform, route: str, scope: dict[str, Any], receive: Receive, send: Send
    ) -> None:
        headers = dict(scope["headers"])
        if not platform.proves_body and not platform.verify(b"", headers, route):
            await _challenge(send, platform, "The secret is missing or wrong.")
            return
        try:
            body = await _read(headers, receive, platform.max_bytes)
        except TooLarge:
            message = f"The body is larger than {platform.max_bytes / 1e6:g} MB."
            await _refuse(send, 413, "too_large", message, platform.name)
            return
        try:
            is_proved = await _is_proved(platform, body, headers, route)
        except ProofAway as error:
            await _refuse(send, 503, "try_again", f"{error} Send this again.", platform.name)
            return
        if not is_proved:
            await _challenge(send, platform, "The signature does not match the body.")
            return
        try:
            slices = platform.split(body, route)
        except BadPayload as error:
            await _refuse(send, 400, "bad_payload", str(error), platform.name)
            return
        name = platform.name
        parts = [(part.platform or name, part.account_id, part.body) for part in slices] or [
            (name, route, body)
        ]
        try:
            await self.ledger.write(parts)
        except LedgerAway:
            # Not acknowledged, so the platform sends it again.
            await _refuse(send, 503, "try_again", "The ledger is away. Send this again.", platform.name)
            return
        REQUESTS.add(name, "accepted")
        await send(_OK_START)
        await send(_OK_BODY)


# Without a body: the status says all, and a body is a second write to the socket.
_OK_START = {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]}
_OK_BODY = {"type": "http.response.body", "body": b""}


async def _is_proved(platform: Platform, body: bytes, headers: dict[bytes, bytes], route: str) -> bool:
    if platform.asks_others is not None and platform.asks_others(headers):
        return await asyncio.to_thread(platform.verify, body, headers, route)
    return platform.verify(body, headers, route)


async def _read(headers: dict[bytes, bytes], receive: Receive, max_bytes: int) -> bytes:
    claimed = headers.get(b"content-length", b"0")
    if claimed.isdigit() and int(claimed) > max_bytes:
        raise TooLarge
    message = await receive()
    body: bytes = message.get("body", b"")
    if not message.get("more_body"):
        return body
    chunks, size = [body], len(body)
    while message.get("more_body"):
        message = await receive()
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
        if size > max_bytes:
            raise TooLarge
    return b"".join(chunks)


async def _shake_hands(platform: Platform, scope: dict[str, Any], send: Send) -> None:
    challenge = platform.handshake(dict(parse_qsl(scope["query_string"].decode("latin-1"))))
    if challenge is None:
        await _refuse(send, 403, "forbidden", "The verify token is not ours.", platform.name)
        return
    await _answer(send, 200, challenge.encode(), b"text/plain; charset=utf-8")


async def _refuse(send: Send, status: int, code: str, message: str, platform: str = "unknown") -> None:
    REQUESTS.add(platform, code)
    await _answer(send, status, msgspec.json.encode(error_body(code, message)), b"application/json")


async def _challenge(send: Send, platform: Platform, message: str) -> None:
    """Refuse for want of a proof; some senders show their password only to whoever asks for it (Amazon's SNS)."""
    REQUESTS.add(platform.name, "bad_signature")
    asked = [(b"www-authenticate", platform.challenge.encode())] if platform.challenge else []
    body = msgspec.json.encode(error_body("bad_signature", message))
    await _answer(send, 401, body, b"application/json", asked)


async def _answer(
    send: Send, status: int, body: bytes, content_type: bytes, more: Sequence[tuple[bytes, bytes]] = ()
) -> None:
    headers: Sequence[tuple[bytes, bytes]] = [
        *more,
        (b"content-type", content_type),
        (b"content-length", str(len(body)).encode()),
        (b"x-content-type-options", b"nosniff"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
