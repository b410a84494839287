"""What of a conversation may be kept for everyone: never a customer's own data. Pure.

Suggestions are rather lost than leaked. Greetings and sentences with the customer's data go; what is left must still
be a question and its answer, without numbers, names, addresses or hours that are one person's.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tenant_apps.knowledge.language.terms import term_of, words_of

MAX_SENTENCES = 8
MIN_WORDS = 3
MIN_ANSWER_WORDS = 2
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
_GREETING = re.compile(
    r"^\s*(?:вітаю|вітаємо|привіт|добр(?:ий|ого|ої)\s+(?:день|дня|вечір|вечора|ранок|ранку)|доброго\s+\w+|здрастуйте|"
    r"дякую|дякуємо|гарного дня|до зустрічі|hi|hello|hey|dear|good\s+(?:morning|afternoon|evening|day)|thanks?|"
    r"thank you|you'?re welcome|see you|bye|have a (?:nice|good|great)|best regards|kind regards)\b"
    r"[^.!?\n]{0,40}[.!?,]*\s*$",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^\s*(?:вітаю|вітаємо|привіт|добр(?:ий|ого)\s+(?:день|дня|вечір|вечора|ранок|ранку)|hi|hello|hey|dear|"
    r"good\s+(?:morning|afternoon|evening))\b(?:\s+[^\W\d_]+){0,2}\s*[,!.–-]+\s*",
    re.IGNORECASE,
)
# "Olena, …": people are called by name before they are answered.
_CALLED = re.compile(r"^\s*([^\W\d_]+(?:\s+[^\W\d_]+)?)\s*[,!.]+\s*")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_HANDLE = re.compile(r"(?<!\w)@\w{3,}")
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
# Phones, cards, orders, IBANs: seven digits or more, however they are parted; or a number that is named.
_NUMBER = re.compile(r"(?:\d[\s().+-]{0,3}){7,}|\b[A-Z]{2}\d{10,}\b")
_NAMED_NUMBER = re.compile(
    r"(?:замовленн\w*|номер\w*|договор\w*|квартир\w*|буд(?:инок|\.)|order|booking|invoice|ticket|flat|apartment|ref)"
    r"\s*(?:№|no\.?|number|#)?\s*:?\s*#?\d+|[#№]\s?\d{2,}",
    re.IGNORECASE,
)
# What was agreed with one person: their hour, their booking, their name.
_PERSONAL = re.compile(
    r"\b(?:записа(?:ла|в|ли|но)\s+вас|ви записані|ваш(?:ого|ому|ий)?\s+(?:запис|візит|майстер)\w*|"
    r"чека(?:ю|ємо)\s+(?:на\s+)?вас\s+(?:о|об|у|в|завтра|сьогодні)|мене звати|моє ім|мій номер|мій телефон|моя адреса|"
    r"я живу|booked you|you(?:'re| are) booked|your (?:appointment|booking|order|visit|card|account|address|refund)|"
    r"see you (?:at|on|tomorrow)|my name is|my (?:number|phone|address|email|order|booking|appointment|card)|"
    r"i live|i am called|this is my)\b",
    re.IGNORECASE,
)
_ONE_DAY = re.compile(
    r"\b(?:завтра|сьогодні|післязавтра|вчора|today|tomorrow|yesterday|tonight)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Pair:
    question: str
    answer: str


@dataclass(frozen=True)
class Known:
    """`own` are words of the customer's (names, handles, mails, phones, fields), `house` those of the business."""

    own: tuple[str, ...] = ()
    house: tuple[str, ...] = ()


def cleaned(question: str, answer: str, known: Known) -> Pair | None:
    """Return what may be suggested, None when too little is left of it."""
    asked = [
        sentence
        for sentence in _sentences(question, known)
        if not _is_private(sentence, known) and not _ONE_DAY.search(sentence)
    ]
    questions = [sentence for sentence in asked if sentence.endswith("?")] or asked[:1]
    said = _sentences(answer, known)
    if any(_is_private(sentence, known) or _ONE_DAY.search(sentence) for sentence in said):
        return None
    pair = Pair(" ".join(questions), " ".join(said))
    is_whole = len(words_of(pair.question)) >= MIN_WORDS and len(words_of(pair.answer)) >= MIN_ANSWER_WORDS
    # A question back is no answer.
    return pair if is_whole and not pair.answer.endswith("?") else None


def _sentences(text: str, known: Known) -> list[str]:
    bare = _OPENING.sub("", text.strip())
    called = _CALLED.match(bare)
    if called and _names_owner(called[1], known.own):
        bare = bare[called.end() :]
    found = [part.strip() for part in _SENTENCE.split(bare) if part.strip()]
    return [part for part in found if not _GREETING.match(part)][:MAX_SENTENCES]


def _is_private(sentence: str, known: Known) -> bool:
    rest = _without(sentence, known.house)
    if any(rule.search(rest) for rule in (_EMAIL, _HANDLE, _NUMBER, _NAMED_NUMBER, _PERSONAL)):
        return True
    # A link may carry a token that opens something of one person.
    if any("?" in link or len(link) > 80 for link in _LINK.findall(rest)):
        return True
    return _names_owner(rest, known.own)


def _names_owner(text: str, own: Iterable[str]) -> bool:
    said = {term_of(word) for word in words_of(text)}
    flat = re.sub(r"\D", "", text)
    for word in own:
        digits = re.sub(r"\D", "", word)
        if len(digits) >= 6 and digits[-6:] in flat:
            return True
        if any(term_of(part) in said for part in words_of(word) if len(part) >= 3):
            return True
    return False


def _without(text: str, house: Iterable[str]) -> str:
    """Take the business's own phone, mail and address out: those are everyone's."""
    for own in house:
        if own.strip():
            text = text.replace(own.strip(), " ")
    digits = {re.sub(r"\D", "", own)[-9:] for own in house}
    return re.sub(
        _NUMBER, lambda found: " " if re.sub(r"\D", "", found[0])[-9:] in digits else found[0], text
    )
