"""Files a customer sends: a ready sample, bytes in the request, or something uploaded before."""

import base64
import binascii
import mimetypes
from typing import Any

from sandbox.customers import Customer
from sandbox.media import SAMPLE_FILES, Media
from sandbox.web import Refused
from sandbox.whatsapp.uploads import download_url
from sandbox.world import World

MEDIA_KINDS = ("image", "video", "audio", "document", "sticker")
KNOWN = {"media", "base64", "mime", "filename", "caption", "voice", "animated", "sample"}


def spoken_media(world: World, customer: Customer, kind: str, value: Any) -> dict[str, Any]:
    """Return Meta's media object for a customer's file; raises Refused."""
    wanted = _wanted(kind, value)
    media = _media(world, customer, kind, wanted)
    content: dict[str, Any] = {
        "mime_type": media.mime,
        "sha256": media.sha256_base64,
        "id": media.id,
        "url": download_url(world, media, world.settings.own_url),
    }
    if wanted.get("caption") and kind in ("image", "video", "document"):
        content["caption"] = str(wanted["caption"])
    if kind == "audio":
        content["voice"] = bool(wanted.get("voice", True))
    if kind == "document":
        content["filename"] = media.name
    if kind == "sticker":
        content["animated"] = bool(wanted.get("animated", False))
    return content


def _wanted(kind: str, value: Any) -> dict[str, Any]:
    if value in (True, "sample"):
        return {}
    if isinstance(value, str) and value.startswith("data:"):
        mime, _, encoded = value.removeprefix("data:").partition(";base64,")
        return {"mime": mime, "base64": encoded}
    if not isinstance(value, dict):
        raise Refused(f"“{kind}” must be true for a sample, a data: URL, or an object.")
    unknown = sorted(set(value) - KNOWN)
    if unknown:
        raise Refused(f"Unknown field “{kind}.{unknown[0]}”. Known: {', '.join(sorted(KNOWN))}.")
    return value


def _media(world: World, customer: Customer, kind: str, wanted: dict[str, Any]) -> Media:
    if media_id := wanted.get("media"):
        media = world.media.find(str(media_id))
        if media is None or media.account != customer.account:
            raise Refused(f"“{kind}.media” is not the id of a file uploaded for this account.")
        return media
    if "base64" in wanted:
        content = _decoded(kind, wanted["base64"])
        mime = str(wanted.get("mime") or SAMPLE_FILES[kind][1])
        name = str(wanted.get("filename") or kind + (mimetypes.guess_extension(mime.split(";")[0]) or ""))
        return world.media.add(customer.account, mime, name, content)
    return world.media.sample(customer.account, kind)


def _decoded(kind: str, encoded: object) -> bytes:
    try:
        return base64.b64decode(encoded if isinstance(encoded, str) else "!", validate=True)
    except binascii.Error as error:
        raise Refused(f"“{kind}.base64” is not base64.") from error
