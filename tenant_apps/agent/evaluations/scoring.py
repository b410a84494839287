"""Is an answer right, is a passage the expected one. Pure; the rules that the exchange format was written with.

An answer is compared by substring: case is ignored, digit groups are joined ("1 450" is "1450") and the borders of
numbers are respected ("450" is not in "1450").
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_GROUPED = re.compile(r"(?<=\d)[ \u00a0\u202f.,’'](?=\d{3}(?!\d))")
_APOSTROPHES = re.compile("['’ʼ`‘]")
_WHOLE_WORD_CHARS = 2
_WORD_START_CHARS = 4
# A row that was written anew still has nine tenths of its words, close together.
_COVER = 0.9
IN_FIVE = 5


def contains(answer: str, wanted: str) -> bool:
    told, looked_for = _flat(answer), _flat(wanted)
    if re.fullmatch(r"\d+", looked_for.strip()):
        told = re.sub(r"(?<=\d)[.,]00(?!\d)", "", _GROUPED.sub("", told))
    pattern = re.escape(looked_for)
    if looked_for[:1].isdigit():
        pattern = r"(?<!\d)(?<!\d[.,:])" + pattern
    elif len(looked_for) <= _WORD_START_CHARS:
        pattern = r"(?<!\w)" + pattern
    if looked_for[-1:].isdigit():
        pattern += r"(?!\d)(?![.,:]\d)"
    elif len(looked_for) <= _WHOLE_WORD_CHARS:
        pattern += r"(?!\w)"
    return re.search(pattern, told) is not None


def _flat(text: str) -> str:
    flat = unicodedata.normalize("NFKC", text).casefold()
    flat = _APOSTROPHES.sub("'", flat).replace("–", "-").replace("—", "-")
    return re.sub(r"\s+", " ", flat)


def lacking(answer: str, must_contain: Sequence[Sequence[str]]) -> list[str]:
    """Return the first text of each group of which the answer has none."""
    return [group[0] for group in must_contain if group and not any(contains(answer, one) for one in group)]


def normal(text: str) -> str:
    flat = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text).casefold())
    return re.sub(r"[\W_]+", " ", flat).strip()


def quote_hit(text: str, quote: str, cover: float = _COVER) -> bool:
    """Tell whether the text has the quote whole, or nine tenths of its words close together (a re-written row)."""
    need, tokens = normal(quote).split(), normal(text).split()
    if f" {' '.join(need)} " in f" {' '.join(tokens)} ":
        return True
    if len(need) < 4:
        return False
    goal = len(need) if len(need) < 10 else max(1, round(cover * len(need)))
    return _densest(tokens, Counter(need), span=3 * len(need) + 10) >= goal


def _densest(tokens: list[str], wanted: Counter[str], *, span: int) -> int:
    """Return how many of the wanted words the best window of `span` words holds."""
    held: Counter[str] = Counter()
    count = best = 0
    for at, token in enumerate(tokens):
        if token in wanted:
            held[token] += 1
            count += held[token] <= wanted[token]
        if at >= span and (gone := tokens[at - span]) in wanted:
            count -= held[gone] <= wanted[gone]
            held[gone] -= 1
        best = max(best, count)
    return best


@dataclass(frozen=True)
class Expected:
    """Where the answer stands: documents by name, per fact a quote, and other places of a fact."""

    sources: Sequence[str]
    quotes: Sequence[str]
    alternatives: Sequence[tuple[int, str, str]]

    @property
    def is_known(self) -> bool:
        return bool(self.sources or self.quotes)


def places(expected: Expected, passages: Sequence[tuple[str, str]]) -> tuple[int | None, bool]:
    """Return the rank (from 1) of the first passage with any fact, and whether the first five have all facts.

    `passages` are (document's name, text), best first. Without quotes any passage of an expected document counts.
    """
    facts = [_facts(expected, name, text) for name, text in passages]
    rank = next((at for at, found in enumerate(facts, 1) if found), None)
    return rank, len(set[int]().union(*facts[:IN_FIVE])) >= max(1, len(expected.quotes))


def _facts(expected: Expected, name: str, text: str) -> set[int]:
    is_there = not expected.sources or name in expected.sources
    if not expected.quotes:
        return {0} if is_there else set()
    own = {at for at, quote in enumerate(expected.quotes) if is_there and quote_hit(text, quote)}
    return own | {
        fact for fact, source, quote in expected.alternatives if source == name and quote_hit(text, quote)
    }
