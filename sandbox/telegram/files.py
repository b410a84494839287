"""Files on their way to a person: uploads, earlier files by id, foreign addresses."""

import re
import secrets
from dataclasses import dataclass
from typing import Any

from sandbox.accounts import Account
from sandbox.media import Media
from sandbox.telegram.errors import BadRequest, BotError
from sandbox.telegram.params import Params, Upload
from sandbox.world import World

MB = 1024 * 1024
MAX_PHOTO, MAX_FILE, MAX_FETCH = 10 * MB, 50 * MB, 20 * MB
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF", b"BM")
_FILE_ID = re.compile(r"BQACAgI(\d+)-[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Kind:
    """How one method's file is called, what the page draws it as, and its mime type when nobody says."""

    field: str
    shown: str
    mime: str


KINDS = {
    "sendphoto": Kind("photo", "image", "image/jpeg"),
    "sendvideo": Kind("video", "video", "video/mp4"),
    "sendanimation": Kind("animation", "video", "video/mp4"),
    "sendvideonote": Kind("video_note", "video", "video/mp4"),
    "sendaudio": Kind("audio", "audio", "audio/mpeg"),
    "sendvoice": Kind("voice", "audio", "audio/ogg"),
    "senddocument": Kind("document", "document", "application/octet-stream"),
    "sendsticker": Kind("sticker", "sticker", "image/webp"),
}


def file_id_of(media: Media) -> str:
    """Return an id that looks like Telegram's and leads back to the stored file."""
    return f"BQACAgI{media.id}-{secrets.token_urlsafe(12)}"


def media_of(world: World, bot: Account, file_id: str) -> Media | None:
    found = _FILE_ID.fullmatch(file_id)
    media = world.media.find(found[1]) if found else None
    return media if media and media.account == bot.account else None


def taken(world: World, bot: Account, params: Params, kind: Kind) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return (part of the Message, what the page shows) of a call's file; raises as Telegram does."""
    upload = params.files.get(kind.field)
    value = params.text(kind.field)
    if upload is None and value.startswith("attach://"):
        upload = params.files.get(value.removeprefix("attach://"))
    if upload is not None:
        _check(upload, kind)
        mime = upload.mime if upload.mime != "application/octet-stream" else kind.mime
        media = world.media.add(bot.account, mime, upload.name, upload.content)
        return described(media, kind.field), {"media": shown(media, kind)}
    if not value:
        raise BadRequest(f"there is no {kind.field.replace('_', ' ')} in the request")
    if re.match(r"https?://", value):
        part = {"file_id": f"URL{secrets.token_hex(8)}", "file_unique_id": secrets.token_hex(6)}
        return {kind.field: [part] if kind.field == "photo" else part}, {
            "media": {"url": None, "link": value, "name": ""}
        }
    known = media_of(world, bot, value)
    if known is None:
        raise BadRequest("wrong file identifier/HTTP URL specified")
    return described(known, kind.field), {"media": shown(known, kind)}


def described(media: Media, field: str) -> dict[str, Any]:
    """Return the key of a Message that holds this file."""
    part: dict[str, Any] = {
        "file_id": file_id_of(media),
        "file_unique_id": f"AgAD{media.id[-10:]}",
        "file_size": media.size,
    }
    if field == "photo":
        sizes = [
            {**part, "file_id": file_id_of(media), "width": w, "height": h}
            for w, h in ((90, 67), (1280, 960))
        ]
        return {"photo": sizes}
    mime = media.mime.partition(";")[0].strip()
    if field == "sticker":
        shape = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return {"sticker": {**part, **shape, "emoji": "🙂"}}
    if field in ("voice", "audio", "video", "video_note", "animation"):
        part["duration"] = 3
    if field in ("video", "animation"):
        part |= {"width": 640, "height": 360}
    if field == "video_note":
        return {field: {**part, "length": 240}}
    named = {"file_name": media.name} if field in ("document", "audio", "video", "animation") else {}
    found = {field: {**part, "mime_type": mime, **named}}
    return found | ({"document": found[field]} if field == "animation" else {})


def shown(media: Media, kind: Kind) -> dict[str, Any]:
    return {
        "id": media.id,
        "url": f"/control/media/{media.id}/",
        "mime": media.mime,
        "name": media.name,
        "size": media.size,
        "voice": kind.field == "voice",
    }


def _check(upload: Upload, kind: Kind) -> None:
    size = len(upload.content)
    if size == 0:
        raise BadRequest("file must be non-empty")
    if kind.field == "photo":
        if size > MAX_PHOTO:
            raise BadRequest(
                f"file of size {size} bytes is too big for a photo; the maximum size is {MAX_PHOTO} bytes"
            )
        if not upload.content.startswith(_PICTURES):
            raise BadRequest("IMAGE_PROCESS_FAILED")
    if size > MAX_FILE:
        raise BotError(413, "Request Entity Too Large")
