"""Days and months by any of their names, so that "в суботу", "Saturdays", "Sat" and a row "Пн–Сб" meet."""

import re

from tenant_apps.agent.understanding.words import skeleton

_DAYS = (
    "понеділок понеділка понеділком пн monday mondays mon",
    "вівторок вівторка вт tuesday tuesdays tue tues",
    "середа середу середи ср wednesday wednesdays wed",
    "четвер четверга чт thursday thursdays thu thur thurs",
    "пятниця пятницю пятниці пт friday fridays fri",
    "субота суботу суботи сб saturday saturdays sat",
    "неділя неділю неділі нд sunday sundays sun sundy",
)
_MONTHS = (
    "січень січня січні january jan",
    "лютий лютого лютому february feb",
    "березень березня березні march mar",
    "квітень квітня квітні april apr",
    "травень травня травні may",
    "червень червня червні june jun",
    "липень липня липні july jul",
    "серпень серпня серпні august aug",
    "вересень вересня вересні september sep sept",
    "жовтень жовтня жовтні october oct",
    "листопад листопада листопаді november nov",
    "грудень грудня грудні december dec",
)
DAYS = {skeleton(name): f"day{number}" for number, names in enumerate(_DAYS) for name in names.split()}
MONTHS = {
    skeleton(name): f"month{number}" for number, names in enumerate(_MONTHS, 1) for name in names.split()
}
NAMES = DAYS | MONTHS
_WORKDAYS = frozenset(skeleton(name) for name in "будні будній будня буднях weekday weekdays".split())  # noqa: SIM905
_WEEKEND = frozenset(skeleton(name) for name in "вихідні вихідних weekend weekends".split())  # noqa: SIM905
# A word is tried once, from its beginning and as a whole: otherwise a very long one takes minutes.
_RANGE = re.compile(
    r"(?<![^\W\d_])([^\W\d_]++)\s*+(?:[-–—]|\bto\b|\bthrough\b|\bпо\b|\bдо\b)\s*([^\W\d_]+)", re.IGNORECASE
)
_DATE = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})(?:\.\d{2,4})?(?!\d)")


def dates_in(text: str) -> set[str]:
    """Return a name for every day of the week and month that `text` speaks of; "Mon-Fri" speaks of five."""
    found = set()
    for start, end in _RANGE.findall(text):
        first, last = DAYS.get(skeleton(start)), DAYS.get(skeleton(end))
        if first and last:
            at, until = int(first[3:]), int(last[3:])
            found |= {f"day{day % 7}" for day in range(at, until + 1 if until >= at else until + 8)}
    for word in re.findall(r"[^\W\d_]+", re.sub("['’ʼ`]", "", text)):
        bare = skeleton(word)
        if bare in _WORKDAYS:
            found |= {f"day{day}" for day in range(5)}
        elif bare in _WEEKEND:
            found |= {"day5", "day6"}
        elif bare in NAMES:
            found.add(NAMES[bare])
    for _, month in _DATE.findall(text):
        if 1 <= int(month) <= 12:
            found.add(f"month{int(month)}")
    return found


def is_date_word(word: str) -> bool:
    """Return whether the skeleton `word` names a day or a month."""
    return word in NAMES or word in _WORKDAYS or word in _WEEKEND
