"""Which of the tenant's own words a question's words may stand for: spelt alike, or built on the same stem."""

import math
from collections.abc import Iterable, Mapping, Sequence

from tenant_apps.knowledge.language.terms import Word, trigrams
from tenant_apps.knowledge.ranking.candidates import Concept

PREFIX_CHARS = 4
MIN_PREFIX_SHARE = 0.6
MIN_DICE = 0.45
MAX_EXPANSIONS = 6
# A reading surer than this is the word itself; below it stand synonyms and guesses.
STRONG = 0.6
GUESS_WHEN_KNOWN = 0.75
GUESS_WHEN_UNKNOWN = 0.95


def strong_terms(words: Iterable[Word]) -> list[str]:
    """Return the terms worth looking up in other spellings."""
    return list(dict.fromkeys(term for word in words for term, sure in word.terms if sure > STRONG))


def likeness(wanted: str, known: str) -> float:
    """Return how likely `known` is `wanted` misspelt or inflected, 0 when it is another word."""
    if wanted == known or len(wanted) < 3 or wanted.isdigit():
        return 0.0
    prefix = shared_beginning(wanted, known)
    longer = max(len(wanted), len(known))
    if prefix >= PREFIX_CHARS and prefix >= MIN_PREFIX_SHARE * longer:
        return min(0.9, 0.55 + 0.35 * prefix / longer)
    typos = 1 if longer <= 5 else 2
    if prefix < PREFIX_CHARS and abs(len(wanted) - len(known)) > typos:
        return 0.0
    own, other = set(trigrams(wanted)), set(trigrams(known))
    dice = 2 * len(own & other) / (len(own) + len(other))
    is_near = dice >= MIN_DICE and (prefix >= PREFIX_CHARS or edits(wanted, known) <= typos)
    return min(0.9, dice) if is_near else 0.0


def shared_beginning(one: str, other: str) -> int:
    """Return with how many letters in common two words begin."""
    for at, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return at
    return min(len(one), len(other))


def edits(one: str, other: str) -> int:
    """Return the edit distance in which swapped neighbours count once (optimal string alignment)."""
    before: list[int] = []
    last: list[int] = []
    current = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        before, last, current = last, current, [i] + [0] * len(other)
        for j, right in enumerate(other, 1):
            current[j] = min(last[j] + 1, current[j - 1] + 1, last[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                current[j] = min(current[j], before[j - 2] + 1)
    return current[-1]


def concepts(
    words: Sequence[Word], counts: dict[str, int], alike: Mapping[str, Sequence[str]], total: int
) -> list[Concept]:
    """Weigh the question's words by the tenant's vocabulary.

    `counts` has the passages per known term, `alike` the known terms to try for each strong term, `total` the
    number of passages.
    """
    return [_concept(word, counts, alike, total) for word in words if word.terms]


def _concept(word: Word, counts: dict[str, int], alike: Mapping[str, Sequence[str]], total: int) -> Concept:
    terms = dict(word.terms)
    strong = [term for term, sure in word.terms if sure > STRONG]
    is_known = any(term in counts for term in strong)
    guess = GUESS_WHEN_KNOWN if is_known else GUESS_WHEN_UNKNOWN
    for term in strong:
        for other, sure in _best(term, alike.get(term, ()), is_known=is_known):
            terms[other] = max(terms.get(other, 0.0), sure * guess)
    terms = {term: sure for term, sure in terms.items() if term in counts}
    telling = [term for term, sure in terms.items() if sure > STRONG] or list(terms)
    count = max((counts[term] for term in telling), default=0)
    idf = math.log(1 + (total - count + 0.5) / (count + 0.5)) if total else 0.0
    return Concept(word.text, tuple(terms.items()), max(idf, 0.0), is_known=bool(terms))


def _best(term: str, others: Sequence[str], *, is_known: bool) -> list[tuple[str, float]]:
    """A word that is known as it stands is only widened to its own family, not to look-alikes."""
    near = [
        (other, sure)
        for other in others
        if (not is_known or other[:PREFIX_CHARS] == term[:PREFIX_CHARS]) and (sure := likeness(term, other))
    ]
    return sorted(near, key=lambda pair: -pair[1])[:MAX_EXPANSIONS]
