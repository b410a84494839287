"""What kind of answer a question expects: money, a duration, a time of day, any figure; by units, not by trade."""

import re
from functools import cache

from tenant_apps.agent.understanding.calendar import dates_in
from tenant_apps.agent.understanding.words import best_likeness, stem, tokens
from tenant_apps.knowledge.language import concept_terms, term_of, terms_of

_SAME_WORD = 0.7

_ASKS_MONEY = re.compile(
    r"кошту|цін|цина|вартіст|почому|прайс|доплат|koshtu|tsin|how mu(?:t)?ch|\bprice|\bcosts?\b|\bcharge|\bfee\b"
    r"|\bpay for",
    re.IGNORECASE,
)
_ASKS_DURATION = re.compile(
    r"скільки часу|як довго|скільки (?:хвилин|годин|днів|тижнів|місяців|років|діє|трива|трима)|через скільки|"
    r"за скільки|how long|how many (?:minutes|hours|days|weeks|months|years)|how far|how early",
    re.IGNORECASE,
)
_ASKS_TIME = re.compile(
    r"котр(?:ої|ій|а)|о котрій|графік|kotro|what time|opening|\bhours\b|\bopen\b|\bclose|how late|\bshut\b",
    re.IGNORECASE,
)
_ASKS_FIGURE = re.compile(r"скільки|скіки|скільк|skilky|how many|how hot|what year|якого року", re.IGNORECASE)

# "You pay the price of the other shop" names no price: a figure has to be there, or "free".
_MONEY = re.compile(
    r"^(?=.*(?:грн|гривен|\buah\b|₴|€|\$|£|zł|\beur\b|\busd\b|\bgbp\b|цін|price|cost))(?=.*\d)"
    r"|безкошт|безплат|\bfree\b",
    re.IGNORECASE | re.DOTALL,
)
_DURATION = re.compile(
    r"\d\s*(?:хв|год|дн|доб|тиж|міс|рок|min|hour|day|week|month|year)"
    r"|\b(?:хв|minutes?|тривал\w*|duration)\b\D{0,12}\d"
    r"|\b(?:two|three|four|five|six|seven|ten|twelve|an) (?:minutes?|hours?|days?|weeks?|months?|years?)",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?<!\d)\d{1,2}[:.]\d{2}(?!\d)|\bclosed\b|вихідн|зачинен|\d\s*(?:am|pm)\b|(?<!\d)\d{1,2}[–-]\d{1,2}(?!\d)",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d")
# How long something takes is another question than how long it lasts or holds.
_ASKS_WORK = re.compile(r"\btakes?\b|займа|трива|роби[тв]", re.IGNORECASE)
_HOLDS = re.compile(r"гаранті|тримає|дійсн|guarantee|warrant|\blasts?\b|\bvalid", re.IGNORECASE)

# What is private of people is hardly ever written: another figure about them is no answer to it.
_ASKS_PAY = re.compile(
    r"зарплат|заробля|оклад|\bsalar|\bwages?\b|\b(?:do|does) (?!i\b|we\b)[^?]{1,40}\bearn\b|paid an hour",
    re.IGNORECASE,
)
_PAY = re.compile(r"зарплат|заробля|оклад|salar|wage|\bearn|\bpay of\b|ставк", re.IGNORECASE)
_ASKS_AGE = re.compile(
    r"скільки років (?-i:[А-ЯІЇЄҐ])|\bhow old (?:is|are) (?!the\b|your (?:shop|business))|дата народження"
    r"|date of birth|коли народи|\bborn\b",
    re.IGNORECASE,
)
_AGE = re.compile(r"\d\s*(?:рок|рік|years? old)|народ|born|birth", re.IGNORECASE)
_PRIVATE = ((_ASKS_PAY, _PAY), (_ASKS_AGE, _AGE))

# The most telling first: "how much" is money although it is a figure, too.
_EXPECTATIONS = (
    (_ASKS_DURATION, _DURATION),
    (_ASKS_MONEY, _MONEY),
    (_ASKS_TIME, _TIME),
    (_ASKS_FIGURE, _FIGURE),
)
# Whom something is for, by a word of each concept that the search knows.
_PEOPLE = ("чоловічий", "жіночий", "дитячий", "студентський", "військовий", "пенсіонер", "вагітна", "групою")
_WITHOUT = re.compile(r"\b(?:без|without|no)\s+([^\W\d_]+)", re.IGNORECASE)


def fits(question: str, text: str) -> float:
    """Return 1 when the text has what the question expects, -1 when it lacks it, 0 when nothing special is expected."""
    for asks, has in _EXPECTATIONS:
        if asks.search(question):
            if asks is _ASKS_DURATION and _ASKS_WORK.search(question) and _HOLDS.search(text):
                return -1.0
            return 1.0 if has.search(text) else -1.0
    return 0.0


def may_ask_alike(one: str, other: str) -> bool:
    """Return whether both questions may want the same kind of answer: not a price the one and a duration the other."""
    kinds = [
        next((asks for asks, _ in _EXPECTATIONS if asks.search(text) and asks is not _ASKS_FIGURE), None)
        for text in (one, other)
    ]
    return None in kinds or kinds[0] is kinds[1]


def misses_the_point(question: str, text: str) -> bool:
    """Return whether the question asks what people earn or how old they are and the text does not say that."""
    return any(
        asks.search(question) and not (has.search(text) and _FIGURE.search(text)) for asks, has in _PRIVATE
    )


def leaves_out(question: str, text: str) -> bool:
    """Return whether the text is about doing without what the question asks to have: "polish", "without polish"."""
    spared = {stem(word) for word in _WITHOUT.findall(question)}
    asked = {stem(token) for token in tokens(question)} - spared
    return any(
        best_likeness(stem(word), asked) >= _SAME_WORD and best_likeness(stem(word), spared) < _SAME_WORD
        for word in _WITHOUT.findall(text)
    )


def is_for_others(question: str, name: str) -> bool:
    """Return whether a row's name says whom it is for, and the question speaks of nobody like that."""
    asked, named = set(terms_of(question)), set(terms_of(name))
    return any(people & named and not people & asked for people in map(_alike, _PEOPLE))


@cache
def _alike(word: str) -> frozenset[str]:
    return concept_terms(term_of(word))


def speaks_of_other_dates(question: str, told: set[str]) -> bool:
    """Return whether `told` are other days than the question's, or a holiday's for an everyday question."""
    asked = dates_in(question)
    asked_days, told_days = ({name for name in found if name.startswith("day")} for found in (asked, told))
    if asked_days and told_days and not asked_days & told_days:
        return True
    asked_months, told_months = asked - asked_days, told - told_days
    return bool(_ASKS_TIME.search(question) and told_months and not asked_months & told_months)
