"""Bodies that are larger than anything we take are refused before Django spools them to its disk."""

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from django.conf import settings

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
App = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]


class BodyTooLarge(Exception):
    """A body without a length turned out too large while it was read."""


class BoundedBodies:
    """Answers 413 to a body above `settings.UPLOAD_MAX_BODY_BYTES`: by its length, or while a chunked one is read."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        most = settings.UPLOAD_MAX_BODY_BYTES
        length = dict(scope["headers"]).get(b"content-length", b"")
        if length.isdigit() and int(length) > most:
            await _refuse(send, most)
            return
        taken = 0

        async def bounded() -> dict[str, Any]:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > most:
                raise BodyTooLarge
            return message

        try:
            await self._app(scope, bounded, send)
        except BodyTooLarge:
            await _refuse(send, most)


async def _refuse(send: Send, most: int) -> None:
    megabytes = most // 1_000_000
    body = msgspec.json.encode(
        {
            "code": "upload_too_large",
            "message": f"One upload may have up to {megabytes} MB. Send the files in several goes.",
            "fields": {},
            "data": {"most_mb": megabytes},
        }
    )
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    # The rest of the body is not waited for.
    headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})
