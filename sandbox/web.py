"""JSON in and out of the control API, and the refusal shape it shares with the product."""

from typing import Any
from urllib.parse import urlsplit

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

MAX_CONTROL_BYTES = 40_000_000


class Refused(Exception):
    """A control request that cannot be done; rendered as {"code", "message"}."""

    def __init__(self, message: str, *, code: str = "invalid", status: int = 400) -> None:
        super().__init__(message)
        self.code, self.message, self.status = code, message, status


def reply(content: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Render JSON."""
    return Response(msgspec.json.encode(content), status, headers, "application/json")


def refusal(_request: Request, error: Exception) -> Response:
    """Render a Refused for Starlette's exception handlers."""
    assert isinstance(error, Refused)
    return reply({"code": error.code, "message": error.message, "fields": {}, "data": {}}, error.status)


async def read_object(request: Request) -> dict[str, Any]:
    """Return the JSON object of the body ({} when empty); anything else is refused."""
    raw = await request.body()
    if len(raw) > MAX_CONTROL_BYTES:
        raise Refused(
            "The body is larger than 40 MB. Upload the file at /control/media/ instead.", status=413
        )
    try:
        body = msgspec.json.decode(raw) if raw.strip() else {}
    except (msgspec.DecodeError, RecursionError) as error:
        raise Refused(f"The body is not JSON: {error}.") from error
    if not isinstance(body, dict):
        raise Refused("The body must be a JSON object.")
    return body


def text_of(body: dict[str, Any], key: str, default: str | None = None, *, limit: int = 200) -> str:
    """Return a required (or defaulted) short string of the body."""
    value = body.get(key, default)
    if value is None or value == "":
        if default is not None:
            return default
        raise Refused(f"“{key}” is required.")
    if not isinstance(value, str):
        raise Refused(f"“{key}” must be a string.")
    if len(value) > limit:
        raise Refused(f"“{key}” must be at most {limit} characters.")
    return value.strip()


def only(body: dict[str, Any], *names: str) -> None:
    """Refuse keys that nobody reads, so that a typo does not pass for a setting."""
    unknown = sorted(set(body) - set(names))
    if unknown:
        raise Refused(f"Unknown field “{unknown[0]}”. Known: {', '.join(sorted(names))}.")


class SameOriginOnly:
    """Refuse control calls that another website's page makes through the developer's browser."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = dict(scope["headers"])
            origin = headers.get(b"origin", b"").decode("latin-1")
            if origin and _host_of(origin) != headers.get(b"host", b"").decode("latin-1"):
                message = "This page may not steer the sandbox. Open the sandbox's own page."
                await reply({"code": "wrong_origin", "message": message}, 403)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _host_of(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None
