"""One step of a round: a worker takes the source, reads pages for some seconds, and lets it go.

All that is left to do stands in the rows, so a killed or doubled worker loses one page at most. Nobody sleeps: when a
website wants pauses, the step ends and the next one begins later.
"""

import logging
import time
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F

from shared_apps.core.clock import now
from shared_apps.core.ids import uuid7
from shared_apps.core.ratelimit import take
from shared_apps.facts import publish
from tenant_apps.knowledge.sources.actions.change import next_round
from tenant_apps.knowledge.sources.actions.feed import read_feed
from tenant_apps.knowledge.sources.actions.pages import line_up, read_page_of
from tenant_apps.knowledge.sources.events import SourceChanged
from tenant_apps.knowledge.sources.locks import lock_source
from tenant_apps.knowledge.sources.models import PageState, Source, SourceKind, SourcePage, SourceStatus
from tenant_apps.knowledge.sources.reasons import WORDS, Reason
from tenant_apps.knowledge.sources.web.fetching import Unread
from tenant_apps.knowledge.sources.web.robots import robots_of

log = logging.getLogger(__name__)

STEP_S = 20.0
TELL_EVERY_S = 1.0
# A worker that shows no sign of life for so long is dead: a page takes its timeout, and its embedding.
SILENT_S = 300.0


def crawl_step(*, source_id: UUID) -> float | None:
    """Work on a source for some seconds; return after how many seconds to go on, None when it needs nothing more."""
    source = _take(source_id)
    if source is None:
        return None
    pause_s: float | None = None
    try:
        if source.kind == SourceKind.INSTAGRAM:
            read_feed(source)
        else:
            pause_s = _read_pages(source)
    except Unread as failure:
        return _finish(source, failure.reason)
    # A kernel's bug on one site must not leave the source "reading" until the sweeper comes, nor stop the queue.
    except Exception:
        log.exception("Source %s could not be read", source_id)
        return _finish(source, Reason.UNREADABLE)
    return _let_go(source, pause_s) if pause_s is not None else _finish(source)


@transaction.atomic
def _take(source_id: UUID) -> Source | None:
    """Return the source as ours; None when it is paused, done, or in another worker's hands."""
    source = lock_source(source_id)
    if source is None or source.is_paused or source.status not in {SourceStatus.QUEUED, SourceStatus.READING}:
        return None
    is_alive = (now() - source.touched_at).total_seconds() < SILENT_S
    if source.holder is not None and is_alive:
        return None
    if source.status == SourceStatus.QUEUED:
        source.status, source.run = SourceStatus.READING, source.run + 1
    source.holder = uuid7()
    _touch(source)
    publish(SourceChanged(source_id=source.id))
    return source


def _read_pages(source: Source) -> float | None:
    """Return the seconds to wait before the next step, None when no page is left."""
    robots = robots_of(source.url)
    if not SourcePage.objects.filter(source=source, run=source.run).exists():
        line_up(source, robots)
    began = told = time.monotonic()
    host = urlsplit(source.url).netloc
    per_second = min(
        settings.CRAWL_PER_SECOND, 1 / robots.delay_s if robots.delay_s else settings.CRAWL_PER_SECOND
    )
    while page := _next(source):
        if wait_s := take(
            f"crawl:{host}", per_second=per_second, burst=1 if robots.delay_s else 5, in_line=True
        ):
            return wait_s
        if not _is_ours(source):
            return None
        if pause_s := read_page_of(source, page, robots):
            return pause_s
        at = time.monotonic()
        if at - told >= TELL_EVERY_S:
            told = at
            _show_progress(source)
        if at - began >= STEP_S:
            return 0.0
    return None


def _next(source: Source) -> SourcePage | None:
    waiting = SourcePage.objects.filter(source=source, state=PageState.QUEUED, run=source.run)
    return waiting.order_by("depth", "id").first()


def _is_ours(source: Source) -> bool:
    held = Source.objects.filter(id=source.id, holder=source.holder, is_paused=False)
    return bool(held.update(touched_at=now()))


@transaction.atomic
def _show_progress(source: Source) -> None:
    Source.objects.filter(id=source.id).update(rev=F("rev") + 1)
    publish(SourceChanged(source_id=source.id))


@transaction.atomic
def _let_go(source: Source, pause_s: float) -> float | None:
    current = lock_source(source.id)
    if current is None or current.holder != source.holder:
        return None
    current.holder = None
    _touch(current)
    publish(SourceChanged(source_id=current.id))
    return None if current.is_paused else pause_s


@transaction.atomic
def _finish(source: Source, reason: Reason | None = None) -> None:
    """End the round when the source is still ours, and not paused in the middle of it."""
    current = lock_source(source.id)
    if current is None or current.holder != source.holder:
        return
    current.holder = None
    waits = current.is_paused and _next(current) is not None
    if not waits:
        _conclude(current, reason)
    _touch(current)
    publish(SourceChanged(source_id=current.id))


def _conclude(source: Source, reason: Reason | None) -> None:
    pages = SourcePage.objects.filter(source=source)
    if reason is None and not pages.filter(state=PageState.READ).exists():
        first = pages.exclude(reason_code="").order_by("depth", "id").first()
        reason = Reason(first.reason_code) if first else None
    source.status = SourceStatus.FAILED if reason else SourceStatus.READY
    source.reason_code, source.reason = (reason, WORDS[reason]) if reason else ("", "")
    source.checked_at = now()
    source.next_at = next_round(source)


def _touch(source: Source) -> None:
    source.touched_at = now()
    source.rev += 1
    source.save()
