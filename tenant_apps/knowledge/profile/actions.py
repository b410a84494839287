import hashlib

from django.db import transaction

from tenant_apps.knowledge.extract import Block, Extracted
from tenant_apps.knowledge.models import Document, DocumentKind
from tenant_apps.knowledge.writing import forget, prepare, write
from tenant_apps.workspace.models import Workspace
from tenant_apps.workspace.phrasebook import PHRASES
from tenant_apps.workspace.selectors import current_workspace
from tenant_apps.workspace.telling import Piece, told

ATTEMPTS = 5


def read_profile() -> None:
    """Let the search find what the card says now. Runs in a worker; safe to run twice and to be killed.

    Raises EmbeddingFailed; the next sweep tries again.
    """
    for _ in range(ATTEMPTS):
        pieces = told()
        mark = _mark(pieces)
        if _known() == mark:
            return
        name = PHRASES[current_workspace().language].about
        # Embedding takes its time, so the card may change meanwhile; then what was made is not kept.
        prepared = prepare(_extracted(pieces), name=name) if pieces else None
        with transaction.atomic():
            Workspace.objects.select_for_update().get()
            if _mark(told()) != mark:
                continue
            document = Document.objects.filter(kind=DocumentKind.PROFILE).first()
            if prepared is None:
                forget(document)
                return
            document = write(document, prepared, kind=DocumentKind.PROFILE, name=name)
            document.sha256 = mark
            document.save(update_fields=["sha256"])
            return


def _known() -> str:
    """Return the mark of what is found now; an empty card's when nothing is."""
    mark = Document.objects.filter(kind=DocumentKind.PROFILE).values_list("sha256", flat=True).first()
    return mark or _mark([])


def _mark(pieces: list[Piece]) -> str:
    return hashlib.sha256(repr(pieces).encode()).hexdigest()


def _extracted(pieces: list[Piece]) -> Extracted:
    blocks: list[Block] = []
    for piece in pieces:
        blocks.append(Block("heading", piece.asked, level=2))
        blocks += [Block("text", line.strip()) for line in piece.lines]
    return Extracted(tuple(blocks), "text/plain")
