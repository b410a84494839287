"""Which language a customer writes."""

import re
from typing import Literal

from tenant_apps.agent.understanding.words import WORD

Language = Literal["uk", "en", "uk-latn"]

_CYRILLIC = re.compile(r"[а-яіїєґё]", re.IGNORECASE)
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
# Short words that only Ukrainian in Latin letters has, and spellings that English does not.
_LATIN_UKRAINIAN = frozenset(
    """
    skilky skilki skiky koshtuie koshtuye koshtuje chy chi ye je mozhna mozna shcho scho shho yak jak yake
    yaki jaki koly de vas vam nas dlia dlya dlja pryvit dobryi dobryj den dyakuyu djakuju diakuiu bud laska
    budlaska treba ta abo bilia bilya bilja pislia pislya pislja kotroi kotroyi nedilju nediliu subotu zapys
    tsina tsiny cina hochu xochu bezkoshtovno robyte roblyat pracujete pratsiuiete prodaiete meni moia moya
    za zi na vy ya ja shchob
    """.split()  # noqa: SIM905 - a list this long reads better as text
)
_ENGLISH = frozenset(
    """
    a an the is are do does did can could would will how what when where which who why much many of for in
    on at to and or you your i my me we it this that have has be with please from as there any if not hi
    hello thanks price cost
    """.split()  # noqa: SIM905 - a list this long reads better as text
)
_LETTERS = re.compile(
    r"(?:^|[^a-z])(?:shch|zh|kh)|(?:zh|iu|yu|ju|ia|ya|ja|yi|ji|uie|uje|uye|kh|shch)(?:[^a-z]|$)"
)


def detect(text: str, *, otherwise: Language) -> Language:
    """Return the language of `text`; `otherwise` for a text without words, such as "?" or "10:30"."""
    cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
    if not cyrillic and not latin:
        return otherwise
    if cyrillic * 2 >= latin:
        return "uk"
    words = [word.casefold() for word in WORD.findall(text)]
    ukrainian = sum(word in _LATIN_UKRAINIAN for word in words) + len(_LETTERS.findall(text.casefold())) / 2
    english = sum(word in _ENGLISH for word in words)
    if ukrainian > english:
        return "uk-latn"
    if english or len(words) > 1:
        return "en"
    return otherwise if otherwise != "uk" else "en"


def reply_language(language: Language) -> Literal["uk", "en"]:
    """Return the language to answer in: Ukrainian in Latin letters is answered in Ukrainian."""
    return "en" if language == "en" else "uk"


_TO_CYRILLIC = (
    ("shch", "щ"), ("sch", "щ"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш"), ("yu", "ю"),
    ("ju", "ю"), ("iu", "ю"), ("ya", "я"), ("ja", "я"), ("ia", "я"), ("ye", "є"), ("je", "є"), ("ie", "є"),
    ("yi", "ї"), ("ji", "ї"),
    ("oi", "ої"), ("a", "а"), ("b", "б"), ("v", "в"), ("w", "в"), ("h", "г"), ("g", "г"), ("d", "д"), ("e", "е"),
    ("z", "з"), ("y", "и"), ("i", "і"), ("j", "й"), ("k", "к"), ("l", "л"), ("m", "м"), ("n", "н"), ("o", "о"),
    ("p", "п"), ("r", "р"), ("s", "с"), ("t", "т"), ("u", "у"), ("f", "ф"), ("x", "х"), ("c", "ц"), ("'", "ь"),
)  # fmt: skip


def in_cyrillic(text: str) -> str:
    """Return Ukrainian in Latin letters as Cyrillic, near enough for a language model to know the words."""
    written = text.casefold()
    for latin, cyrillic in _TO_CYRILLIC:
        written = written.replace(latin, cyrillic)
    return written
