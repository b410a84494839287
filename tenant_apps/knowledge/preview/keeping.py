"""What was read → pages to look at."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from tenant_apps.knowledge.extract import Block, Extracted
from tenant_apps.knowledge.models import Document
from tenant_apps.knowledge.preview.models import ReadPage

# What has no pages of its own is shown in parts of so many blocks.
PART_BLOCKS = 120


def keep_pages(document: Document, extracted: Extracted) -> None:
    """Put the pages of a document in the place of those of its last reading; call inside its transaction."""
    ReadPage.objects.filter(document=document).delete()
    pages = list(_pages(document, extracted))
    for at, page in enumerate(pages):
        page.ord = at
    ReadPage.objects.bulk_create(pages, batch_size=200)


def _pages(document: Document, extracted: Extracted) -> Iterator[ReadPage]:
    if extracted.reports:
        blocks: dict[int, list[Block]] = {}
        for block in extracted.blocks:
            blocks.setdefault(block.page or 1, []).append(block)
        for report in extracted.reports:
            yield ReadPage(
                document=document,
                number=report.number,
                is_scan=report.is_scan,
                error_code=report.error or "",
                blocks=_views(blocks.get(report.number, [])),
            )
        return
    for sheet, found in groupby(extracted.blocks, key=lambda block: block.sheet):
        inside = list(found)
        for at in range(0, len(inside), PART_BLOCKS):
            yield ReadPage(document=document, title=sheet[:200], blocks=_views(inside[at : at + PART_BLOCKS]))


def _views(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    return [
        {"kind": block.kind, "text": block.text, "level": block.level, "row": block.row, "cells": block.cells}
        for block in blocks
    ]
