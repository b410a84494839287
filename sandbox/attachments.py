"""Files a customer sends, on any platform: a ready sample, bytes in the request, or something uploaded before."""

import base64
import binascii
import mimetypes
from typing import Any

from sandbox.customers import Customer
from sandbox.media import SAMPLE_FILES, Media, MediaShelf
from sandbox.web import Refused

KNOWN = frozenset({"media", "base64", "mime", "filename", "caption", "voice", "animated", "sample"})


def options_of(kind: str, value: Any, *more: str) -> dict[str, Any]:
    """Return the options of `true`, a data: URL or an object; raises Refused for anything else."""
    if value in (True, "sample"):
        return {}
    if isinstance(value, str) and value.startswith("data:"):
        mime, _, encoded = value.removeprefix("data:").partition(";base64,")
        return {"mime": mime, "base64": encoded}
    if not isinstance(value, dict):
        raise Refused(f"“{kind}” must be true for a sample, a data: URL, or an object.")
    unknown = sorted(set(value) - KNOWN - set(more))
    if unknown:
        known = ", ".join(sorted(KNOWN | set(more)))
        raise Refused(f"Unknown field “{kind}.{unknown[0]}”. Known: {known}.")
    return value


def stored(shelf: MediaShelf, customer: Customer, kind: str, options: dict[str, Any]) -> Media:
    """Return the stored file that the options describe; raises Refused."""
    if media_id := options.get("media"):
        media = shelf.find(str(media_id))
        if media is None or media.account != customer.account:
            raise Refused(f"“{kind}.media” is not the id of a file uploaded for this account.")
        return media
    if "base64" in options:
        content = _decoded(kind, options["base64"])
        mime = str(options.get("mime") or SAMPLE_FILES[kind][1])
        name = str(options.get("filename") or kind + (mimetypes.guess_extension(mime.split(";")[0]) or ""))
        return shelf.add(customer.account, mime, name, content)
    return shelf.sample(customer.account, kind)


def _decoded(kind: str, encoded: object) -> bytes:
    try:
        return base64.b64decode(encoded if isinstance(encoded, str) else "!", validate=True)
    except binascii.Error as error:
        raise Refused(f"“{kind}.base64” is not base64.") from error
