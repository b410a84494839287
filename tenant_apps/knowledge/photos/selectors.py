"""Reads: photos by id, a page of them, and those that fit a customer's words."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from shared_apps.core.errors import NotFound
from tenant_apps.knowledge.language import Word, query_words, terms_of
from tenant_apps.knowledge.models import Chunk, Document, DocumentKind, DocumentStatus

# The words of a wish for a picture say nothing about what is on it.
_WISH = frozenset(
    terms_of(
        "photo photos picture pictures image show send see look have example examples of work works your "
        "фото фотографія фотографії світлина картинка покажи покажіть надішліть скиньте можна побачити подивитися "
        "приклад приклади робота роботи ваших ваші"
    )
)
# So much of what a customer asks to see has to stand with a photo: a chair is no answer to nails.
LEAST_SHARE = 0.5
MOST_JUDGED = 2000


@dataclass(frozen=True, slots=True)
class FoundPhoto:
    """A stored photo that fits; `score` (0 … 1), best first; `caption` is what to write under it, "" for nothing."""

    photo_id: UUID
    file_id: UUID
    name: str
    content_type: str
    caption: str
    score: float


def photos() -> QuerySet[Document]:
    return Document.objects.filter(kind=DocumentKind.PHOTO).select_related("photo").order_by("-id")


def photos_with(text: str) -> QuerySet[Document]:
    """Return the photos whose name, caption, labels or text has these letters, newest first."""
    fits = Q(name__icontains=text) | Q(photo__caption__icontains=text)
    return photos().filter(fits | Q(id__in=Chunk.objects.filter(text__icontains=text).values("document_id")))


def get_photo(photo_id: UUID) -> Document:
    """Return the photo; raises NotFound."""
    found = photos().filter(id=photo_id).first()
    if found is None:
        raise NotFound("This photo does not exist any more.")
    return found


def photos_for(query: str, *, k: int = 3) -> list[FoundPhoto]:
    """Return up to `k` photos that may be sent to a customer who asks for them in these words, best first.

    Judged are the words that say what is on the photo, in either language and alphabet: half of them have to stand
    in its caption, labels or text. Nothing fits, or nothing was asked for by name → nothing is returned.
    """
    wanted = [word for word in query_words(query) if not any(term in _WISH for term, _ in word.terms)]
    if not wanted:
        return []
    rows = Chunk.objects.filter(
        document__kind=DocumentKind.PHOTO,
        document__status=DocumentStatus.READY,
        document__photo__is_sendable=True,
        document__file__isnull=False,
    )
    shown = rows.select_related("document", "document__photo").only(
        "text", "document__name", "document__content_type", "document__file_id", "document__photo__caption"
    )
    judged = [
        (_share(row.text, wanted), row.document) for row in shown.order_by("-document_id")[:MOST_JUDGED]
    ]
    fitting = sorted((one for one in judged if one[0] >= LEAST_SHARE), key=lambda one: -one[0])
    return [_found(document, share) for share, document in fitting[:k]]


def _share(text: str, wanted: Sequence[Word]) -> float:
    """Return how much of what was asked for (0 … 1) stands in a photo's words."""
    there = set(terms_of(text))
    sure = (max((sure for term, sure in word.terms if term in there), default=0.0) for word in wanted)
    return round(sum(sure) / len(wanted), 3)


def _found(document: Document, score: float) -> FoundPhoto:
    assert document.file_id is not None, "filtered by the query"
    return FoundPhoto(
        document.id, document.file_id, document.name, document.content_type, document.photo.caption, score
    )
