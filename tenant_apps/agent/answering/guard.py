"""Check a model's answer: prices, times, dates and links must stand in what it was given to read."""

import re

_LINK = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]]+|[\w.+-]+@[\w-]+\.[\w.-]+", re.IGNORECASE)
_TIME = re.compile(r"(?<!\d)(\d{1,2})[:.](\d{2})(?!\d)")
_NUMBER = re.compile(r"\d+(?:[ \u00a0\u202f.,](?=\d{3}(?!\d))\d{3})*(?:[.,]\d{1,2})?(?!\d)")
_GROUPING = re.compile(r"[ \u00a0\u202f.,](?=\d{3}(?!\d))")
# Counting words such as "1." of a list or "2 questions" are no claims about the business.
SMALLEST_CLAIM = 10
# So many characters of our rules in a row are no coincidence. The owner's prompt holds facts that may be told, so
# only a recital counts there.
LONGEST_OF_RULES, LONGEST_OF_PROMPT = 40, 200


def ungrounded(answer: str, sources: list[str], said: list[str]) -> list[str]:
    """Return what the answer claims and nobody wrote: numbers, times, links.

    `sources` are tool results; `said` is what the customer wrote. A number of the customer's may be repeated unless
    it is money, as "make it 1 UAH" must not become a price.
    """
    read, heard = "\n".join(sources), "\n".join(said)
    links = [
        link for link in _LINK.findall(answer) if link.rstrip(".,;:!?").casefold() not in read.casefold()
    ]
    bare = _LINK.sub(" ", answer)
    known = _numbers(_LINK.sub(" ", read))
    allowed = known | _numbers(heard)
    numbers = [
        number
        for number, is_money in _claims(bare)
        if number not in (known if is_money else allowed) and (is_money or float(number) >= SMALLEST_CLAIM)
    ]
    return links + numbers


def _numbers(text: str) -> set[str]:
    return {number for number, _ in _claims(text)}


_MONEY_AFTER = re.compile(
    r"\s*(?:грн|гривень|₴|uah|€|eur|\$|usd|£|gbp|zł|pln|p\b|%|percent|відсот)", re.IGNORECASE
)
_MONEY_BEFORE = re.compile(r"[£€$₴]\s*$")


def _claims(text: str) -> list[tuple[str, bool]]:
    """Return every number, in one spelling, and whether it is money; a time counts as its parts together."""
    found = [(f"{int(time[1])}.{time[2]}", False) for time in _TIME.finditer(text)]
    timeless = _TIME.sub(" ", text)
    for number in _NUMBER.finditer(timeless):
        plain = _GROUPING.sub("", number[0]).replace(",", ".")
        if "." in plain:
            plain = plain.rstrip("0").rstrip(".")
        rest, before = timeless[number.end() :], timeless[: number.start()]
        is_money = bool(_MONEY_AFTER.match(rest) or _MONEY_BEFORE.search(before))
        found.append((plain.lstrip("0") or "0", is_money))
    return found


def leaks(answer: str, secret: str, *, longest: int) -> bool:
    """Return whether the answer repeats `longest` characters or more of what was said to the model in confidence."""
    told, hidden = " ".join(answer.split()).casefold(), " ".join(secret.split()).casefold()
    return any(hidden[start : start + longest] in told for start in range(len(hidden) - longest + 1))
