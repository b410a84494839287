"""A stranger's HTML made harmless.

What may stay is a list, never what may not: ammonia (nh3) builds the tree as a browser does. Scripts, forms, frames,
style sheets and event handlers go; links open outside; pictures stay named, as the page that shows them decides
what loads.
"""

import re
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import unquote

import nh3

from .defusing import defused

# A mail of more markup than this is shown by its words: the tree builder's time grows faster than the mail.
MAX_HTML_CHARS = 1_000_000
# So few tags can do no harm, however they are put.
HARMLESS_TAGS = 100
HARMLESS_CHARS = 20_000

_TAGS = """
    a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del details
    dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p
    pre q s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr
"""
_STYLES = """
    color background-color font font-family font-size font-style font-weight line-height letter-spacing text-align
    text-decoration text-transform text-indent vertical-align white-space word-break width max-width min-width height
    max-height min-height display list-style-type direction border-collapse border-spacing border-radius border-color
    border-width border-style table-layout margin margin-top margin-right margin-bottom margin-left
    padding padding-top padding-right padding-bottom padding-left
    border border-top border-right border-bottom border-left
"""
_ATTRIBUTES = {
    "*": {"align", "valign", "width", "height", "bgcolor", "border", "dir", "lang", "style", "title"},
    "a": {"href", "name"},
    "img": {"src", "alt"},
    "font": {"color", "face", "size"},
    "table": {"cellpadding", "cellspacing"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start", "type"},
}
_DROPPED_WHOLE = "script style title template noscript iframe object svg math textarea select"
_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif);base64,[A-Za-z0-9+/=\s]*", re.IGNORECASE)
_ACTIVE_STYLE = re.compile(r"url\(|expression|\\", re.IGNORECASE)
_REMOTE = re.compile(r"<img [^>]*src=\"https?:", re.IGNORECASE)
_CID = re.compile(r"<img [^>]*src=\"cid:([^\"]*)\"")
_BLANK_LINES = re.compile(r"\n{3,}")


_ALLOWED = frozenset(_TAGS.split())


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "style":
        return None if _ACTIVE_STYLE.search(value) else value
    if name in ("src", "href"):
        scheme = value.strip().partition(":")[0].lower()
        if scheme == "data":
            return value if tag == "img" and _PICTURE.fullmatch(value.strip()) else None
        if scheme == "cid":
            return value if tag == "img" else None
    return value


_cleaner = nh3.Cleaner(
    tags=set(_ALLOWED),
    clean_content_tags=set(_DROPPED_WHOLE.split()),
    attributes=_ATTRIBUTES,
    attribute_filter=_attribute,
    filter_style_properties=set(_STYLES.split()),
    url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
    link_rel="noopener noreferrer nofollow",
    set_tag_attribute_values={"a": {"target": "_blank"}},
)


@dataclass(frozen=True, slots=True)
class Markup:
    """Sanitised HTML; `remote_images` says how many pictures would be asked for at other places."""

    html: str
    remote_images: int = 0

    @classmethod
    def of(cls, html: str) -> "Markup":
        if len(html) > MAX_HTML_CHARS:
            return cls.plain(_words_only(html))
        if html.count("<") > HARMLESS_TAGS or len(html) > HARMLESS_CHARS:
            html = defused(html, _ALLOWED)
        clean = _cleaner.clean(html).replace("\0", "")
        return cls(clean, len(_REMOTE.findall(clean)))

    @classmethod
    def plain(cls, text: str) -> "Markup":
        shown = escape(text.strip(), quote=False).replace("\n", "<br>")
        return cls(f"<p>{shown}</p>" if shown else "")

    @classmethod
    def joined(cls, pieces: list["Markup"]) -> "Markup":
        shown = [piece for piece in pieces if piece.html]
        return cls("<hr>".join(piece.html for piece in shown), sum(piece.remote_images for piece in shown))

    def cids(self) -> set[str]:
        """Return the content ids of the pictures that it shows."""
        return {unquote(unescape(found)) for found in _CID.findall(self.html)}


def _words_only(html: str) -> str:
    """Drop all tags without building a tree."""
    return _BLANK_LINES.sub("\n\n", unescape(re.sub(r"<[^<>]*>", " ", html))).strip()
