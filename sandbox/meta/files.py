"""Files the product sends: fetched from its link at once, uploaded for later, or named by attachment_id."""

from typing import Any

import httpx
from starlette.datastructures import UploadFile

from sandbox.accounts import Account
from sandbox.media import Media
from sandbox.meta.errors import GraphError, invalid
from sandbox.whatsapp.errors import MetaError
from sandbox.whatsapp.links import download, is_local, name_of
from sandbox.world import World

MB = 1_000_000
MAX_BYTES = 25 * MB
# Instagram's own, narrower list: type -> (mime types, largest size).
INSTAGRAM_KINDS: dict[str, tuple[frozenset[str], int]] = {
    "image": (frozenset({"image/png", "image/jpeg", "image/gif"}), 8 * MB),
    "audio": (
        frozenset(
            {"audio/aac", "audio/mp4", "audio/x-m4a", "audio/m4a", "audio/wav", "audio/x-wav", "audio/mpeg"}
        ),
        MAX_BYTES,
    ),
    "video": (
        frozenset({"video/mp4", "video/ogg", "video/x-msvideo", "video/quicktime", "video/webm"}),
        MAX_BYTES,
    ),
    "file": (frozenset({"application/pdf"}), MAX_BYTES),
}


async def taken(
    world: World, account: Account, attachment: dict[str, Any], filedata: Any = None
) -> dict[str, Any]:
    """Return {"id"} of the stored file, or {"link"} for a foreign address; raises GraphError."""
    kind, payload = attachment["type"], attachment["payload"]
    if attachment_id := payload.get("attachment_id"):
        media = world.media.find(attachment_id)
        if media is None or media.account != account.account:
            raise invalid("Invalid attachment ID", 2018074)
        return {"id": media.id}
    if isinstance(filedata, UploadFile):
        content, mime = await filedata.read(), filedata.content_type or "application/octet-stream"
        return {"id": _kept(world, account, kind, mime, filedata.filename or "file", content).id}
    link = payload.get("url")
    if not link:
        raise invalid("One of payload[url], payload[attachment_id] or filedata is required.")
    if not is_local(link):
        return {"link": link}
    try:
        mime, content = await download(link)
    except (httpx.HTTPError, MetaError) as error:
        raise GraphError(100, "Failed to fetch the file from the url", subcode=2018008) from error
    return {"id": _kept(world, account, kind, mime, name_of(link, mime), content).id}


def _kept(world: World, account: Account, kind: str, mime: str, name: str, content: bytes) -> Media:
    plain, largest = mime.split(";")[0].strip().lower(), MAX_BYTES
    if account.platform == "instagram":
        accepted, largest = INSTAGRAM_KINDS[kind]
        if plain not in accepted:
            raise GraphError(100, f"The type of the attachment ({plain}) is not supported.", subcode=2534080)
    elif kind != "file" and not plain.startswith(kind):
        raise GraphError(100, f"Upload attachment failure: {plain} is no {kind}.", subcode=2018047)
    if len(content) > largest:
        raise GraphError(100, f"The attachment is larger than {largest // MB} MB.", subcode=2018047)
    return world.media.add(account.account, mime, name, content)
