"""Does the other side talk like a machine: two bots that answer each other never stop. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

# The same words again after so many answers of ours are no person's.
MOST_REPEATS = 4
# So many answers in a row within a blink: nobody reads and types that fast.
MOST_BLINKS = 5
BLINK = timedelta(seconds=3)


@dataclass(frozen=True)
class Line:
    text: str
    is_ours: bool
    at: datetime


def looks_like_a_bot(lines: Sequence[Line]) -> bool:
    """Return whether `lines`, oldest first, look like a ping-pong with a machine."""
    replies = [(line, before) for before, line in pairwise(lines) if before.is_ours and not line.is_ours]
    repeats = Counter(" ".join(line.text.casefold().split()) for line in lines if not line.is_ours)
    # A burst of one text is one question: only what was answered each time counts.
    answered = sum(line.is_ours for line in lines)
    if answered >= MOST_REPEATS and any(count > MOST_REPEATS for count in repeats.values()):
        return True
    blinks = [line.at - before.at <= BLINK for line, before in replies]
    return len(blinks) >= MOST_BLINKS and all(blinks[-MOST_BLINKS:])
