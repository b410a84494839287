"""What a website's first page tells of its business, for people and for search engines. Pure."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import lxml.html
from lxml import etree

from tenant_apps.files.decoding import decode
from tenant_apps.knowledge.sources.web.addresses import canonical
from tenant_apps.onboarding.errors import WebsiteUnreadable

MAX_NAME, MAX_ABOUT, MAX_PHONE, MAX_ADDRESS = 120, 1_000, 40, 300
_EMAIL = re.compile(r"[^@\s<>\"']{1,64}@[a-zA-Z0-9.-]{1,180}\.[a-zA-Z]{2,24}")
# "Lumière | Beauty salon in Lviv": the name is the first part.
_PARTS = re.compile(r"\s+[|–—·•:-]\s+|\s*\|\s*")
_BUSINESS = re.compile(
    r"Organi[sz]ation|Business|Salon|Store|Shop|Spa|Place|Restaurant|Clinic|Dentist", re.IGNORECASE
)
_WITH_LOGO = "//img[contains(translate(concat(@class,' ',@id,' ',@alt,' ',@src),'LOG','log'),'logo')]/@src"


@dataclass(frozen=True)
class Page:
    """Addresses are whole; everything is cut to what the business's card takes."""

    name: str
    about: str
    phone: str
    email: str
    address: str
    named_colours: tuple[str, ...]
    styles: str
    stylesheets: tuple[str, ...]
    logos: tuple[str, ...]


def read_page(body: bytes, *, url: str, content_type: str) -> Page:
    """Return what the page tells; raises WebsiteUnreadable for what is no page."""
    tree = _tree(body, content_type)
    told = _told(tree)

    def meta(*names: str) -> str:
        found = (_first(tree, f"//meta[@property='{name}' or @name='{name}']/@content") for name in names)
        return next(filter(None, found), "")

    def whole(path: str) -> tuple[str, ...]:
        found = (canonical(str(given), base=url) for given in tree.xpath(path))
        return tuple(dict.fromkeys(filter(None, found)))

    logo = told.get("logo") or ""
    logo = logo.get("url", "") if isinstance(logo, dict) else logo
    return Page(
        name=(_text(told.get("name")) or meta("og:site_name") or _name(tree))[:MAX_NAME],
        about=(_text(told.get("description")) or meta("description", "og:description"))[:MAX_ABOUT],
        phone=(_text(told.get("telephone")) or _link(tree, "tel:"))[:MAX_PHONE],
        email=_email(_text(told.get("email")) or _link(tree, "mailto:")),
        address=_address(told, tree)[:MAX_ADDRESS],
        named_colours=(meta("theme-color"), meta("msapplication-TileColor")),
        styles="\n".join(str(text) for text in tree.xpath("//style/text() | //@style")),
        stylesheets=whole("//link[contains(@rel,'stylesheet')]/@href"),
        logos=tuple(
            dict.fromkeys(
                [
                    *([canonical(str(logo), base=url)] if isinstance(logo, str) and logo else []),
                    *whole(_WITH_LOGO),
                    *whole("//link[contains(@rel,'apple-touch-icon')]/@href"),
                    *whole("//link[contains(@rel,'icon')]/@href"),
                    *whole("//meta[@property='og:image']/@content"),
                ]
            )
        )[:12],
    )


def _tree(body: bytes, content_type: str) -> Any:
    if content_type and "html" not in content_type.lower():
        raise WebsiteUnreadable(
            "There is a file at this address, not a website. Give the address of its first page."
        )
    parser = lxml.html.HTMLParser(huge_tree=False, remove_comments=True)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decode(body)).replace("\x00", "")
    try:
        return lxml.html.document_fromstring(text, parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise WebsiteUnreadable("The website's first page is empty. Fill the form in by hand.") from error


def _told(tree: Any) -> dict[str, Any]:
    """Return what the page says of its business in schema.org's words (JSON-LD), {} for nothing."""
    for text in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            given = json.loads(str(text))
        except (ValueError, RecursionError):
            continue
        for thing in _things(given):
            if _BUSINESS.search(str(thing.get("@type", ""))):
                return thing
    return {}


def _things(given: Any) -> Iterator[dict[str, Any]]:
    if isinstance(given, list):
        for one in given[:50]:
            yield from _things(one)
    elif isinstance(given, dict):
        yield given
        if "@graph" in given:
            yield from _things(given["@graph"])


def _first(tree: Any, path: str) -> str:
    return next((text for given in tree.xpath(path) if (text := _text(str(given)))), "")


def _text(given: Any) -> str:
    """Return a text in one line; anything else that a stranger may have put there is none."""
    return " ".join(given.split()) if isinstance(given, str) else ""


def _name(tree: Any) -> str:
    heads = (node.text_content() for node in tree.xpath("//head/title | //h1"))
    title = next((text for given in heads if (text := _text(given))), "")
    return _PARTS.split(title, maxsplit=1)[0]


def _link(tree: Any, scheme: str) -> str:
    found = _first(tree, f"//a[starts-with(@href,'{scheme}')]/@href")
    return found.removeprefix(scheme).partition("?")[0].replace("%20", " ").strip()


def _email(text: str) -> str:
    found = _EMAIL.fullmatch(text)
    return text if found and len(text) <= 254 else ""


def _address(told: dict[str, Any], tree: Any) -> str:
    given = told.get("address")
    given = given[0] if isinstance(given, list) and given else given
    if isinstance(given, dict):
        names = ("streetAddress", "addressLocality", "addressRegion", "postalCode")
        return ", ".join(dict.fromkeys(filter(None, (_text(given.get(name)) for name in names))))
    nodes = (node.text_content() for node in tree.xpath("//address"))
    return _text(given) or next((text for found in nodes if (text := _text(found))), "")
