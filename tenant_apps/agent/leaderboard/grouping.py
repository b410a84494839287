"""Put questions together that ask the same in other words. Pure; the same questions always make the same groups.

Two questions are alike when most of the words that carry their topic are, whatever the endings, typos or alphabet.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tenant_apps.agent.understanding.words import best_likeness, skeleton, stem, tokens, topic_words

# The share of their topic's words that two questions must have in common, counted from both sides.
ALIKE = 0.65
_SAME_WORD = 0.8
# Words of likeness share their first letters, so only groups that have such a word are looked at.
_HEAD = 3
# How a price is asked for makes no difference to what it is the price of.
_PRICES = """
скільки коштує коштують коштуватиме ціна вартість вартує почім price prices cost costs charge expensive
"""
_PRICE_WORDS = frozenset(stem(word) for word in _PRICES.split())


@dataclass(frozen=True)
class Asked:
    """One question of a customer and whether it was answered."""

    turn_id: UUID
    conversation_id: UUID
    text: str
    intent: str
    is_answered: bool
    at: datetime


@dataclass
class Group:
    """Questions that ask the same, newest first when they were given so."""

    words: frozenset[str]
    intent: str
    asked: list[Asked] = field(default_factory=list)

    @property
    def unanswered(self) -> int:
        return sum(not one.is_answered for one in self.asked)

    @property
    def title(self) -> str:
        """Return the wording met most often, the shorter of two."""
        counted = Counter(" ".join(one.text.split()) for one in self.asked)
        return min(counted, key=lambda text: (-counted[text], len(text), text))


def groups(questions: Sequence[Asked]) -> list[Group]:
    """Return the groups, the most asked first, of two the one with more unanswered."""
    found: list[Group] = []
    by_head: dict[str, list[Group]] = defaultdict(list)
    for asked in questions:
        words = _topic(asked)
        group = _nearest(words, asked.intent, by_head)
        if group is None:
            group = Group(words, asked.intent)
            found.append(group)
            for head in {word[:_HEAD] for word in words}:
                by_head[head].append(group)
        group.asked.append(asked)
    return sorted(found, key=lambda group: (-len(group.asked), -group.unanswered, group.title))


def _topic(asked: Asked) -> frozenset[str]:
    words = topic_words(asked.text, ignoring=_PRICE_WORDS if asked.intent == "pricing" else ())
    # A question of small words only ("where are you?") is what it says.
    return frozenset(words or (skeleton(token) for token in tokens(asked.text)))


def _nearest(words: frozenset[str], intent: str, by_head: dict[str, list[Group]]) -> Group | None:
    candidates = {
        id(group): group for head in {word[:_HEAD] for word in words} for group in by_head.get(head, ())
    }
    likely = [
        (_likeness(words, group.words), group) for group in candidates.values() if group.intent == intent
    ]
    best = max(likely, key=lambda entry: entry[0], default=(0.0, None))
    return best[1] if best[0] >= ALIKE else None


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    shared = sum(best_likeness(word, other) >= _SAME_WORD for word in one)
    back = sum(best_likeness(word, one) >= _SAME_WORD for word in other)
    return (shared + back) / (len(one) + len(other)) if one and other else 0.0
