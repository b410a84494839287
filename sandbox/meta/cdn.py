"""Addresses of files as Meta's CDN gives them: signed, public, and gone after a while."""

import hashlib
import hmac

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from sandbox.media import SAMPLES, Media
from sandbox.store import now
from sandbox.world import World, world_of

# Meta does not say how long; a week is what people have seen.
URL_LIFETIME_S = 7 * 86_400.0


def url_of(world: World, media: Media, lifetime_s: float = URL_LIFETIME_S) -> str:
    """Return a public address of a stored file."""
    return _signed(world, f"files/{media.id}", lifetime_s)


def face_of(world: World, customer_id: str) -> str:
    """Return a public address of a person's picture."""
    return _signed(world, f"faces/{customer_id}", URL_LIFETIME_S)


async def file(request: Request) -> Response:
    """GET /lookaside/cdn/files/{id}: 403 once the address has expired, as Meta's CDN answers."""
    world = world_of(request)
    media = world.media.find(request.path_params["media_id"])
    if refused := _refusal(world, request, f"files/{request.path_params['media_id']}"):
        return refused
    if media is None or not world.media.path(media).exists():
        return PlainTextResponse("Content not found", 404)
    return FileResponse(world.media.path(media), media_type=media.mime)


async def face(request: Request) -> Response:
    """GET /lookaside/cdn/faces/{customer}: everybody has the sample's face."""
    refused = _refusal(world_of(request), request, f"faces/{request.path_params['customer_id']}")
    return refused or FileResponse(SAMPLES / "photo.jpg", media_type="image/jpeg")


def _signed(world: World, path: str, lifetime_s: float) -> str:
    ends = f"{now() + lifetime_s:.3f}"
    return f"{world.settings.own_url}/lookaside/cdn/{path}/?oe={ends}&oh={_hash(world, path, ends)}"


def _refusal(world: World, request: Request, path: str) -> Response | None:
    ends, given = request.query_params.get("oe", ""), request.query_params.get("oh", "")
    if not hmac.compare_digest(given, _hash(world, path, ends)):
        return PlainTextResponse("Bad URL hash", 403)
    return PlainTextResponse("URL signature expired", 403) if float(ends) < now() else None


def _hash(world: World, path: str, ends: str) -> str:
    return hmac.new(
        world.settings.app_secret.encode(), f"{path}.{ends}".encode(), hashlib.sha256
    ).hexdigest()[:32]
