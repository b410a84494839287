"""What a question asks for, and where a text answers it. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tenant_apps.knowledge.language.stems import stem_english, stem_ukrainian

_APOSTROPHES = re.compile("['’ʼ`‘´]")
_WORD = re.compile(r"[^\W_]+")
# A word of a text: apostrophes stay inside, so that its place is the one that people see.
_WRITTEN = re.compile(r"[^\W_]+(?:['’ʼ`‘´][^\W_]+)*")
_CYRILLIC = re.compile("[а-яґєії]")

MAX_WORDS = 12
MAX_WORD_CHARS = 40
KEY_LETTERS = 8
SHORTEST_TYPO = 4
SNIPPET_CHARS = 240
LEAD_CHARS = 60

Range = tuple[int, int]


@dataclass(frozen=True)
class Asked:
    """One word of a question and the beginnings of words that answer it."""

    word: str
    prefixes: tuple[str, ...]


def normal(text: str) -> str:
    """Return `text` as the index has it: lower case, no apostrophes, one form of every letter."""
    return _APOSTROPHES.sub("", unicodedata.normalize("NFC", text)).lower()


def asked_words(question: str) -> list[Asked]:
    """Return the words of a question, at most MAX_WORDS, each with its stem."""
    words = list(dict.fromkeys(_WORD.findall(normal(question))))[:MAX_WORDS]
    return [Asked(word[:MAX_WORD_CHARS], (prefix_of(word[:MAX_WORD_CHARS]),)) for word in words]


def prefix_of(word: str) -> str:
    """Return the beginning that all forms of `word` share; numbers stay whole."""
    if any(char.isdigit() for char in word) or len(word) < SHORTEST_TYPO:
        return word
    return stem_ukrainian(word) if _CYRILLIC.search(word) else stem_english(word)


def tsquery(asked: Sequence[Asked]) -> str:
    """Return a raw tsquery: every word, by any of its beginnings. Words hold letters and digits only."""
    return " & ".join("(" + " | ".join(f"{prefix}:*" for prefix in one.prefixes) + ")" for one in asked)


def keys_of(word: str) -> list[str]:
    """Return the first KEY_LETTERS of `word` and each spelling of them with one letter left out.

    Two words with a common key are at most two edits apart (symmetric delete spelling correction).
    """
    head = word[:KEY_LETTERS]
    return list(dict.fromkeys([head, *(head[:at] + head[at + 1 :] for at in range(len(head)))]))


def nearest(word: str, candidates: Iterable[str], *, limit: int = 6) -> list[str]:
    """Return the beginnings of those `candidates` that `word` may be a misspelling of, nearest first."""
    stem = prefix_of(word)
    allowed = 1 if len(stem) < 6 else 2
    found: dict[str, int] = {}
    for candidate in candidates:
        other = prefix_of(candidate)
        # Somebody may still be typing the word.
        away = min(distance(stem, other), distance(stem, other[: len(stem)]))
        if away <= allowed and abs(len(other) - len(stem)) <= allowed + 3:
            found[other] = min(away, found.get(other, away))
    return sorted(found, key=lambda other: (found[other], len(other), other))[:limit]


def distance(a: str, b: str) -> int:
    """Return how many letters to change, add, drop or swap with their neighbour between `a` and `b`."""
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]


def snippet(text: str, asked: Sequence[Asked]) -> tuple[str, list[Range]]:
    """Return the part of `text` around its first hit and the (start, end) of all hits in that part.

    Places count UTF-16 code units, as JavaScript's strings do.
    """
    prefixes = tuple(prefix for one in asked for prefix in one.prefixes)
    spans = [
        match.span()
        for match in _WRITTEN.finditer(text)
        if prefixes and any(part.startswith(prefixes) for part in _WORD.findall(normal(match.group())))
    ]
    begin = _beginning(text, spans[0][0]) if spans else 0
    part = text[begin : begin + SNIPPET_CHARS]
    lead, tail = "…" if begin else "", "…" if begin + SNIPPET_CHARS < len(text) else ""
    inside = [(start - begin, end - begin) for start, end in spans if end - begin <= len(part)]
    offset = len(lead)
    return lead + part + tail, [
        (offset + _units(part[:start]), offset + _units(part[:end])) for start, end in inside
    ]


def _beginning(text: str, hit: int) -> int:
    if hit <= LEAD_CHARS:
        return 0
    space = text.find(" ", hit - LEAD_CHARS, hit)
    return space + 1 if space >= 0 else hit


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
