"""Does an answer hold what a question demands: the set's own rule.

A substring test that ignores case, joins digit groups ("1 450" is "1450") and respects the borders of numbers
("450" is not in "1450").
"""

import re
import unicodedata

_GROUPED = re.compile(r"(?<=\d)[ \u00a0\u202f.,’'](?=\d{3}(?!\d))")
_APOSTROPHES = re.compile("['’ʼ`‘]")
_WHOLE_WORD_CHARS = 2
_WORD_START_CHARS = 4


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
