"""Customers' files: addresses on Meta's servers that expire, and how to get a fresh one."""

import mimetypes
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit

from shared_apps.vendors.meta import FileTooLarge, GraphClient, GraphError, GraphUnreachable, download_file
from tenant_apps.channels.errors import MediaUnavailable
from tenant_apps.channels.outbound import FetchedMedia

# An expired signature is answered with 403.
_GONE = {401, 403, 404, 410}
# The content comes as, say, {"data": [{"image_data": {"url": …}}, {"file_url": …}]}.
FIELDS = "id,name,mime_type,size,file_url,image_data,video_data,audio_data"
_ADDRESSES = (("image_data", "url"), ("video_data", "url"), ("audio_data", "url"))


def media_id(address: str, mid: str, index: int) -> str:
    """Return the address with, behind “#”, which file of which message it is. That part never travels."""
    return f"{address}#{mid}/{index}" if mid else address


def fetch_file(client: GraphClient, media: str, *, max_bytes: int) -> FetchedMedia:
    """Download a customer's file; when its address has expired, ask Graph for a new one. Raises MediaUnavailable."""
    address, _, origin = media.partition("#")
    try:
        return _download(address, max_bytes)
    except MediaUnavailable as failure:
        fresh = _fresh(client, origin) if failure.permanent and origin else ""
        if not fresh or fresh == address:
            raise
    return _download(fresh, max_bytes)


def addresses(listed: object) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the address of each of a message's files as Graph lists them, empty where there is none."""
    rows = listed.get("data") if isinstance(listed, dict) else None
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict):
            yield _address(row), row


def _address(row: dict[str, Any]) -> str:
    for outer, inner in _ADDRESSES:
        part = row.get(outer)
        if isinstance(part, dict) and isinstance(part.get(inner), str):
            return str(part[inner])
    found = row.get("file_url")
    return found if isinstance(found, str) else ""


def _download(address: str, max_bytes: int) -> FetchedMedia:
    try:
        found = download_file(address, max_bytes=max_bytes)
    except FileTooLarge as error:
        raise MediaUnavailable(permanent=True, reason_for_people="The file is too large to keep.") from error
    except GraphError as error:
        is_gone = error.http_status in _GONE
        reason = "Meta no longer has this file." if is_gone else "Meta’s files cannot be reached."
        raise MediaUnavailable(permanent=is_gone, reason_for_people=reason) from error
    except GraphUnreachable as error:
        raise MediaUnavailable(
            permanent=False, reason_for_people="Meta’s files cannot be reached."
        ) from error
    mime = found.mime.partition(";")[0].strip()
    return FetchedMedia(found.content, mime or mimetypes.guess_type(urlsplit(address).path)[0] or "")


def _fresh(client: GraphClient, origin: str) -> str:
    mid, _, index = origin.rpartition("/")
    try:
        found = client.get(quote(mid, safe=""), {"fields": f"attachments{{{FIELDS}}},shares{{link}},story"})
    except (GraphError, GraphUnreachable):
        return ""
    listed = [address for address, _ in addresses(found.get("attachments"))]
    if index.isdecimal() and int(index) < len(listed):
        return listed[int(index)]
    # Stories and posts are no attachments to Graph; there is one of them in a message.
    return "" if listed else _shared_address(found)


def _shared_address(found: dict[str, Any]) -> str:
    story, shares = found.get("story"), found.get("shares")
    parts = [story.get("mention"), story.get("reply_to")] if isinstance(story, dict) else []
    rows = shares.get("data") if isinstance(shares, dict) else None
    for part in (*parts, *(rows if isinstance(rows, list) else ())):
        if isinstance(part, dict) and isinstance(part.get("link"), str):
            return str(part["link"])
    return ""
