"""The page that shows a mail. Pure."""

import base64
import re
from collections.abc import Mapping
from html import unescape
from urllib.parse import unquote

from tenant_apps.channels.safe_html import sanitised

# Shown within the page; a mail of holiday photos has them as attachments as well.
MAX_INLINE_BYTES = 8_000_000
SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"})

_CID = re.compile(r"src=\"cid:([^\"]*)\"")
_STYLE = (
    "html{color-scheme:light}body{margin:0;padding:12px;background:#fff;color:#1f2328;"
    "font:15px/1.5 -apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif;overflow-wrap:anywhere}"
    "img{max-width:100%;height:auto}table{max-width:100%}pre{white-space:pre-wrap}"
    "blockquote{margin:8px 0;padding-left:12px;border-left:3px solid #d0d5dd;color:#667085}"
)


def policy(*, with_images: bool) -> str:
    """Return the Content-Security-Policy: no scripts, no forms, no origin; pictures of others only when asked."""
    images = "img-src data: https: http:" if with_images else "img-src data:"
    return (
        f"default-src 'none'; {images}; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
    )


def page(html: str, pictures: Mapping[str, tuple[str, bytes]], *, with_images: bool) -> str:
    """Return the document; `pictures` are (type, bytes) by content id. It repeats the policy for frames by `srcdoc`."""
    room = [MAX_INLINE_BYTES]

    def picture(found: re.Match[str]) -> str:
        kind, content = pictures.get(unquote(unescape(found[1])), ("", b""))
        room[0] -= len(content)
        if kind not in SHOWN or room[0] < 0:
            return 'data-missing=""'
        return f'src="data:{kind};base64,{base64.b64encode(content).decode()}"'

    body = _CID.sub(picture, sanitised(html))
    told = policy(with_images=with_images).partition("frame-ancestors")[0].strip().rstrip(";")
    return (
        '<!doctype html><html><head><meta charset="utf-8"><meta name="referrer" content="no-referrer">'
        f'<meta http-equiv="Content-Security-Policy" content="{told}"><base target="_blank">'
        f"<style>{_STYLE}</style></head><body>{body}</body></html>"
    )
