"""What kind of answer a question expects: money, a duration, a time of day, any figure; by units, not by trade."""

import re

from tenant_apps.agent.understanding.calendar import dates_in

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

_MONEY = re.compile(
    r"грн|гривен|\buah\b|₴|€|\$|£|zł|\beur\b|\busd\b|\bgbp\b|цін|price|cost|безкошт|безплат|\bfree\b",
    re.IGNORECASE,
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

# The most telling first: "how much" is money although it is a figure, too.
_EXPECTATIONS = (
    (_ASKS_DURATION, _DURATION),
    (_ASKS_MONEY, _MONEY),
    (_ASKS_TIME, _TIME),
    (_ASKS_FIGURE, _FIGURE),
)


def fits(question: str, text: str) -> float:
    """Return 1 when the text has what the question expects, -1 when it lacks it, 0 when nothing special is expected."""
    for asks, has in _EXPECTATIONS:
        if asks.search(question):
            return 1.0 if has.search(text) else -1.0
    return 0.0


def speaks_of_other_dates(question: str, text: str) -> bool:
    """Return whether the text is about other days than the question, or a holiday's times for an everyday question."""
    asked, told = dates_in(question), dates_in(text)
    asked_days, told_days = ({name for name in found if name.startswith("day")} for found in (asked, told))
    if asked_days and told_days and not asked_days & told_days:
        return True
    asked_months, told_months = asked - asked_days, told - told_days
    return bool(_ASKS_TIME.search(question) and told_months and not asked_months & told_months)
