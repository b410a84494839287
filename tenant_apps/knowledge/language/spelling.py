"""Letters: Latin spellings of Ukrainian into Cyrillic, and a phonetic spelling that both alphabets share."""

import re

_SOUNDS_OF_LETTERS = (
    "а=a б=b в=v г=h ґ=g д=d е=e є=ie ж=zh з=z и=y і=i ї=i й=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f "
    "х=kh ц=ts ч=ch ш=sh щ=shch ь= ю=iu я=ia ё=io ъ= ы=y э=e"
)
_TO_LATIN = {pair[0]: pair[2:] for pair in _SOUNDS_OF_LETTERS.split(" ")}
_TO_CYRILLIC = (
    ("shch", "щ"), ("sch", "щ"), ("zgh", "зг"), ("zh", "ж"), ("kh", "х"), ("ch", "ч"), ("sh", "ш"), ("ts", "ц"),
    ("yi", "ї"), ("ji", "ї"), ("yu", "ю"), ("ju", "ю"), ("iu", "ю"), ("ya", "я"), ("ja", "я"), ("ia", "я"),
    ("ye", "є"), ("je", "є"), ("ie", "є"), ("yj", "ий"), ("ij", "ій"), ("iy", "ій"), ("yy", "ий"),
    ("a", "а"), ("b", "б"), ("c", "ц"), ("d", "д"), ("e", "е"), ("f", "ф"), ("g", "г"), ("h", "г"), ("i", "і"),
    ("j", "й"), ("k", "к"), ("l", "л"), ("m", "м"), ("n", "н"), ("o", "о"), ("p", "п"), ("q", "к"), ("r", "р"),
    ("s", "с"), ("t", "т"), ("u", "у"), ("v", "в"), ("w", "в"), ("x", "кс"), ("y", "и"), ("z", "з"),
)  # fmt: skip
_CYRILLIC_BY_LATIN = dict(_TO_CYRILLIC)
_LATIN_PIECE = re.compile("|".join(latin for latin, _ in _TO_CYRILLIC))
# One capital stands for each sound that Latin spells with several letters.
_SOUNDS = (
    ("shch", "Q"), ("sch", "Q"), ("zh", "Z"), ("kh", "h"), ("tch", "C"), ("ch", "C"), ("sh", "S"),
    ("ts", "c"), ("tz", "c"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("qu", "kv"), ("x", "ks"),
)  # fmt: skip
_REPEATED = re.compile(r"(.)\1+")
_CYRILLIC = re.compile("[а-яіїєґё]")
_SOFT_C = re.compile(r"c(?![eiy])")


def is_cyrillic(word: str) -> bool:
    return bool(_CYRILLIC.search(word))


def to_cyrillic(word: str) -> str:
    """Read a Latin word as Ukrainian in Latin letters, by whichever of the usual schemes."""
    return _LATIN_PIECE.sub(lambda piece: _CYRILLIC_BY_LATIN[piece.group()], word)


def phonetic(word: str) -> str:
    """Return one spelling for what sounds alike in either alphabet: и/і/y/j, g/h, c/k, v/w, doubled letters."""
    if is_cyrillic(word):
        spelt = "".join(_TO_LATIN.get(char, char) for char in word)
    else:
        # English spells k as c before a, o, u and consonants; Ukrainian in Latin letters means ц by it elsewhere.
        spelt = _SOFT_C.sub("k", word.replace("ch", "\x01").replace("sch", "\x02"))
        spelt = spelt.replace("\x01", "ch").replace("\x02", "sch")
    for letters, sound in _SOUNDS:
        spelt = spelt.replace(letters, sound)
    spelt = spelt.translate(str.maketrans("yjwg", "iivh"))
    return _REPEATED.sub(r"\1", spelt)
