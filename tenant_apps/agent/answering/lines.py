"""Turn chosen pieces into the lines of an answer, each with what belongs to it."""

from collections.abc import Sequence

from tenant_apps.agent.answering.columns import told as columns_told
from tenant_apps.agent.answering.expectation import fits
from tenant_apps.agent.answering.segments import Segment, row_text
from tenant_apps.agent.answering.weighing import Asked, Judged, shared_of
from tenant_apps.agent.understanding.language import detect, reply_language

# A block up to this length is told whole: what stands around a fact is what people ask next.
MOST_BLOCK_CHARS = 400


def lines_of(asked: Asked, pieces: Sequence[Judged], candidates: Sequence[Segment]) -> tuple[str, ...]:
    """Return each piece with the rest of its block, else of its line, while that stays short; rows stand alone."""
    lines: dict[str, None] = {}
    meant = [piece.segment for piece in pieces if not piece.is_for_others]
    for own in (piece.segment for piece in pieces):
        found = [one for one in meant if one.block == own.block]
        line = _row(asked.text, own, candidates) if own.is_row else _prose(asked, own, found, candidates)
        lines[f"{own.label}: {line}" if own.label else line] = None
    return tuple(lines)


def _prose(asked: Asked, own: Segment, found: Sequence[Segment], candidates: Sequence[Segment]) -> str:
    """Return the block of `own` without what only stands beside its `found` pieces, none when that is unsure."""
    block = [one for one in candidates if one.block == own.block and not one.is_row]
    if own.source.is_entry:
        return _as_written(block)
    if found:
        block = [one for one in block if not all(_is_beside_it(asked, one, piece) for piece in found)]
    wider = (block, [one for one in block if one.line == own.line], [own])
    told = (" ".join(one.text for one in some) for some in wider)
    return next(text for text in told if text and (len(text) <= MOST_BLOCK_CHARS or text == own.text))


def _as_written(pieces: Sequence[Segment]) -> str:
    lines: dict[int, list[str]] = {}
    for piece in pieces:
        lines.setdefault(piece.line, []).append(piece.text)
    return "\n".join(" ".join(line) for line in lines.values())


def _is_beside_it(asked: Asked, one: Segment, own: Segment) -> bool:
    """Return whether a neighbour tells another figure of the kind that was asked for, about something else."""
    return (
        one is not own
        and fits(asked.text, own.text) > 0
        and fits(asked.text, one.text) > 0
        and shared_of(asked, one) < shared_of(asked, own)
    )


def _row(question: str, own: Segment, candidates: Sequence[Segment]) -> str:
    """Return a row without the columns that were not asked for; its table's other rows tell which columns there are."""
    table = [one for one in candidates if one.is_row and one.source.document == own.source.document]
    columns = dict.fromkeys(name for one in table if _is_of_table(one, own) for name, _ in one.cells if name)
    replies = reply_language(detect(question, otherwise="en"))
    return row_text(columns_told(own.cells, columns, question, replies))


def _is_of_table(one: Segment, other: Segment) -> bool:
    return one.context == other.context and one.source.context == other.source.context
