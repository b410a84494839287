"""What is new in a mail, and what it only repeats: quoted mails and a signature that is marked as one.

There is no standard for it; these are the marks of the mail programs in use. When in doubt nothing is folded.
"""

import re
from typing import NamedTuple

MAX_SIGNATURE_LINES = 30
# Marks of a quotation are looked for in this many lines; a longer mail is its own kind of message.
MAX_LINES = 5000
MAX_HEAD_CHARS = 400

_VERBS = (
    r"wrote|writes|schrieb|geschrieben|écrit|a écrit|escribió|ha scritto|scrive|schreef|napisał(?:a|\(a\))?|escreveu"
    r"|пише|писав|писала|написав|написала|пишет|писал|писала|написал|написала|skrev|kirjoitti|napsal|yazdı"
)
_WROTE = re.compile(rf"(?=.*\d).{{6,}}\b(?:{_VERBS})\b.{{0,40}}:$", re.IGNORECASE)
_ON_DATE = re.compile(r"(?:on|am|le|el|il|em|op|w dniu|dnia)\s.*\d", re.IGNORECASE)
_ADDRESS_COLON = re.compile(r"(?=.*\d).{4,}<[^<>\s]+@[^<>\s]+>.{0,30}:$")
_DIVIDER = re.compile(
    r"[-_*\s]{2,}\s*(?:original (?:message|appointment)|ursprüngliche nachricht|message d'origine|mensaje original"
    r"|messaggio originale|wiadomość oryginalna|исходное сообщение|оригінальне повідомлення|вихідне повідомлення"
    r"|reply above this line)\s*[-_*\s]{2,}$",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\**(?:from|von|de|da|od|від|от|van|från|lähettäjä|gönderen)\**\s*:\**\s*\S", re.IGNORECASE
)
_FIELD = re.compile(
    r"\**(?:sent|date|to|cc|subject|gesendet|datum|an|betreff|envoyé|à|objet|enviado|para|asunto|assunto|inviato|a"
    r"|oggetto|wysłano|do|temat|надіслано|дата|кому|копія|тема|отправлено|копия)\**\s*:",
    re.IGNORECASE,
)
_RULE = re.compile(r"[_\-=]{5,}$")


class Parted(NamedTuple):
    """`text` is what is new, `quoted` the tail that repeats, `signature` what stood under “-- ”."""

    text: str
    quoted: str = ""
    signature: str = ""


def part(text: str) -> Parted:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) > MAX_LINES:
        return Parted(text.strip())
    new, quoted = _cut(lines)
    if not "".join(new).strip():
        new, quoted = lines, []
    new, signature = _without_signature(new)
    return Parted(_joined(new), _joined(quoted), _joined(signature))


def _cut(lines: list[str]) -> tuple[list[str], list[str]]:
    heads = (head for place in range(len(lines)) if (head := _head_at(lines, place)) is not None)
    at = next(heads, None)
    if at is None:
        at = _trailing_quote(lines)
        return lines[:at], lines[at:]
    after = _head_end(lines, at)
    below = _unquoted_below(lines, after)
    if below is None:
        return lines[:at], lines[at:]
    if any(_is_quote(line) for line in lines[below:]):
        # Answers between the quoted lines make no sense without them.
        return lines, []
    return [*lines[:at], *lines[below:]], lines[at:below]


def _head_at(lines: list[str], place: int) -> int | None:
    """Return where the introduction of a quotation begins, if it ends or begins in this line."""
    line = lines[place].strip()
    if not line or line[:1] == ">":
        return None
    if line[-1] == ":":
        return _wrote_at(lines, place)
    if _DIVIDER.match(line):
        return place
    if not _FROM.match(line) or sum(bool(_FIELD.match(s.strip())) for s in lines[place + 1 : place + 7]) < 2:
        return None
    above = place - 1
    while above >= 0 and not lines[above].strip():
        above -= 1
    return above if above >= 0 and _RULE.match(lines[above].strip()) else place


def _wrote_at(lines: list[str], place: int) -> int | None:
    """“On Wed, 2 Sep 2026 at 10:00, Dana <dana@…> wrote:”, which mail programs wrap over up to three lines."""
    for first in range(place, max(-1, place - 3), -1):
        joined = " ".join(piece.strip() for piece in lines[first : place + 1])
        if not lines[first].strip() or _is_quote(lines[first]) or len(joined) > MAX_HEAD_CHARS:
            return None
        if _WROTE.match(joined) or _ADDRESS_COLON.match(joined):
            is_wrapped = first > 0 and _ON_DATE.match(lines[first - 1].strip())
            return first - 1 if is_wrapped else first
    return None


def _head_end(lines: list[str], at: int) -> int:
    after = at
    while after < len(lines) and not _is_quote(lines[after]):
        after += 1
        if after - at > 8:
            return at + 1
    return after


def _unquoted_below(lines: list[str], after: int) -> int | None:
    """Return where the writer goes on under a marked quotation; None when nothing but it follows."""
    if after >= len(lines) or not _is_quote(lines[after]):
        return None
    place = after
    while place < len(lines) and (_is_quote(lines[place]) or not lines[place].strip()):
        place += 1
    rest = lines[place:]
    if not "".join(rest).strip() or rest[0].rstrip() == "--":
        return None
    return place


def _trailing_quote(lines: list[str]) -> int:
    at = len(lines)
    while at > 0 and (_is_quote(lines[at - 1]) or not lines[at - 1].strip()):
        at -= 1
    return at if any(_is_quote(line) for line in lines[at:]) else len(lines)


def _is_quote(line: str) -> bool:
    return line.lstrip()[:1] == ">"


def _without_signature(lines: list[str]) -> tuple[list[str], list[str]]:
    first = max(0, len(lines) - MAX_SIGNATURE_LINES)
    for at in range(len(lines) - 1, first - 1, -1):
        if lines[at].rstrip() == "--" and "".join(lines[:at]).strip():
            return lines[:at], lines[at + 1 :]
    return lines, []


def _joined(lines: list[str]) -> str:
    return "\n".join(line.rstrip() for line in lines).strip("\n")
