"""Which documents are versions of one another, and which of them counts. Pure but for `settle`.

Versions share what is left of their names without dates, years, months and words like "old", "copy" or "v2", and
most of what they say. The newest paper counts (by the date that it says, else by its upload; the same name again counts
from its upload); the others keep their file and preview, and their passages leave the index. What is only named alike
counts beside it, and people are asked. A person may let an old one count, or let it give way.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import Count

from shared_apps.core.clock import now
from shared_apps.facts import publish
from tenant_apps.knowledge import index
from tenant_apps.knowledge.dates import MONTH_NAMES
from tenant_apps.knowledge.events import DocumentChanged, DocumentQueued
from tenant_apps.knowledge.likeness import Likeness
from tenant_apps.knowledge.models import Document, DocumentKind, DocumentStatus
from tenant_apps.workspace.selectors import current_workspace

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_DATE = re.compile(
    r"(?<!\d)(?:\d{4}[ ./-]\d{1,2}(?:[ ./-]\d{1,2})?|(?:\d{1,2}[ ./-])?\d{1,2}[ ./-]\d{4})(?!\d)"
)
_WORD = re.compile(r"[^\W_]+")
_COPY = re.compile(
    r"\(\d{1,2}\)|\b(?:v|ver|version|rev|вер|версія)\.?\s?\d{1,3}(?:\.\d{1,3})*\b", re.IGNORECASE
)
_MARKS = frozenset({
    "old", "new", "final", "latest", "current", "archive", "archived", "copy", "updated", "draft", "from",
    "since", "valid", "старий", "стара", "старі", "новий", "нова", "нові", "архів", "копія", "фінал",
    "чернетка", "оновлений", "оновлена", "чинний", "чинна", "з", "від", "staryi", "stara", "novyi", "nova",
    "arkhiv", "kopiia", "onovlenyi", "z", "vid",
})  # fmt: skip
_NAMELESS = frozenset({
    "scan", "document", "doc", "file", "image", "img", "photo", "picture", "untitled", "page", "new",
    "скан", "документ", "файл", "фото", "зображення", "сторінка",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paper:
    """A version as it is judged."""

    id: UUID
    name: str
    effective_on: date | None
    created_at: datetime


def lineage_of(name: str) -> str:
    """Return what a file's versions have in common, "" for a name that says nothing."""
    return " ".join(_split(name)[0])


def is_marked(name: str) -> bool:
    """Return whether a name carries what tells versions apart."""
    words, every = _split(name)
    return words != every


def _split(name: str) -> tuple[list[str], list[str]]:
    stem, _, suffix = name.rpartition(".")
    text = re.sub(r"[_\s]+", " ", stem or suffix).strip().lower()
    is_dated = bool(_YEAR.search(text))
    every = _WORD.findall(text)
    bare = _WORD.findall(_COPY.sub(" ", _YEAR.sub(" ", _DATE.sub(" ", text))))
    words = [word for word in bare if word not in _MARKS and not (is_dated and word in MONTH_NAMES)]
    if all(word in _NAMELESS or word.isdigit() for word in words):
        return [], every
    return words, every


def newest(papers: Sequence[Paper], today: date) -> Paper | None:
    """Return the version that counts today; one that says it begins later waits for its day."""
    return next(iter(in_order(papers, today)), None)


def in_order(papers: Sequence[Paper], today: date) -> list[Paper]:
    """Return what has begun, newest first; a name's earlier uploads come after all last ones."""
    last: dict[str, Paper] = {}
    for paper in sorted(papers, key=lambda one: (one.created_at, one.id)):
        last[paper.name] = paper
    begun = [paper for paper in papers if _counts_from(paper) <= today]
    return sorted(
        begun,
        key=lambda one: (last[one.name] is one, _counts_from(one), one.created_at, one.id),
        reverse=True,
    )


def _counts_from(paper: Paper) -> date:
    return paper.effective_on or paper.created_at.date()


def today() -> date:
    """Return the date where the business is: its papers count from its own midnight."""
    return now().astimezone(ZoneInfo(current_workspace().timezone)).date()


def settle(lineage: str) -> None:
    """Let the newest version of a lineage count and mark the older ones; call when one was read or deleted."""
    if not lineage:
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('lineage ' || %s, 0))", [lineage])
        rows = (
            Document.objects.select_for_update()
            .filter(kind=DocumentKind.FILE, lineage=lineage, status=DocumentStatus.READY)
            .order_by("id")
        )
        family = {one.id: one for one in rows}
        at = now()
        order = in_order([_paper(one) for one in family.values()], today())
        places = _places([family[paper.id] for paper in order])
        for one in family.values():
            winner, twin = places.get(one.id, (None, None))
            _place(one, winner, twin, at)


def _places(order: Sequence[Document]) -> dict[UUID, tuple[Document | None, Document | None]]:
    """Return document → (what takes its place, what is only named like it), both None for one that just counts."""
    counting: list[Document] = []
    places: dict[UUID, tuple[Document | None, Document | None]] = {}
    alike = Likeness()
    for one in order:
        rivals = [] if one.is_kept else [other for other in counting if _is_named_as(one, other)]
        rivals.sort(key=lambda other: other.name != one.name)
        winner = next((other for other in rivals if one.is_outdated or alike(one, other)), None)
        places[one.id] = (winner, rivals[0] if rivals and winner is None else None)
        if winner is None and not (one.is_kept and counting):
            counting.append(one)
    return places


def settle_due() -> int:
    """Settle every lineage in which a version's day came or went unnoticed; return how many."""
    waiting = Document.objects.filter(
        kind=DocumentKind.FILE,
        status=DocumentStatus.READY,
        superseded_by=None,
        named_like=None,
        is_kept=False,
        is_superseded=False,
    ).exclude(lineage="")
    names = waiting.values_list("lineage").annotate(n=Count("id")).filter(n__gt=1)
    due = [lineage for lineage, _ in names]
    for lineage in due:
        settle(lineage)
    return len(due)


def _paper(document: Document) -> Paper:
    return Paper(document.id, document.name, document.effective_on, document.created_at)


def _is_named_as(one: Document, other: Document) -> bool:
    """Return whether two names of a lineage tell versions apart, or nothing at all."""
    return one.name == other.name or is_marked(one.name) or is_marked(other.name)


def _place(one: Document, winner: Document | None, twin: Document | None, at: datetime) -> None:
    # A version whose successor was deleted has no passages either; one that calls itself old has.
    is_out = one.superseded_by_id is not None or (one.is_superseded and not one.chunk_count)
    is_placed = one.superseded_by_id == winner.id if winner else not is_out
    if is_placed and one.named_like_id == (twin.id if twin else None):
        return
    one.superseded_by, one.named_like = winner, twin
    one.touched_at, one.rev = at, one.rev + 1
    if winner:
        index.forget_passages(one.id)
        one.is_superseded, one.chunk_count, one.token_count = True, 0, 0
    elif is_out:
        # It counts again, and has to be read for it.
        one.is_superseded, one.status, one.attempts, one.progress = False, DocumentStatus.QUEUED, 0, 0
    one.save()
    publish((DocumentQueued if is_out and not winner else DocumentChanged)(document_id=one.id))
