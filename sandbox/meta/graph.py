"""Which calls of /graph/<version>/ are about pages, and which about WhatsApp."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from sandbox.meta.pages import PLATFORMS, knows, page_of
from sandbox.world import World, world_of

Endpoint = Callable[[Request], Awaitable[Response]]


def either(pages: Endpoint, whatsapp: Endpoint) -> Endpoint:
    """Return an endpoint that asks the object or the token which product it belongs to."""

    async def endpoint(request: Request) -> Response:
        is_about_pages = knows(world_of(request), request)
        return await (pages if is_about_pages else whatsapp)(request)

    return endpoint


def platform_of_call(world: World, scope: Scope) -> str:
    """Return the platform a Graph call belongs to, for the log and the fault switches."""
    parts = scope["path"].removeprefix(scope.get("root_path", "")).strip("/").split("/")
    object_id = parts[1] if len(parts) > 1 else ""
    page = page_of(world, object_id) if object_id.isdigit() else None
    if page is not None:
        return page.accounts[0].platform
    request = Request(scope)
    token = request.headers.get("authorization", "").partition(" ")[2] or request.query_params.get(
        "access_token", ""
    )
    if world.accounts.of_token(token):
        return "whatsapp"
    found = (p for p in PLATFORMS if token and world.accounts.of_token(token, p))
    return next(found, "whatsapp")
