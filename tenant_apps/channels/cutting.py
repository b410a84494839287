"""Cut a long text into parts that read well: at paragraphs, then lines, sentences, words.

Only white space at the cuts is lost. Nothing is cut inside an emoji, and inside an address or a piece of markdown
only when it is longer than a whole part.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Literal

TextUnit = Literal["characters", "utf16", "bytes"]

# Best places first. A cut is where the white space starts; "1." and the like end no sentence.
_PARAGRAPH = re.compile(r"[ \t]*\n[ \t]*\n\s*")
_LINE = re.compile(r"[ \t]*\n\s*")
_SENTENCE = re.compile(r"""(?<=[^\s\d][.!?…])[\"'»”’)\]*_~]*(\s+)|(?<=[。！？])(\s*)""")
_WORD = re.compile(r"\s+")
_SPAN = re.compile(
    r"```.*?```"
    r"|`[^`\n]+`"
    r"|!?\[[^\[\]\n]{0,500}\]\([^\s()]{1,2000}\)"
    r"|\w{2,10}://\S+"
    r"|\*\*\*?[^*\n]+\*\*\*?|\*[^*\s][^*\n]*\*|(?<!\w)__?[^_\s][^_\n]*__?(?!\w)|~~?[^~\s][^~\n]*~~?",
    re.DOTALL,
)
_JOINERS = frozenset("\u200d\ufe0e\ufe0f\u20e3")


def length_of(text: str, unit: TextUnit = "characters") -> int:
    """Return how long a vendor would say that the text is."""
    if unit == "bytes":
        return len(text.encode("utf-8", "surrogatepass"))
    if unit == "utf16":
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    return len(text)


def split_text(text: str, limit: int, unit: TextUnit = "characters") -> list[str]:
    """Return the text in parts of at most `limit` units; nothing for a text of white space only."""
    if limit < 1:
        raise ValueError("A part needs room for one character.")
    if not text.strip():
        return []
    if length_of(text, unit) <= limit:
        return [text]
    return list(_parts(text, limit, unit))


def _parts(text: str, limit: int, unit: TextUnit) -> Iterator[str]:
    is_inside = _spans(text, limit, unit)
    start = 0
    while start < len(text):
        room = _room(text, start, limit, unit)
        cut = len(text) if room == len(text) else _cut(text, start, room, is_inside)
        part = text[start:cut].rstrip()
        if part:
            yield part
        start = _after_space(text, cut)


def _after_space(text: str, position: int) -> int:
    found = _WORD.match(text, position)
    return found.end() if found else position


def _room(text: str, start: int, limit: int, unit: TextUnit) -> int:
    """Return where a part that starts here must end, in units of the vendor."""
    end = min(len(text), start + limit)
    if unit == "characters":
        return end
    used = 0
    for position in range(start, end):
        used += length_of(text[position], unit)
        if used > limit:
            # One sign may be longer than the whole limit: it goes out alone rather than for ever nowhere.
            return max(position, start + 1)
    return end


def _cut(text: str, start: int, room: int, is_inside: Callable[[int], bool]) -> int:
    """Return the best place in (start, room]: a good one that leaves little empty before a better one that does."""
    enough = start + (room - start) // 2
    for pattern, earliest in ((_PARAGRAPH, enough), (_LINE, enough), (_SENTENCE, enough), (_WORD, start + 1)):
        cut = _last(pattern, text, earliest, room, start, is_inside)
        if cut:
            return cut
    spanned = next((at for at in range(room, start, -1) if not is_inside(at) and not is_joint(text, at)), 0)
    if spanned > enough:
        return spanned
    cut = _last(_WORD, text, start + 1, room, start, lambda at: False)
    return cut or next((at for at in range(room, start, -1) if not is_joint(text, at)), room)


def _last(
    pattern: re.Pattern[str],
    text: str,
    earliest: int,
    room: int,
    start: int,
    is_inside: Callable[[int], bool],
) -> int:
    """Return the last place in [earliest, room] where the pattern's white space begins, 0 when there is none."""
    best = 0
    for found in pattern.finditer(text, start, min(len(text), room + 1)):
        at = found.start(found.lastindex or 0)
        if earliest <= at <= room and not is_inside(at):
            best = at
    return best


def _spans(text: str, limit: int, unit: TextUnit) -> Callable[[int], bool]:
    """Return a test for positions inside of an address or a piece of markdown that fits into one part."""
    spans = [found.span() for found in _SPAN.finditer(text)]
    spans = [(start, end) for start, end in spans if length_of(text[start:end], unit) <= limit]
    starts = [start for start, _ in spans]

    def is_inside(position: int) -> bool:
        index = bisect_right(starts, position) - 1
        return index >= 0 and starts[index] < position < spans[index][1]

    return is_inside


def is_joint(text: str, position: int) -> bool:
    """Tell whether a cut here would tear one visible sign apart: an emoji, a flag, a letter and its accent."""
    if not 0 < position < len(text):
        return False
    before, after = text[position - 1], text[position]
    if after in _JOINERS or before == "\u200d" or unicodedata.combining(after):
        return True
    if "\U0001f3fb" <= after <= "\U0001f3ff" or "\U000e0020" <= after <= "\U000e007f":
        return True
    if "\ud800" <= before <= "\udbff" and "\udc00" <= after <= "\udfff":
        return True
    return _is_flag(after) and _flags_before(text, position) % 2 == 1


def _is_flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flags_before(text: str, position: int) -> int:
    count = 0
    while position > count and _is_flag(text[position - count - 1]):
        count += 1
    return count
