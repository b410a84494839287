import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tenant_apps.knowledge.language.lexicon import concept_terms
from tenant_apps.knowledge.language.spelling import is_cyrillic, phonetic, to_cyrillic
from tenant_apps.knowledge.language.stems import stem_english, stem_ukrainian
from tenant_apps.knowledge.language.stopwords import STOPWORDS

_APOSTROPHES = re.compile("['’ʼ`‘´]")
_WORD = re.compile(r"[^\W_]+")
MAX_TERM_CHARS = 40
MAX_QUERY_WORDS = 40

EXACT = 1.0
READ_AS_UKRAINIAN = 0.9
CONCEPT = 0.45


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question and the terms it may stand for, with how sure that is (0 … 1)."""

    text: str
    terms: tuple[tuple[str, float], ...]
    at: int
    is_name: bool = False


def words_of(text: str) -> list[str]:
    """Return the words in order, case and apostrophes gone, accents kept apart from letters dropped."""
    flat = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text)).casefold()
    flat = flat.replace("й", "\x00").replace("ї", "\x01")
    flat = "".join(char for char in unicodedata.normalize("NFKD", flat) if not unicodedata.combining(char))
    return _WORD.findall(flat.replace("\x00", "й").replace("\x01", "ї"))


@lru_cache(maxsize=20_000)
def term_of(word: str) -> str:
    """Return the term a document's word is kept under."""
    if word.isdigit():
        return word[:MAX_TERM_CHARS]
    stem = stem_ukrainian(word) if is_cyrillic(word) else stem_english(word)
    return phonetic(stem)[:MAX_TERM_CHARS]


def terms_of(text: str) -> list[str]:
    """Return the terms of a document's text in order, words without a subject left out."""
    return [term_of(word) for word in words_of(text) if word not in STOPWORDS]


def chunk_terms(fields: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return (weight, term) for every word of the given (weight, text) fields, in order."""
    return [(weight, term) for weight, text in fields for term in terms_of(text)]


def query_words(text: str) -> list[Word]:
    """Return the question's words that carry a subject; all of them when none does."""
    found = words_of(text)[:MAX_QUERY_WORDS]
    kept = [(at, word) for at, word in enumerate(found) if word not in STOPWORDS]
    return [Word(word, _readings(word), at) for at, word in kept]


def _readings(word: str) -> tuple[tuple[str, float], ...]:
    readings = {term_of(word): EXACT}
    if not is_cyrillic(word) and not any(char.isdigit() for char in word):
        as_ukrainian = to_cyrillic(word)
        if as_ukrainian in STOPWORDS:
            return ()
        readings.setdefault(phonetic(stem_ukrainian(as_ukrainian)), READ_AS_UKRAINIAN)
    for term in list(readings):
        for related in concept_terms(term):
            readings.setdefault(related, CONCEPT)
    return tuple(readings.items())


@lru_cache(maxsize=50_000)
def trigrams(term: str) -> tuple[str, ...]:
    """Return the different letter triples of a term with its edges marked, as trigram search wants them."""
    padded = f"^{term}$"
    return tuple(Counter(padded[at : at + 3] for at in range(len(padded) - 2)))
