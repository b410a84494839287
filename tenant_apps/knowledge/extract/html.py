"""HTML bytes → a tree, and what its reader sees of it; `layout` tells menus, footers and banners from the text."""

import codecs
import re
from typing import Any

import lxml.html
from lxml import etree

from tenant_apps.files.decoding import decode
from tenant_apps.knowledge.extract.blocks import Block, ExtractFailed, FailureCode
from tenant_apps.knowledge.extract.layout import blocks_of

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.-]+)", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def read_html(content: bytes) -> tuple[Block, ...]:
    """Return the visible blocks of a saved page in reading order, its footer too; raises ExtractFailed."""
    tree = tree_of(content)
    title = " ".join((tree.findtext("head/title") or "").split())
    blocks = blocks_of(tree, with_footer=True)
    if title and not any(block.kind == "heading" and block.level == 1 for block in blocks[:3]):
        blocks = (Block("heading", title, level=1), *blocks)
    return blocks


def tree_of(content: bytes, *, content_type: str = "") -> Any:
    """Return the page's tree; raises ExtractFailed.

    The encoding is the byte order mark's, `content_type`'s, the page's own `<meta>`, or guessed.
    """
    text = _DECLARATION.sub("", _decoded(content, content_type)).replace("\x00", "")
    if not text.strip():
        raise ExtractFailed(FailureCode.EMPTY)
    parser = lxml.html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise ExtractFailed(FailureCode.BROKEN) from error


def _decoded(content: bytes, content_type: str) -> str:
    named = _CHARSET.search(content_type.encode("latin-1", "replace")) or _CHARSET.search(content[:4096])
    if named and not content.startswith(_MARKS):
        try:
            return content.decode(codecs.lookup(named.group(1).decode()).name, "replace")
        except (LookupError, UnicodeError):
            pass
    return decode(content)
