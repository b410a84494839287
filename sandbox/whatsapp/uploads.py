"""Media of the Graph API: upload, look up, download within five minutes, delete."""

import hashlib
import hmac
from collections.abc import AsyncIterator
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from sandbox.accounts import Account
from sandbox.media import Media
from sandbox.store import now
from sandbox.web import reply
from sandbox.whatsapp.auth import allowed, bearer, number
from sandbox.whatsapp.errors import MetaError, missing_object
from sandbox.world import World, world_of

URL_LIFETIME_S = 300
MB = 1_000_000
# kind -> (accepted mime types, largest size in bytes), from Meta's media reference.
KINDS: dict[str, tuple[frozenset[str], int]] = {
    "image": (frozenset({"image/jpeg", "image/png"}), 5 * MB),
    "video": (frozenset({"video/mp4", "video/3gpp"}), 16 * MB),
    "audio": (frozenset({"audio/aac", "audio/amr", "audio/mp4", "audio/mpeg", "audio/ogg"}), 16 * MB),
    "sticker": (frozenset({"image/webp"}), MB // 2),
    "document": (
        frozenset(
            {
                "text/plain",
                "text/csv",
                "application/pdf",
                "application/msword",
                "application/vnd.ms-excel",
                "application/vnd.ms-powerpoint",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            }
        ),
        100 * MB,
    ),
}
ACCEPTED = frozenset().union(*(mimes for mimes, _size in KINDS.values()))


async def upload(request: Request) -> Response:
    """POST /{phone-number-id}/media."""
    world, account = number(request)
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise MetaError(100, "The parameter file is required and must be sent as multipart/form-data.")
    async with request.form(max_files=1, max_fields=10) as form:
        if form.get("messaging_product") != "whatsapp":
            raise MetaError(100, "The parameter messaging_product is required.")
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise MetaError(100, "The parameter file is required.")
        mime = str(form.get("type") or file.content_type or "")
        _check_upload(mime, file.size or 0)
        media = await world.media.receive(account.account, mime, file.filename or "file", _chunks(file))
    return reply({"id": media.id})


async def look_up(request: Request, media: Media) -> Response:
    """GET /{media-id}: a download address that works for five minutes."""
    world = world_of(request)
    base = str(request.base_url).rstrip("/")
    return reply(
        {
            "messaging_product": "whatsapp",
            "url": download_url(world, media, base),
            "mime_type": media.mime,
            "sha256": media.sha256,
            "file_size": media.size,
            "id": media.id,
        }
    )


async def download(request: Request) -> Response:
    """GET the address from look_up; needs the bearer and a fresh signature."""
    world, query = world_of(request), request.query_params
    media = world.media.find(query.get("mid", ""))
    expires = query.get("ext", "")
    if media is None or not expires.isdigit() or int(expires) < now():
        return reply({"error": "URL expired or not found"}, 404)
    if not hmac.compare_digest(query.get("hash", ""), _signature(world, media, expires)):
        return reply({"error": "URL signature mismatch"}, 403)
    if not any(a.account == media.account for a in world.accounts.of_token(bearer(request))):
        raise MetaError(190)
    return FileResponse(world.media.path(media), media_type=media.mime)


def of_request(request: Request) -> Media:
    """Return the media of the path when the token may see it; raises 190 or 100/33."""
    object_id = request.path_params["object_id"]
    accounts = allowed(request)
    media = world_of(request).media.find(object_id)
    wanted_number = request.query_params.get("phone_number_id")
    owners = {a.account for a in accounts if wanted_number in (None, a.account)}
    if media is None or media.account not in owners:
        raise missing_object(object_id)
    return media


def download_url(world: World, media: Media, base: str) -> str:
    """Return a signed address of a file."""
    expires = str(int(now()) + URL_LIFETIME_S)
    query = f"mid={media.id}&ext={expires}&hash={_signature(world, media, expires)}"
    return f"{base}/lookaside/whatsapp_business/attachments/?{query}"


def check_reference(world: World, account: Account, kind: str, content: dict[str, Any]) -> None:
    """Raise MetaError unless a sent media id exists, is this number's own and fits the message type."""
    if "id" not in content:
        return
    media = world.media.find(content["id"])
    if media is None or media.account != account.account:
        details = f"Param {kind}['id'] is not a valid whatsapp business account media attachment ID."
        raise MetaError(100, details)
    check_kind(kind, media.mime, media.size)


def check_kind(kind: str, mime: str, size: int) -> None:
    """Raise 131053 when a file does not fit the message type."""
    accepted, largest = KINDS[kind]
    if plain(mime) not in accepted and kind != "document":
        raise MetaError(131053, f"Media of type {mime} cannot be sent as {kind}.")
    if size > largest:
        raise MetaError(131053, f"Media of {size} bytes is larger than {kind} allows ({largest} bytes).")


def plain(mime: str) -> str:
    """Return a mime type without its parameters."""
    return mime.split(";")[0].strip().lower()


def _check_upload(mime: str, size: int) -> None:
    if plain(mime) not in ACCEPTED:
        known = ", ".join(sorted(ACCEPTED))
        raise MetaError(
            100, f'Param file must be a file with one of these types: {known}. Received "{mime}".'
        )
    largest = max(limit for mimes, limit in KINDS.values() if plain(mime) in mimes)
    if not 0 < size <= largest:
        raise MetaError(131053, f"The file has {size} bytes; this type allows 1 to {largest}.")


def _signature(world: World, media: Media, expires: str) -> str:
    text = f"{media.id}.{expires}".encode()
    return hmac.new(world.settings.app_secret.encode(), text, hashlib.sha256).hexdigest()[:32]


async def _chunks(file: UploadFile) -> AsyncIterator[bytes]:
    while chunk := await file.read(262_144):
        yield chunk
