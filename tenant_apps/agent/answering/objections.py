"""Everything that speaks against an answer which a model wrote. Pure but for `nearness`, which is handed in.

What the model was told in confidence stays there; what it claims must stand in what it read; what a customer or a
document ordered it to do is not done. Each guard alone would be got around.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tenant_apps.agent.answering.guard import LONGEST_OF_PROMPT, LONGEST_OF_RULES, leaks, ungrounded
from tenant_apps.agent.answering.promises import unfounded_promises
from tenant_apps.agent.answering.secrets import keys_in, strange_contacts
from tenant_apps.agent.understanding.words import best_likeness, likeness, stem, stems, tokens, topic_words

# Returns how near in meaning two texts are, from 0 (unrelated) to 1 (the same).
Nearness = Callable[[str, Sequence[str]], float]

# An answer whose words are mostly in no source may still be a translation of one: then its meaning decides.
LEAST_KNOWN = 0.4
LEAST_NEAR = 0.45
_SAME_WORD = 0.8
_LONG_WORD = 3


@dataclass(frozen=True)
class Grounds:
    """What an answer is held against.

    `read` is what tools and documents said without their orders, `owner` the owner's own prompt and guidelines,
    `said` the customer's words without their orders, `orders` what was left out of both, `rules` our own instructions.
    """

    rules: str
    owner: str = ""
    read: Sequence[str] = ()
    said: Sequence[str] = ()
    orders: Sequence[str] = ()
    own_words: Sequence[str] = ()
    never_say: Sequence[str] = ()
    passages: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True)
class Objection:
    """`kind` is one of `safety.models.Kind`; `what` is the piece that is objected to, for people."""

    kind: str
    what: str


def objections(answer: str, grounds: Grounds, nearness: Nearness | None = None) -> list[Objection]:
    """Return what speaks against `answer`, nothing when it may be said. Without `nearness` meaning is not asked."""
    sources = [*grounds.read, grounds.owner]
    text = "\n".join(sources)
    found = [Objection("secret", key[:12] + "…") for key in keys_in(answer)]
    found += [Objection("ungrounded", what) for what in ungrounded(answer, sources, list(grounds.said))]
    found += [
        Objection("contact_data", what) for what in strange_contacts(answer, "\n".join((text, *grounds.said)))
    ]
    found += [Objection("promise", what) for what in unfounded_promises(answer, text)]
    found += [Objection("topic", words) for words in grounds.never_say if _says(answer, words)]
    if _recites(answer, grounds):
        found.append(Objection("own_instructions", "its own instructions"))
    if obeyed := _obeyed(answer, grounds):
        found.append(Objection("obeyed", obeyed))
    # Meaning costs most, so it is asked when nothing else speaks against the answer.
    if nearness is not None and not found and _is_about_something_else(answer, grounds, nearness):
        found.append(Objection("ungrounded", "nothing that was read says this"))
    return found


def _recites(answer: str, grounds: Grounds) -> bool:
    return leaks(answer, grounds.rules, longest=LONGEST_OF_RULES) or leaks(
        answer, grounds.owner, longest=LONGEST_OF_PROMPT
    )


def _says(answer: str, words: str) -> bool:
    """Return whether the answer has all the words of a phrase that the owner does not want to be said."""
    wanted = [stem(token) for token in tokens(words)]
    known = stems(answer)
    return bool(wanted) and all(best_likeness(word, known) >= _SAME_WORD for word in wanted)


def _obeyed(answer: str, grounds: Grounds) -> str:
    """Return the first word that only an order put into the answer, empty when there is none."""
    if not grounds.orders:
        return ""
    clean = stems("\n".join((*grounds.read, grounds.owner, *grounds.said, *grounds.own_words)))
    ordered = {
        word for order in grounds.orders for word in topic_words(order) if len(word) >= _LONG_WORD
    } - clean
    told = topic_words(answer)
    return next((word for word in told if any(likeness(word, one) >= _SAME_WORD for one in ordered)), "")


def _is_about_something_else(answer: str, grounds: Grounds, nearness: Nearness) -> bool:
    told = topic_words(answer)
    if not told:
        return False
    known = stems("\n".join((*grounds.read, grounds.owner, *grounds.said, *grounds.own_words)))
    share = sum(best_likeness(word, known) >= _SAME_WORD for word in told) / len(told)
    if share >= LEAST_KNOWN:
        return False
    texts = list(grounds.passages) or [text for text in (*grounds.read, grounds.owner) if text]
    return not texts or nearness(answer, texts) < LEAST_NEAR
