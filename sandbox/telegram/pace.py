"""Telegram's speed limits, applied while their fault switches are on."""

import weakref
from collections import deque

from sandbox.store import now
from sandbox.telegram.errors import too_many
from sandbox.world import World

BOT_PER_SECOND = 30
# About one message a second to one chat; a few at once are let through.
CHAT_PAUSE_S, CHAT_BURST = 1.0, 5


class Pace:
    """What was sent lately, by bot and by (bot, chat)."""

    def __init__(self) -> None:
        self._bots: dict[str, deque[float]] = {}
        self._chats: dict[tuple[str, str], float] = {}

    def check_bot(self, bot: str) -> None:
        """Raise 429 above 30 messages in one second."""
        recent, at = self._bots.setdefault(bot, deque()), now()
        while recent and at - recent[0] > 1:
            recent.popleft()
        if len(recent) >= BOT_PER_SECOND:
            raise too_many(1)
        recent.append(at)

    def check_chat(self, bot: str, chat: str) -> None:
        """Raise 429 when this chat got more than the burst and the pause allow."""
        at = now()
        paid_until = max(self._chats.get((bot, chat), at), at)
        if paid_until - at > CHAT_PAUSE_S * (CHAT_BURST - 1):
            raise too_many(1 + int(paid_until - at - CHAT_PAUSE_S * (CHAT_BURST - 1)))
        self._chats[bot, chat] = paid_until + CHAT_PAUSE_S


_paces: "weakref.WeakKeyDictionary[object, Pace]" = weakref.WeakKeyDictionary()


def pace_of(world: World) -> Pace:
    """Return the pace of a sandbox; tests run several in one process."""
    return _paces.setdefault(world.hub, Pace())
