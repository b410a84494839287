"""Write down, change and forget answers; take suggestions in, accept and dismiss them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from shared_apps.core.clock import now
from shared_apps.core.errors import NotFound
from shared_apps.facts import publish
from shared_apps.vendors.llm.errors import EmbeddingFailed
from tenant_apps.files.tables import Row, read_rows
from tenant_apps.knowledge.entries.errors import KnownQuestion, Settled, TooManyEntries
from tenant_apps.knowledge.entries.events import EntryChanged, EntryDeleted, EntryQueued, SuggestionChanged
from tenant_apps.knowledge.entries.fingerprints import fingerprint
from tenant_apps.knowledge.entries.models import (
    MAX_ANSWER_CHARS,
    MAX_QUESTION_CHARS,
    Entry,
    EntryOrigin,
    EntryStatus,
    Suggestion,
    SuggestionState,
)
from tenant_apps.knowledge.extract import Block, Extracted
from tenant_apps.knowledge.models import DocumentKind
from tenant_apps.knowledge.writing import Prepared, forget, prepare, write

MAX_ENTRIES = 5_000
MAX_SUGGESTIONS = 500
LOST = timedelta(minutes=2)
SWEEP = 200
COLUMNS = {
    "question": ("question", "q", "питання", "запитання"),
    "answer": ("answer", "a", "відповідь"),
    "phrasings": ("phrasings", "other words", "інші слова", "варіанти"),
}


@transaction.atomic
def write_entry(
    *,
    question: str,
    answer: str,
    by: str,
    phrasings: Sequence[str] = (),
    origin: EntryOrigin = EntryOrigin.WRITTEN,
) -> Entry:
    """Keep a question with its answer; raises KnownQuestion, TooManyEntries."""
    mark = fingerprint(question)
    known = Entry.objects.filter(fingerprint=mark).first()
    if known is not None:
        raise KnownQuestion(known.id)
    if Entry.objects.count() >= MAX_ENTRIES:
        raise TooManyEntries(MAX_ENTRIES)
    at = now()
    entry = Entry.objects.create(
        question=question,
        answer=answer,
        phrasings=list(phrasings),
        fingerprint=mark,
        origin=origin,
        updated_by_name=by,
        touched_at=at,
        created_at=at,
        updated_at=at,
    )
    publish(EntryQueued(entry_id=entry.id))
    return entry


@transaction.atomic
def change_entry(*, entry_id: UUID, changes: dict[str, Any], by: str) -> Entry:
    """Change an entry; it is found as it was until it has been read again. Raises NotFound, KnownQuestion."""
    entry = _locked(entry_id)
    if "question" in changes:
        mark = fingerprint(changes["question"])
        known = Entry.objects.filter(fingerprint=mark).exclude(id=entry.id).first()
        if known is not None:
            raise KnownQuestion(known.id)
        entry.fingerprint = mark
    for name, value in changes.items():
        setattr(entry, name, value)
    entry.updated_by_name, entry.updated_at = by, now()
    _queue(entry)
    return entry


@transaction.atomic
def set_answer(*, question: str, answer: str, by: str, phrasings: Sequence[str] = ()) -> Entry:
    """Write the answer down, in place of the one that the question has; raises TooManyEntries."""
    known = Entry.objects.select_for_update().filter(fingerprint=fingerprint(question)).first()
    if known is None:
        return write_entry(question=question, answer=answer, phrasings=phrasings, by=by)
    return change_entry(
        entry_id=known.id, changes={"answer": answer, "phrasings": list(phrasings) or known.phrasings}, by=by
    )


@transaction.atomic
def delete_entry(*, entry_id: UUID) -> None:
    """Remove an entry with its passage and words; raises NotFound."""
    entry = _locked(entry_id)
    document = entry.document
    entry.delete()
    forget(document)
    publish(EntryDeleted(entry_id=entry_id))


def read_entry(*, entry_id: UUID) -> None:
    """Put a queued entry into the index. Runs in a worker; safe to run twice and to be killed."""
    entry = Entry.objects.filter(id=entry_id, status=EntryStatus.QUEUED).first()
    if entry is None:
        return
    try:
        prepared = _dated(prepare(_extracted(entry), name=entry.question), entry)
    except EmbeddingFailed as failure:
        if failure.permanent:
            _settle(entry, EntryStatus.FAILED, failure.reason_for_people)
        return
    with transaction.atomic():
        current = Entry.objects.select_for_update().filter(id=entry_id, rev=entry.rev).first()
        # Changed or deleted meanwhile: its own task is on the way.
        if current is not None:
            current.document = write(
                current.document, prepared, kind=DocumentKind.ENTRY, name=current.question
            )
            _save(current, EntryStatus.READY)


def _extracted(entry: Entry) -> Extracted:
    """The question stands above its answer; other words for it are found, not shown."""
    other = [Block("heading", " / ".join(entry.phrasings), level=1)] if entry.phrasings else []
    paragraphs = [Block("text", part) for line in entry.answer.split("\n") if (part := line.strip())]
    return Extracted((*other, Block("heading", entry.question, level=2), *paragraphs), "text/plain")


def _dated(prepared: Prepared, entry: Entry) -> Prepared:
    """An answer without a date of its own counts from the day it was written, against older and newer documents."""
    day = entry.updated_at.date()
    passages = [replace(one, effective_on=one.effective_on or day) for one in prepared.passages]
    return replace(prepared, passages=passages)


@transaction.atomic
def _settle(entry: Entry, status: EntryStatus, reason: str) -> None:
    current = Entry.objects.select_for_update().filter(id=entry.id, rev=entry.rev).first()
    if current is not None:
        _save(current, status, reason)


def _save(entry: Entry, status: EntryStatus, reason: str = "") -> None:
    entry.status, entry.reason, entry.touched_at = status, reason, now()
    entry.rev += 1
    entry.save()
    publish(EntryChanged(entry_id=entry.id))


def _queue(entry: Entry) -> None:
    entry.status, entry.reason, entry.touched_at = EntryStatus.QUEUED, "", now()
    entry.rev += 1
    entry.save()
    publish(EntryQueued(entry_id=entry.id))


def _locked(entry_id: UUID) -> Entry:
    entry = Entry.objects.select_for_update().filter(id=entry_id).first()
    if entry is None:
        raise NotFound("This answer does not exist any more.")
    return entry


def sync_entries() -> int:
    """Read all answers again that are not in line; return how many."""
    ids = list(Entry.objects.exclude(status=EntryStatus.QUEUED).order_by("id").values_list("id", flat=True))
    for entry_id in ids:
        with transaction.atomic():
            _queue(_locked(entry_id))
    return len(ids)


def lost(at: datetime) -> QuerySet[Entry]:
    """Return the answers whose task died with the broker, or whose model was away."""
    return Entry.objects.filter(status=EntryStatus.QUEUED, touched_at__lt=at - LOST)


@transaction.atomic
def requeue_lost() -> None:
    """Ask for them again."""
    for entry in lost(now()).select_for_update(skip_locked=True)[:SWEEP]:
        entry.touched_at = now()
        entry.save(update_fields=["touched_at"])
        publish(EntryQueued(entry_id=entry.id))


@dataclass
class Imported:
    """What became of a table's rows; `errors` are (row, what is wrong with it)."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    errors: list[tuple[int, str]] = field(default_factory=list)


@transaction.atomic
def import_entries(*, content: bytes, by: str) -> Imported:
    """Take questions and answers from a CSV table; a known question gets the table's answer. Raises BadTable."""
    done = Imported()
    for row in read_rows(content, COLUMNS, needed=("question", "answer")):
        _import(row, done, by)
    return done


def _import(row: Row, done: Imported, by: str) -> None:
    question, answer = row.cells.get("question", ""), row.cells.get("answer", "")
    phrasings = [part.strip() for part in row.cells.get("phrasings", "").split("|") if part.strip()][:10]
    if not question or not answer:
        done.errors.append((row.number, "The question or the answer is missing."))
    elif len(question) > MAX_QUESTION_CHARS or len(answer) > MAX_ANSWER_CHARS:
        done.errors.append((row.number, "The question or the answer is too long."))
    elif (
        known := Entry.objects.select_for_update().filter(fingerprint=fingerprint(question)).first()
    ) is None:
        if Entry.objects.count() >= MAX_ENTRIES:
            done.errors.append((row.number, TooManyEntries(MAX_ENTRIES).message))
            return
        write_entry(question=question, answer=answer, phrasings=phrasings, by=by, origin=EntryOrigin.IMPORTED)
        done.created += 1
    elif known.answer == answer and (not phrasings or known.phrasings == phrasings):
        done.unchanged += 1
    else:
        change_entry(
            entry_id=known.id, changes={"answer": answer, "phrasings": phrasings or known.phrasings}, by=by
        )
        done.updated += 1


@transaction.atomic
def suggest(*, question: str, answer: str, conversation_id: UUID) -> None:
    """Take in what a person answered; the caller has taken everything private out (`privacy.cleaned`).

    The same question again counts; one that has an answer, or was settled before, is not suggested again.
    """
    mark = fingerprint(question)
    if Entry.objects.filter(fingerprint=mark).exists():
        return
    known = Suggestion.objects.select_for_update().filter(fingerprint=mark).first()
    if known is None:
        if Suggestion.objects.filter(state=SuggestionState.OPEN).count() >= MAX_SUGGESTIONS:
            return
        known = Suggestion.objects.create(
            question=question[:MAX_QUESTION_CHARS],
            answer=answer[:MAX_ANSWER_CHARS],
            fingerprint=mark,
            conversation_id=conversation_id,
            created_at=now(),
        )
    elif known.state == SuggestionState.OPEN and known.conversation_id != conversation_id:
        known.answer, known.conversation_id = answer[:MAX_ANSWER_CHARS], conversation_id
        known.times = F("times") + 1
        known.save()
    else:
        return
    publish(SuggestionChanged(suggestion_id=known.id))


@transaction.atomic
def accept_suggestion(
    *, suggestion_id: UUID, by: str, question: str | None = None, answer: str | None = None
) -> Entry:
    """Make a suggestion, as it is or edited, an entry; raises NotFound, Settled, KnownQuestion, TooManyEntries."""
    found = _open(suggestion_id)
    entry = write_entry(
        question=question or found.question,
        answer=answer or found.answer,
        by=by,
        origin=EntryOrigin.SUGGESTED,
    )
    _close(found, SuggestionState.ACCEPTED)
    return entry


@transaction.atomic
def dismiss_suggestion(*, suggestion_id: UUID) -> None:
    """Never suggest this again; raises NotFound, Settled."""
    _close(_open(suggestion_id), SuggestionState.DISMISSED)


def _open(suggestion_id: UUID) -> Suggestion:
    found = Suggestion.objects.select_for_update().filter(id=suggestion_id).first()
    if found is None:
        raise NotFound("This suggestion does not exist any more.")
    if found.state != SuggestionState.OPEN:
        raise Settled
    return found


def _close(suggestion: Suggestion, state: SuggestionState) -> None:
    suggestion.state, suggestion.settled_at = state, now()
    suggestion.question = suggestion.answer = ""
    suggestion.conversation_id = None
    suggestion.save()
    publish(SuggestionChanged(suggestion_id=suggestion.id))
