"""Of a row with a price for each shop, or hours for each day, tell the column that was asked for. Pure."""

import re
from collections.abc import Iterable, Sequence

from tenant_apps.agent.planning import Replies
from tenant_apps.agent.understanding.calendar import dates_in, is_date_word
from tenant_apps.agent.understanding.words import best_likeness, skeleton, stem, tokens

# (column, value); a cell without a header has no column, an empty cell no value.
Cell = tuple[str, str]

EMPTY = frozenset({"", "-", "–", "—"})
# So much of a column's name has to be in the question before the columns beside it are left out.
_NAMED = 0.5
_SAME_WORD = 0.7
# "Mill Street (£)", "Топ-майстер, грн": what stands at the end is the unit of the column, not its name.
_UNIT = re.compile(r"\s*(?:\(([^()]{1,8})\)|,\s*([^\s,]{1,6})|\s([£$€₴%]))\s*$")
_NUMBER = re.compile(r"[\d\s.,:–—-]+")
_ABSENT = {"uk": "немає", "en": "not offered"}
_OFF = {"uk": "вихідний", "en": "day off"}


def told(cells: Sequence[Cell], columns: Iterable[str], question: str, replies: Replies) -> list[Cell]:
    """Return the cells to tell, the row's own name first.

    `columns` are those of the row's table. Columns of one kind compete: when the question names some of them, the
    others are left out, and one that the row has nothing for is told to be empty.
    """
    (title, *rest) = cells
    known = dict(rest)
    every = [*rest, *((name, "") for name in columns if name not in known and name != title[0])]
    said = {stem(token) for token in tokens(question) if not is_date_word(skeleton(token))}
    days = {name for name in dates_in(question) if name.startswith("day")}
    kept: list[Cell] = []
    for name, value in every:
        rivals = [cell for cell in every if cell[0] and _kind(cell) == _kind((name, value))]
        best = max((_named(rival, said, days) for rival, _ in rivals), default=(0.0, 0))
        is_asked = best[0] >= _NAMED and len(rivals) > 1
        if not is_asked or not name:
            if value not in EMPTY:
                kept.append((name, value))
        elif _named(name, said, days) == best:
            absent = _OFF if dates_in(name) else _ABSENT
            kept.append((name, absent[replies] if value in EMPTY else value))
    return [title, *kept]


def _kind(cell: Cell) -> str:
    """Return what cells of columns that compete have in common: days of the week, a unit, or the look of the value."""
    name, value = cell
    if any(one.startswith("day") for one in dates_in(name)):
        return "day"
    unit = _UNIT.search(name)
    if unit:
        return f"unit {next(part for part in unit.groups() if part).casefold()}"
    marks = _NUMBER.sub("", value)
    is_figure = value not in EMPTY and len(marks) <= 1 and any(char.isdigit() for char in value)
    return f"figure {marks}" if is_figure and marks else f"text {name}"


def _named(column: str, said: set[str], days: set[str]) -> tuple[float, int]:
    """Return the share of a column's name that the question says, and how many words that are; a day is said or not.

    Who asks for the top master asks for no master.
    """
    own = {one for one in dates_in(column) if one.startswith("day")}
    if own:
        return (1.0, 1) if own & days else (0.0, 0)
    words = {stem(token) for token in tokens(_UNIT.sub("", column))}
    found = sum(best_likeness(word, said) >= _SAME_WORD for word in words)
    return (found / len(words), found) if words else (0.0, 0)
