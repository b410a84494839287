"""When a document counts from, and whether it says that it no longer counts. Pure."""

import re
from collections.abc import Iterable
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        """jan january січень січня|feb february лютий лютого|mar march березень березня|apr april квітень квітня
        may травень травня|jun june червень червня|jul july липень липня|aug august серпень серпня
        sep sept september вересень вересня|oct october жовтень жовтня|nov november листопад листопада
        dec december грудень грудня""".replace("\n", "|").split("|"),
        1,
    )
    for name in names.split()
}
MONTH_NAMES = frozenset(_MONTHS)
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = re.compile(
    r"(?<!\d)(?:"
    r"(?P<y1>\d{4})[-./_](?P<m1>\d{1,2})[-./_](?P<d1>\d{1,2})"
    r"|(?P<d2>\d{1,2})[-./_](?P<m2>\d{1,2})[-./_](?P<y2>\d{4})"
    rf"|(?:(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?[\s_-]+)?(?P<m3>{_NAMES})\.?,?[\s_-]+(?P<y3>\d{{4}})"
    r"|(?P<m4>\d{1,2})\.(?P<y4>\d{4})"
    r")(?!\d)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
# In a text two such numbers may be a span of years or anything else; in a file's name they are its month.
_MONTH_OF_NAME = re.compile(
    r"(?<!\d)(?:(?P<y1>20\d\d)[-._ ](?P<m1>0?[1-9]|1[0-2])|(?P<m2>0?[1-9]|1[0-2])[-._ ](?P<y2>20\d\d))(?!\d)"
)
_FROM = re.compile(
    r"(чинн|діє|діют|дійсн|набу|оновлен|затвердж|редакц|верс|станом|прайс|ціни з|valid|effective|in force|from|"
    r"updated|edited|version|printed|reprinted|edition|posted|revised|as of|since|approved|last change)",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"(архів|втрати\w* чинність|більше не (?:діє|чинн)|застаріл|\bстар(?:ий|а|і)\b|archive|superseded|"
    r"no longer (?:valid|in force|apply)|out of date|obsolete|withdrawn|(?:^|[\W_])old(?:$|[\W_])|expired)",
    re.IGNORECASE,
)
# Such a word about *other* documents ("earlier terms no longer apply") says nothing about this one.
_OTHERS = re.compile(r"(попередн|earlier|previous|older|former|замін|replac|інш)", re.IGNORECASE)
HEAD_LINES = 4


def find_date(text: str) -> date | None:
    """Return the first full date, or month and year as its first day."""
    for match in _DATE.finditer(text):
        parts = match.groupdict()
        number = next(at for at in "1234" if parts[f"y{at}"])
        month = parts[f"m{number}"]
        try:
            return date(
                int(parts[f"y{number}"]),
                _MONTHS[month.lower()] if month.isalpha() else int(month),
                int(parts.get(f"d{number}") or 1),
            )
        except ValueError:
            continue
    return None


def effective_date(name: str, head: Iterable[str]) -> date | None:
    """Return the day a document counts from: its head's words first, then its file name, then a bare year."""
    lines = list(head)[:HEAD_LINES]
    for sentence in (part for line in lines for part in re.split(r"(?<=[.!?)])\s+", line)):
        if _FROM.search(sentence) and (found := find_date(sentence)):
            return found
    for text in (*lines, name):
        if found := find_date(text):
            return found
    if match := _MONTH_OF_NAME.search(name):
        parts = match.groupdict()
        return date(int(parts["y1"] or parts["y2"]), int(parts["m1"] or parts["m2"]), 1)
    years = _YEAR.findall(" ".join([name, *lines[:1]]))
    return date(int(years[-1]), 1, 1) if years else None


def is_superseded(name: str, head: Iterable[str]) -> bool:
    """Tell whether the title or the file name says that the document no longer counts."""
    stem = name.rsplit(".", 1)[0].replace("_", " ")
    if _GONE.search(stem) or re.search(r"arkhiv|archiv|staryi|staryj", stem, re.IGNORECASE):
        return True
    for line in list(head)[:2]:
        for sentence in re.split(r"(?<=[.!?])\s+", line):
            if _GONE.search(sentence) and not _OTHERS.search(sentence):
                return True
    return False
