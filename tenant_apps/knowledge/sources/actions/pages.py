"""The pages of a round: which stand in line, and what becomes of each."""

import hashlib
import logging
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any
from urllib.parse import unquote, urlsplit

from django.db import transaction
from django.db.models import F

from shared_apps.core.clock import now
from shared_apps.vendors.llm.errors import EmbeddingFailed
from tenant_apps.files.decoding import decode
from tenant_apps.knowledge.extract import Extracted, ExtractFailed, extract
from tenant_apps.knowledge.extract.texts import read_plain
from tenant_apps.knowledge.models import DocumentKind
from tenant_apps.knowledge.sources.locks import lock_source
from tenant_apps.knowledge.sources.models import PageState, Source, SourceKind, SourcePage
from tenant_apps.knowledge.sources.reasons import WORDS, Reason
from tenant_apps.knowledge.sources.web import sitemaps
from tenant_apps.knowledge.sources.web.addresses import canonical, origin_of, site_of
from tenant_apps.knowledge.sources.web.fetching import Unread, Visit, visit
from tenant_apps.knowledge.sources.web.reading import PageRead, read_page
from tenant_apps.knowledge.sources.web.robots import Robots
from tenant_apps.knowledge.writing import Prepared, prepare, write

log = logging.getLogger(__name__)

MAX_TRIES = 3
# A long price list has a tenth of it; what is longer is no page, and would keep its worker for minutes.
MAX_CHARS = 300_000
BUSY_PAUSE_S = 30.0
_HTML = ("text/html", "application/xhtml+xml")
# Files that a site links instead of pages: price lists, mostly.
_FILES = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "text/csv": ".csv",
}
# What is linked on every site and is never a page of text; not worth a visit.
_NOT_PAGES_WORDS = """
    .jpg .jpeg .png .gif .webp .svg .ico .avif .css .js .mp4 .webm .mp3 .zip .rar .7z .exe .apk .dmg .woff
    .woff2 .ttf .xml .json .rss .ics .vcf
""".split()  # noqa: SIM905 - a list this long reads better as text
_NOT_PAGES = frozenset(_NOT_PAGES_WORDS)
_PASSING = {Reason.UNREACHABLE, Reason.TOO_SLOW, Reason.BUSY, Reason.EMBEDDING, Reason.UNREADABLE}


def line_up(source: Source, robots: Robots) -> None:
    """Begin a round: the start, what the site's sitemaps list, and every page that is known; raises Unread."""
    begin = [] if source.kind == SourceKind.SITEMAP else [source.url]
    listed: list[str] = []
    if source.kind == SourceKind.SITEMAP:
        listed = _listed(source, [source.url], robots)
        if not listed:
            raise Unread(Reason.BAD_SITEMAP)
    elif source.kind == SourceKind.SITE:
        own = f"{origin_of(source.url)}/sitemap.xml"
        told = [url for text in robots.sitemaps if (url := canonical(text)) and _is_inside(source, url)]
        listed = _listed(source, list(dict.fromkeys([*told, own])), robots)
    with transaction.atomic():
        if lock_source(source.id) is None:
            return
        known = SourcePage.objects.filter(source=source).exclude(state=PageState.GONE, document=None)
        known.update(run=source.run, state=PageState.QUEUED, tries=0)
        _put_in_line(source, begin, depth=0)
        _put_in_line(source, listed, depth=1 if source.kind == SourceKind.SITE else 0)


def _listed(source: Source, starts: list[str], robots: Robots) -> list[str]:
    def ask(url: str) -> Visit:
        if not robots.allows(url) or not _is_inside(source, url):
            raise Unread(Reason.ROBOTS)
        return visit(url)

    found = sitemaps.pages_of(starts, ask, most=source.max_pages)
    return [url for url in found if _is_inside(source, url)]


def _is_inside(source: Source, url: str) -> bool:
    return site_of(url) == site_of(source.url)


def _put_in_line(source: Source, urls: Iterable[str], *, depth: int) -> None:
    """Add unknown addresses to the round as long as there is room for them."""
    wanted = [
        url for url in dict.fromkeys(urls) if PurePath(urlsplit(url).path).suffix.lower() not in _NOT_PAGES
    ]
    rows = SourcePage.objects.filter(source=source)
    room = source.max_pages - rows.filter(run=source.run).count()
    known = set(rows.filter(url__in=wanted, run=source.run).values_list("url", flat=True))
    fresh = [url for url in wanted if url not in known][: max(room, 0)]
    # One that had gone and is linked again.
    back = set(rows.filter(url__in=fresh).values_list("url", flat=True))
    rows.filter(url__in=back).update(run=source.run, state=PageState.QUEUED, depth=depth, tries=0)
    SourcePage.objects.bulk_create(
        [SourcePage(source=source, url=url, depth=depth, run=source.run) for url in fresh if url not in back]
    )


def read_page_of(source: Source, page: SourcePage, robots: Robots) -> float:
    """Visit one page and keep what became of it; return the seconds to wait before the next one.

    Never raises for what a stranger did.
    """
    try:
        if not robots.allows(page.url):
            raise Unread(Reason.ROBOTS, is_skip=True)
        found = visit(page.url, headers=_conditions(page))
        if found.is_unchanged and page.document_id is not None:
            _keep(source, page, state=PageState.READ, http_status=found.status)
        else:
            _read(source, page, found, robots)
    except Unread as failure:
        return _set_aside(source, page, failure)
    except EmbeddingFailed:
        return _set_aside(source, page, Unread(Reason.EMBEDDING))
    # A kernel's bug on one page must not stop the others.
    except Exception:
        log.exception("Page %s could not be read", page.id)
        return _set_aside(source, page, Unread(Reason.UNREADABLE))
    return 0.0


def _conditions(page: SourcePage) -> dict[str, str]:
    """Return the headers that let the site say "as before"."""
    if page.document_id is None:
        return {}
    named = {"If-None-Match": page.etag, "If-Modified-Since": page.last_modified}
    return {name: value for name, value in named.items() if value}


def _read(source: Source, page: SourcePage, found: Visit, robots: Robots) -> None:
    if found.url != page.url and not robots.allows(found.url):
        raise Unread(Reason.ROBOTS, is_skip=True)
    said = _said(found, with_footer=page.depth == 0)
    links = [url for url in said.links if _is_inside(source, url)]
    if source.kind == SourceKind.SITE and page.depth < source.max_depth:
        _put_in_line(source, links, depth=page.depth + 1)
    if home := _other_home(source, page, found, said):
        if source.kind == SourceKind.SITE:
            _put_in_line(source, [home], depth=page.depth)
        if source.kind != SourceKind.PAGE:
            raise Unread(Reason.DUPLICATE, status=found.status, is_skip=True)
    if sum(len(block.text) for block in said.extracted.blocks) > MAX_CHARS:
        raise Unread(Reason.TOO_LARGE, status=found.status)
    digest = _digest(said)
    told: dict[str, Any] = {
        "state": PageState.READ,
        "http_status": found.status,
        "etag": found.headers.get("etag", "")[:500],
        "last_modified": found.headers.get("last-modified", "")[:100],
        "title": said.title,
    }
    if digest == page.content_hash and page.document_id is not None:
        _keep(source, page, **told)
        return
    twins = SourcePage.objects.filter(source=source, content_hash=digest, state=PageState.READ).exclude(
        id=page.id
    )
    if twins.exists():
        raise Unread(Reason.DUPLICATE, status=found.status, is_skip=True)
    prepared = prepare(said.extracted, name=said.title)
    _keep(source, page, prepared=prepared, content_hash=digest, changed_at=now(), **told)


def _said(found: Visit, *, with_footer: bool) -> PageRead:
    kind = found.content_type.split(";")[0].strip().lower()
    name = unquote(PurePath(urlsplit(found.url).path).name)
    if kind in _HTML or (not kind and b"<" in found.body[:512]):
        return read_page(found.body, url=found.url, content_type=found.content_type, with_footer=with_footer)
    if kind in {"text/plain", "text/markdown"}:
        blocks = read_plain(decode(found.body))
        if not blocks:
            raise Unread(Reason.EMPTY, status=found.status, is_skip=True)
        return PageRead(name or found.url, Extracted(blocks, kind), (), "")
    suffix = _FILES.get(kind)
    if suffix is None:
        raise Unread(Reason.NOT_TEXT, status=found.status, is_skip=True)
    try:
        return PageRead(name or found.url, extract(found.body, name=PurePath(name).stem + suffix), (), "")
    except ExtractFailed as failure:
        raise Unread(Reason.NOT_TEXT, status=found.status, is_skip=True) from failure


def _other_home(source: Source, page: SourcePage, found: Visit, said: PageRead) -> str:
    """Return the address under which this page is known instead, "" when it is this one.

    Templates often name the front page as the home of all others; nobody means that.
    """
    home = said.preferred or found.url
    if home == page.url or not _is_inside(source, home):
        return ""
    return "" if urlsplit(home).path == "/" and found.url == page.url else home


def _digest(said: PageRead) -> str:
    whole = hashlib.sha256(said.title.encode())
    for block in said.extracted.blocks:
        whole.update(f"\n{block.kind}{block.level}{block.text}".encode())
    return whole.hexdigest()


@transaction.atomic
def _keep(source: Source, page: SourcePage, *, prepared: Prepared | None = None, **told: Any) -> None:
    """Write down what became of the page, unless the source is gone or in other hands."""
    held = lock_source(source.id)
    current = SourcePage.objects.select_for_update().filter(id=page.id).first()
    if held is None or held.holder != source.holder or current is None:
        return
    for name, value in told.items():
        setattr(current, name, value)
    current.reason = current.reason_code = ""
    current.gone_since, current.checked_at = None, now()
    if prepared is not None:
        current.document = write(
            current.document, prepared, kind=DocumentKind.PAGE, name=current.title, url=current.url
        )
    current.save()


@transaction.atomic
def _set_aside(source: Source, page: SourcePage, failure: Unread) -> float:
    """Keep why the page was not read; return the seconds that a busy website wants to be left alone.

    What was read of the page before stays until it is gone for long enough.
    """
    held = lock_source(source.id)
    rows = SourcePage.objects.filter(id=page.id)
    if held is None or held.holder != source.holder:
        return 0.0
    if failure.reason == Reason.BUSY and page.tries + 1 < MAX_TRIES:
        rows.update(tries=F("tries") + 1, http_status=failure.status)
        return BUSY_PAUSE_S
    is_lost = failure.reason not in _PASSING and page.document_id is not None
    is_gone = failure.reason == Reason.GONE or is_lost
    state = PageState.GONE if is_gone else PageState.SKIPPED if failure.is_skip else PageState.FAILED
    rows.update(
        state=state,
        reason=WORDS[failure.reason],
        reason_code=failure.reason,
        http_status=failure.status,
        checked_at=now(),
        gone_since=(page.gone_since or now()) if is_gone else None,
    )
    return 0.0
