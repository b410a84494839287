"""Meta's speed limits, applied only when their switch is on."""

from collections import deque

from sandbox.store import now
from sandbox.whatsapp.errors import MetaError

NUMBER_PER_SECOND = 80
# One message in 6 seconds to the same person on average; up to 45 at once borrow from the future.
PAIR_PAUSE_S = 6.0
PAIR_BURST = 45


class Pace:
    """What was sent lately, by number and by (number, person)."""

    def __init__(self) -> None:
        self._numbers: dict[str, deque[float]] = {}
        self._pairs: dict[tuple[str, str], float] = {}

    def check_throughput(self, account: str) -> None:
        """Raise 130429 above 80 messages in one second."""
        recent, at = self._numbers.setdefault(account, deque()), now()
        while recent and at - recent[0] > 1:
            recent.popleft()
        if len(recent) >= NUMBER_PER_SECOND:
            raise MetaError(130429, "Cloud API message throughput has been reached.")
        recent.append(at)

    def check_pair(self, account: str, address: str) -> None:
        """Raise 131056 when this person got more than the burst and the pause allow."""
        at = now()
        paid_until = max(self._pairs.get((account, address), at), at)
        if paid_until - at > PAIR_PAUSE_S * (PAIR_BURST - 1):
            raise MetaError(131056, "Too many messages sent from this phone number to the same user.")
        self._pairs[(account, address)] = paid_until + PAIR_PAUSE_S
