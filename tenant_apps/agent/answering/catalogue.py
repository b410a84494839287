"""Exact answers from the price list: which services are meant, and their prices and durations in words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tenant_apps.agent.answering.phrases import minutes, money, price_on_request
from tenant_apps.agent.planning import Replies
from tenant_apps.agent.understanding.words import best_likeness, stems, topic_words

MOST_LINES = 8
# Below this share of the question's topic the list says nothing about it.
LEAST_COVERAGE = 0.5
# From here on nothing of the question is left unanswered.
FULL_COVERAGE = 0.99
_SAME_WORD = 0.7

_AND = re.compile(r"\s+(?:і|й|та|and|plus|або|or|чи)\s+|[,;?+&\n]+", re.IGNORECASE)

# Words of a question about money or time themselves: they ask, they do not name a service.
_ASKING = stems(
    """
    ціна ціни ціну цін ціні ціною цина вартість вартості коштує коштують коштуватиме кошту стоїть почому
    прайс розцінки послуга послуги послуг послугу час часу довго триває тривалість хвилин займає сьогодні
    зараз актуальна буде будуть price prices pricing cost costs charge charges fee rate how service services
    long take takes minutes duration today now current currently koshtuje koshtuye
    """
)


@dataclass(frozen=True)
class Offer:
    """A line of the price list. No price means on request, `price_to` makes it a range."""

    name: str
    category: str
    price: Decimal | None
    price_to: Decimal | None
    currency: str
    duration_min: int | None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Match:
    """The offers that fit best, and the share (0 to 1) of the question's topic that they cover."""

    offers: tuple[Offer, ...]
    coverage: float


def topic(question: str) -> list[str]:
    """Return what the question asks a price or a duration of."""
    return topic_words(question, ignoring=_ASKING)


def match(question: str, offers: Sequence[Offer]) -> Match:
    """Return the offers that the question names; all of them when it names nothing at all."""
    wanted = topic(question)
    if not wanted:
        return Match(tuple(offers), 1.0 if offers else 0.0)
    whole = _match(wanted, offers)
    if whole.coverage >= FULL_COVERAGE:
        return whole
    # "A haircut and a manicure" names two things, each of which must be on the list.
    parts = [_match(named, offers) for part in _AND.split(question) if (named := topic(part))]
    if len(parts) > 1 and all(part.coverage >= FULL_COVERAGE for part in parts):
        return Match(tuple(dict.fromkeys(offer for part in parts for offer in part.offers)), 1.0)
    return whole


def _match(wanted: Sequence[str], offers: Sequence[Offer]) -> Match:
    scored = [(_coverage(wanted, offer), offer) for offer in offers]
    best = max((score for score, _ in scored), default=0.0)
    if best < LEAST_COVERAGE:
        return Match((), best)
    return Match(tuple(offer for score, offer in scored if score >= best - 0.01), best)


def _coverage(wanted: Sequence[str], offer: Offer) -> float:
    known = stems(" ".join((offer.name, offer.category, *offer.aliases)))
    found = [best_likeness(word, known) for word in wanted]
    return sum(likeness for likeness in found if likeness >= _SAME_WORD) / len(wanted)


def answer(found: Match, replies: Replies) -> str:
    """Return the lines of the matching offers, one each."""
    shown = found.offers[:MOST_LINES]
    lines = [line(offer, replies) for offer in shown]
    if len(lines) == 1:
        return lines[0] + "."
    left = len(found.offers) - len(shown)
    more = {
        "uk": f"… і ще {left}. Яка послуга вас цікавить?",
        "en": f"… and {left} more. Which one interests you?",
    }
    return "\n".join([f"• {text}" for text in lines] + ([more[replies]] if left else []))


def line(offer: Offer, replies: Replies) -> str:
    parts = [_price(offer, replies)]
    if offer.duration_min:
        parts.append(minutes(offer.duration_min, replies))
    return f"{offer.name} — {', '.join(parts)}"


def _price(offer: Offer, replies: Replies) -> str:
    if offer.price is None:
        return price_on_request(replies)
    amount = _plain(offer.price)
    if offer.price_to is not None and offer.price_to != offer.price:
        amount = f"{amount}–{_plain(offer.price_to)}"
    return money(amount, offer.currency, replies)


def _plain(amount: Decimal) -> str:
    return f"{amount:.2f}".removesuffix(".00")
