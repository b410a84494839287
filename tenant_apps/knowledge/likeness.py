"""Whether two documents of one name say the same things: versions do, two lists of one business do not."""

from collections.abc import Iterable
from uuid import UUID

from tenant_apps.knowledge.language import terms_of
from tenant_apps.knowledge.models import Document
from tenant_apps.knowledge.preview.models import ReadPage

# The share of the shorter one's words that versions have in common; a name that is the very same speaks for itself.
ALIKE = 0.5
ALIKE_OF_ONE_NAME = 0.25
MOST_PAGES = 40


def shared(one: set[str], other: set[str]) -> float:
    """Return how much of the shorter text's words (0 … 1) the longer one has, too; 1 when one says nothing."""
    least = min(len(one), len(other))
    return len(one & other) / least if least else 1.0


def subjects(texts: Iterable[str]) -> set[str]:
    """Return the words that tell what texts are about; figures change with every version."""
    return {term for text in texts for term in terms_of(text) if not any(char.isdigit() for char in term)}


class Likeness:
    """Compares documents by what was read of them; each is looked up once."""

    def __init__(self) -> None:
        self._known: dict[UUID, set[str]] = {}

    def __call__(self, one: Document, other: Document) -> bool:
        least = ALIKE_OF_ONE_NAME if one.name == other.name else ALIKE
        return one.sha256 == other.sha256 or shared(self._of(one), self._of(other)) >= least

    def _of(self, document: Document) -> set[str]:
        if document.id not in self._known:
            pages = ReadPage.objects.filter(document=document).order_by("ord")[:MOST_PAGES]
            blocks = (block for page in pages.values_list("blocks", flat=True) for block in page)
            self._known[document.id] = subjects(str(block.get("text", "")) for block in blocks)
        return self._known[document.id]
