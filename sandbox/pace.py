"""The platforms' speed limits, applied only when their switch is on."""

from collections import deque

from sandbox.store import now


class Pace:
    """What was sent lately, by account and by (account, person)."""

    def __init__(self) -> None:
        self._recent: dict[str, deque[float]] = {}
        self._paid_until: dict[tuple[str, str], float] = {}

    def has_room(self, key: str, per_second: int) -> bool:
        """Count one call and tell whether it is within so many a second."""
        recent, at = self._recent.setdefault(key, deque()), now()
        while recent and at - recent[0] > 1:
            recent.popleft()
        if len(recent) >= per_second:
            return False
        recent.append(at)
        return True

    def has_pair_room(self, account: str, address: str, *, pause_s: float, burst: int) -> bool:
        """Count one message to a person: one per pause on average, a burst borrows from the future."""
        at = now()
        paid_until = max(self._paid_until.get((account, address), at), at)
        if paid_until - at > pause_s * (burst - 1):
            return False
        self._paid_until[(account, address)] = paid_until + pause_s
        return True
