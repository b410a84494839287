"""Compare words across alphabets, endings and typos.

Every word becomes a Latin skeleton, so "манікюр", "manikjur" and "manicure" meet; endings of both languages are cut.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:['’ʼ-][^\W_]+)*")
_PARTS = re.compile(r"[^\W_]+")
_APOSTROPHES = re.compile(r"['’ʼ`‘]")

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "h", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z", "и": "i",
    "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ю": "iu", "я": "ia",
    "ь": "", "ы": "i", "э": "e", "ё": "io", "ъ": "",
}  # fmt: skip
# Spellings that transliteration and English use for one sound. The order matters: digraphs first.
_LATIN = (
    ("shch", "sh"), ("sch", "sh"), ("kh", "h"), ("ph", "f"), ("ck", "k"), ("x", "ks"), ("q", "k"), ("w", "v"),
    ("j", "i"), ("y", "i"), ("g", "h"),
)  # fmt: skip
_SOFT_C = re.compile(r"c(?!h)")
_DOUBLED = re.compile(r"(.)\1+")
_ENDING = re.compile(
    r"(?:iami|ami|imi|oho|omu|oiu|ieiu|uvat|atsi|ist|inh|iah|iam|iiu|iia|iem|ih|iu|ia|ie|am|ah|om|em|im|iv|ov|ei|oi|ai"
    r"|ed|er|es|s|t|ti|[aeiou])$"
)

# The share of letter pairs from which on two words are one with a typo.
LIKE_ENOUGH = 0.7

# Words that carry no topic, in both languages; nothing in here belongs to a trade.
_FUNCTION_WORDS = """
а або але би без бо був була були було буде будемо будете будуть будь в вам вами вас ваш ваша ваше ваші вже ви від
він вона вони воно все всі від для до є з за зараз зі і із ж же й його її їх й ка коли котра котрій котрої котра куди
ласка лише ли ми мене мені може можете можливо можна мій моє мої моя на навіть над нам нас наш наша не нема немає
ні ну о об один ось от пані по потім при про прошу саме свій свої себе скажіть скільки та так така таке такий такі там
те теж ти тим то того тобі тут тут у усі хай хочу хотіла хотів хто це цей ці ця чи чого чому що щоб щодо як яка яке
який які якої якого яку якщо якій якому підкажіть добрий день привіт дякую роблять робите робить маєте треба
a about am an and any are as at be been but by can could did do does for from get give had has have hello hi how i if
im in is it its just may me more much my n of on or our ours out please shall she should so some such than that the
their them then there these they this those through to too u up us was we were what when where which who whom whose
why will with would yes you your yours ur s t d ll re ve m whats hows whos wheres whens thats theres id ill ive dont
cant wont doesnt many let tell want need like got wat mutch meny
""".split()  # noqa: SIM905 - a list this long reads better as text


@lru_cache(maxsize=20_000)
def skeleton(word: str) -> str:
    """Return the word in one Latin spelling: case, alphabet, doubled letters and soft signs are gone."""
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", word.casefold()))
    # й and ї are composed letters: NFKD would leave и and і with a mark, which is dropped with the other accents.
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    latin = "".join(_CYRILLIC.get(char, char) for char in plain)
    for spelling, sound in _LATIN:
        latin = latin.replace(spelling, sound)
    return _DOUBLED.sub(r"\1", _SOFT_C.sub("k", latin)) if not latin.isdigit() else latin


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the skeleton without its ending; at least three letters stay."""
    bare = skeleton(word)
    if any(char.isdigit() for char in bare):
        return bare
    for _ in range(2):
        shorter = _ENDING.sub("", bare)
        if len(shorter) < 3 or shorter == bare:
            break
        bare = shorter
    return bare


FUNCTION_SKELETONS = frozenset(skeleton(word) for word in _FUNCTION_WORDS)


def tokens(text: str) -> list[str]:
    """Return the words of `text`; a hyphenated word counts as its parts."""
    return [part for word in WORD.findall(text) for part in _PARTS.findall(_APOSTROPHES.sub("", word))]


def topic_words(text: str, *, ignoring: Iterable[str] = ()) -> list[str]:
    """Return the stems of the words that say what `text` is about, each once, in order."""
    ignored = set(ignoring)
    kept = [
        stem(token)
        for token in tokens(text)
        if skeleton(token) not in FUNCTION_SKELETONS and (len(token) > 1 or token.isdigit())
    ]
    return [word for word in dict.fromkeys(kept) if word not in ignored]


def stems(text: str) -> set[str]:
    return {stem(token) for token in tokens(text)}


@lru_cache(maxsize=50_000)
def likeness(one: str, other: str) -> float:
    """Return how sure two stems are the same word: 1 the same, 0 not; between for endings and typos."""
    if one == other:
        return 1.0
    if one[:1].isdigit() or other[:1].isdigit():
        return 0.0
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < 4:
        return 0.0
    if longer.startswith(shorter):
        return 0.95 if len(shorter) / len(longer) >= 0.5 else 0.7
    dice = _dice(shorter, longer)
    return dice if dice >= LIKE_ENOUGH and shorter[0] == longer[0] else 0.0


def _dice(one: str, other: str) -> float:
    first, second = _pairs(one), _pairs(other)
    return 2 * len(first & second) / (len(first) + len(second))


def _pairs(word: str) -> frozenset[str]:
    padded = f"^{word}$"
    return frozenset(padded[i : i + 2] for i in range(len(padded) - 1))


def best_likeness(word: str, among: Iterable[str]) -> float:
    """Return the likeness of the nearest of `among`, 0 when there is none."""
    return max((likeness(word, other) for other in among), default=0.0)
