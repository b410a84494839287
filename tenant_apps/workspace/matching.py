"""Which lines of a price list a sentence speaks of, in Ukrainian and English. Pure."""

import re
from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")

# Endings of nouns and adjectives, longest first: манікюру, стрижки, стрижок, чоловічої, haircuts.
_ENDINGS = (
    *(
        "ими",
        "ами",
        "ями",
        "ого",
        "ому",
        "ої",
        "ою",
        "ею",
        "єю",
        "ій",
        "ий",
        "их",
        "им",
        "ом",
        "ем",
        "ах",
        "ях",
    ),
    *("ам", "ям", "ок", "ів", "їв", "у", "ю", "а", "я", "и", "і", "ї", "е", "є", "о", "й", "ь"),
    *("ings", "ing", "es", "s"),
)
_STEM_LETTERS = 3

# Words that stand in many requests and name no service.
_EMPTY_WORDS = (
    "і й та або чи на у в з зі із до для від по під про за a an and or the of for with in on to your"
)
_EMPTY = frozenset(_EMPTY_WORDS.split())


def rank(text: str, named: Sequence[Sequence[str]]) -> list[int]:
    """Return the positions in `named` (each with its name and aliases) that `text` mentions, best first.

    A mention is every word of a name, in any form and order. Longer mentions win, and a name whose words all belong
    to a longer mention is left out: "манікюр з покриттям" is not also "манікюр".
    """
    said = set(stems(text))
    found: list[tuple[int, frozenset[str]]] = []
    for position, names in enumerate(named):
        mentions = [words for name in names if (words := frozenset(stems(name))) and words <= said]
        if mentions:
            found.append((position, max(mentions, key=len)))
    kept = [(position, words) for position, words in found if not any(words < other for _, other in found)]
    return [position for position, words in sorted(kept, key=lambda pair: (-len(pair[1]), pair[0]))]


def stems(text: str) -> list[str]:
    """Return the words of `text` without endings; a crude stem, the same for a request and a name."""
    words = (word.lower().replace("’", "'").replace("ʼ", "'") for word in _WORD.findall(text))
    return [_stem(word) for word in words if word not in _EMPTY]


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM_LETTERS:
            return word[: -len(ending)]
    return word
