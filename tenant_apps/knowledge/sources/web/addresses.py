"""Which addresses mean the same page, and which belong to the same site. Pure."""

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

MAX_URL_CHARS = 2000
# What tells a shop where a visitor came from; the page is the same without it.
_TRACKING = re.compile(
    r"^(utm_.*|fbclid|gclid|yclid|mc_[ce]id|igsh(id)?|_ga|_gl|ref|ref_src|phpsessid|jsessionid|sid|sessionid)$",
    re.IGNORECASE,
)
_PORTS = {"http": 80, "https": 443}
_SAFE_IN_PATH = "/:@!$&'()*+,;=~-._%"


def canonical(url: str, *, base: str = "") -> str:
    """Return the one spelling of a page's address, "" when it is not one of a web page.

    Without fragment, default port and tracking; host in lower case as the network knows it (punycode).
    """
    try:
        parts = urlsplit(urljoin(base, url.strip()))
        host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
    except (ValueError, UnicodeError):
        return ""
    if parts.scheme not in _PORTS or not host or parts.username or len(url) > MAX_URL_CHARS:
        return ""
    host = f"[{host}]" if ":" in host else host
    place = host if port in (None, _PORTS[parts.scheme]) else f"{host}:{port}"
    pairs = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(pair[0])]
    path = quote(
        unquote(parts.path or "/", errors="surrogateescape"), safe=_SAFE_IN_PATH, errors="surrogateescape"
    )
    return urlunsplit((parts.scheme, place, re.sub(r"/{2,}", "/", path), urlencode(pairs), ""))


def typed(text: str) -> str:
    """Return the address that a person meant: "salon.example" is one, too; "" when there is none."""
    text = text.strip()
    found = canonical(text if "://" in text else f"https://{text}")
    host = urlsplit(found).hostname or ""
    return found if "." in host or ":" in host or host == "localhost" else ""


def site_of(url: str) -> str:
    """Return what the pages of one website share: the host without `www.`, and a port that is not the usual one."""
    parts = urlsplit(url)
    port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    return (parts.hostname or "").removeprefix("www.") + port


def origin_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
