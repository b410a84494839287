"""How a stored file may leave: which types a browser may show, and with which headers. Pure."""

import re

INLINE = frozenset(
    {
        "application/pdf",
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
        "image/avif",
        "audio/ogg",
        "audio/mpeg",
        "audio/aac",
        "audio/mp4",
        "audio/amr",
        "audio/wav",
        "audio/webm",
        "video/mp4",
        "video/webm",
        "video/ogg",
        "video/3gpp",
        "video/quicktime",
    }
)
_TEXTUAL = ("text/", "image/svg+xml")
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})$")


def served_type(content_type: str) -> str:
    """Return the type to announce: markup is announced as plain text, so that no browser runs it."""
    return "text/plain; charset=utf-8" if content_type.startswith(_TEXTUAL) else content_type


def policy(content_type: str) -> str:
    """Return the Content-Security-Policy. The browser's PDF viewer does not work inside a sandbox."""
    rest = "" if content_type == "application/pdf" else "; sandbox"
    return f"default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; img-src 'self'{rest}"


def byte_range(header: str, size: int) -> tuple[int, int] | None:
    """Return the first and last byte asked for, None when the whole file is meant.

    Players seek in sound and video with a single range (RFC 9110 §14.1.2); anything else gets the whole file.
    """
    match = _RANGE.match(header)
    if not match or not size or match.group(0) == "bytes=-":
        return None
    first, last = match.groups()
    if not first:
        return max(0, size - int(last)), size - 1
    start, end = int(first), min(int(last), size - 1) if last else size - 1
    return (start, end) if start <= end else None
