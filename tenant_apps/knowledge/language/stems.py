"""Light stemming: endings off, never down to less than three letters."""

import re

_UK_ENDING_LIST = """
а я о е є и і ї у ю й ь
ий ій ої ого ому им ім их іх ою ею єю ими іми
ом ем єм ам ям ами ями ах ях ів їв єв ей ові еві єві
ти ть ш ємо емо имо їмо єте ете ите їте ають яють ують юють уть ють ать ять ав яв ив ів їв ла ло ли ує ює
ала яла ила іла али яли или іли ало яло ило іло аєте уєте юєте ає яє аєш уєш юєш аємо уємо юємо
ати яти ити іти увати ювати ований овану ованого ованим
ання яння ення іння анню анням енню енням інню інням аннях еннях
ість ості істю остей остям остями остях
"""
_UK_ENDINGS = tuple(sorted(_UK_ENDING_LIST.split(), key=len, reverse=True))
_UK_REFLEXIVE = re.compile(r"(ся|сь)$")
MIN_STEM = 3

_EN_ENDINGS = (
    ("ational", "ate"),
    ("izations", "ize"),
    ("ization", "ize"),
    ("ations", ""),
    ("ation", ""),
    ("ements", ""),
    ("ement", ""),
    ("ments", ""),
    ("ment", ""),
    ("nesses", ""),
    ("ness", ""),
    ("ingly", ""),
    ("ings", ""),
    ("ing", ""),
    ("edly", ""),
    ("ies", "y"),
    ("ied", "y"),
    ("ers", ""),
    ("er", ""),
    ("ed", ""),
    ("ly", ""),
    ("sses", "ss"),
    ("shes", "sh"),
    ("ches", "ch"),
    ("xes", "x"),
)


def stem_ukrainian(word: str) -> str:
    """Return the stem of a Cyrillic word in lower case."""
    bare = _UK_REFLEXIVE.sub("", word) if len(word) > 5 else word
    for ending in _UK_ENDINGS:
        if bare.endswith(ending) and len(bare) - len(ending) >= (
            MIN_STEM if len(ending) < 3 else MIN_STEM + 1
        ):
            return bare[: -len(ending)]
    return bare


def stem_english(word: str) -> str:
    """Return the stem of an English word in lower case."""
    if len(word) <= 3:
        return word
    for ending, replacement in _EN_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= MIN_STEM:
            stem = word[: -len(ending)] + replacement
            return _single(stem) if ending in {"ing", "ings", "ed", "er", "ers"} else stem
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > MIN_STEM + 1 else word


def _single(stem: str) -> str:
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz":
        return stem[:-1]
    return stem[:-1] if stem.endswith("e") and len(stem) > MIN_STEM + 1 else stem
