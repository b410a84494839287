"""A browser's socket must come from a page of the same host; other clients send no Origin."""

from typing import Any
from urllib.parse import urlsplit


class OriginCheck:
    """ASGI middleware: refuses a socket that another site's page opened with the visitor's cookie.

    Sockets below `except_below` use no cookie and know themselves which pages they serve.
    """

    def __init__(self, application: Any, *, except_below: tuple[str, ...] = ()) -> None:
        self.application = application
        self.except_below = except_below

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        headers = dict(scope["headers"])
        origin = headers.get(b"origin", b"").decode("latin-1")
        host = headers.get(b"host", b"").decode("latin-1")
        is_checked = not scope["path"].startswith(self.except_below)
        if is_checked and origin and _host_of(origin) != host.lower():
            await receive()
            await send({"type": "websocket.close", "code": 4403})
            return
        try:
            await self.application(scope, receive, send)
        except ValueError:
            # URLRouter's word for a path that it does not know.
            await send({"type": "websocket.close", "code": 4404})


def _host_of(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return None
