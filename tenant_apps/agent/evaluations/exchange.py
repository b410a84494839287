"""Questions as lines of JSON, one a line: the evaluation set's format. Pure.

Fields: id, lang, type, question, answerable, gold_docs, gold_quote, gold_quotes (first = gold_quote), gold_alt
({doc, quote, for}), must_contain (groups), must_not_contain, note; `answer` is ours. Others are passed over.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from tenant_apps.agent.evaluations.errors import BadLine

if TYPE_CHECKING:
    from tenant_apps.agent.evaluations.models import EvalQuestion

MAX_CHARS = 2_000_000


class _Alternative(msgspec.Struct):
    doc: str
    quote: str
    fact: int = msgspec.field(name="for", default=0)


class Line(msgspec.Struct, omit_defaults=True):
    """One line. Texts are cut nowhere: what does not fit is refused."""

    question: str
    id: str = ""
    lang: str = ""
    type: str = "single"
    answerable: bool = True
    answer: str = ""
    gold_docs: list[str] = []
    gold_quote: str = ""
    gold_quotes: list[str] = []
    gold_alt: list[_Alternative] = []
    must_contain: list[list[str]] = []
    must_not_contain: list[str] = []
    note: str = ""

    @property
    def quotes(self) -> list[str]:
        return self.gold_quotes or ([self.gold_quote] if self.gold_quote else [])


def read(text: str) -> Iterator[Line]:
    """Yield the questions; raises BadLine with its number, from 1."""
    seen: set[str] = set()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            found = msgspec.json.decode(line, type=Line)
        except (msgspec.DecodeError, RecursionError) as error:
            raise BadLine(number, f"This is not a question: {error}") from error
        if not found.question.strip() or len(found.question) > 1000:
            raise BadLine(number, "A question has 1 to 1000 characters.")
        if len(found.id) > 100 or (found.id and found.id in seen):
            raise BadLine(number, "An id has up to 100 characters and stands once.")
        seen.add(found.id)
        yield found


def write(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield the lines of questions given as `fields_of` names them."""
    for row in rows:
        yield msgspec.json.encode(msgspec.convert(row, Line)).decode() + "\n"


def fields_of(row: "EvalQuestion") -> dict[str, Any]:
    quotes = row.quotes
    return {
        "id": row.external_id or str(row.id),
        "lang": row.language,
        "type": row.kind,
        "question": row.question,
        "answerable": row.is_answerable,
        "answer": row.expected_answer,
        "gold_docs": row.sources,
        "gold_quote": quotes[0] if quotes else "",
        "gold_quotes": quotes if len(quotes) > 1 else [],
        "gold_alt": row.alternatives,
        "must_contain": row.must_contain,
        "must_not_contain": row.must_not_contain,
        "note": row.note,
    }
