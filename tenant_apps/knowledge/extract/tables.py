"""Rows with their headers, the same for sheets, CSV, Word, Markdown and PDF tables."""

from collections.abc import Sequence

from tenant_apps.knowledge.extract.blocks import Block

MAX_HEADER_CHARS = 60


def row_block(
    header: Sequence[str], cells: Sequence[str], *, row: int, table: int, page: int | None = None
) -> Block:
    """Return a row as `Header: value | Header: value`, empty cells left out."""
    pairs = tuple(
        (header[at].strip() if at < len(header) else "", cell.strip())
        for at, cell in enumerate(cells)
        if cell.strip()
    )
    text = " | ".join(f"{name}: {value}" if name else value for name, value in pairs)
    return Block("row", text, row=row, table=table, cells=pairs, page=page)


def looks_like_header(cells: Sequence[str], below: Sequence[str]) -> bool:
    """Tell whether a row names columns: several short, different texts, and a row beneath that fills them."""
    named = [cell for cell in cells if cell]
    if len(named) < 2 or len(set(named)) < len(named) or len([cell for cell in below if cell]) < 2:
        return False
    if any(_is_number(cell) or len(cell) > MAX_HEADER_CHARS for cell in named):
        return False
    return (
        any(_is_number(cell) for cell in below)
        or not cells[0]
        or len(named) >= len([c for c in below if c]) - 1
    )


def _is_number(cell: str) -> bool:
    bare = cell.strip("£$€₴%+ ").replace(" ", "").replace("\u00a0", "").replace(",", "").replace(".", "")
    return bare.isdigit()
