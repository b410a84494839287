"""A customer's file as WhatsApp's media object."""

from typing import Any

from sandbox.attachments import options_of, stored
from sandbox.customers import Customer
from sandbox.whatsapp.uploads import download_url
from sandbox.world import World

MEDIA_KINDS = ("image", "video", "audio", "document", "sticker")


def spoken_media(world: World, customer: Customer, kind: str, value: Any) -> dict[str, Any]:
    """Return Meta's media object for a customer's file; raises Refused."""
    wanted = options_of(kind, value)
    media = stored(world.media, customer, kind, wanted)
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
