"""How far the agent may go: what the workspace, a channel, the hours and a conversation each allow.

The more careful one wins. A conversation can hold the agent back and never sets it free where the owner did not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared_apps.core.clock import now
from shared_apps.core.hours import is_open
from shared_apps.core.lookups import Lookup
from tenant_apps.agent.models import AccountOverride, AgentSettings, Mode
from tenant_apps.agent.selectors import current_settings
from tenant_apps.conversations.models import Conversation
from tenant_apps.workspace.models import OpeningHours
from tenant_apps.workspace.timetables import schedule_of, timetables

_FREEDOM = {Mode.OFF: 0, Mode.COPILOT: 1, Mode.AUTOPILOT: 2}


@dataclass(frozen=True)
class Policy:
    """What the owner allows while a channel is attended and while it is not."""

    when_open: Mode
    when_closed: Mode


def policy(settings: AgentSettings, override: AccountOverride | None) -> Policy:
    """Return what holds on a channel; an override with a mode of its own stands alone."""
    source = override if override is not None and override.mode else settings
    return Policy(Mode(source.mode), Mode(source.mode_when_closed or source.mode))


def effective(allowed: Policy, conversation_mode: str, *, is_attended: bool) -> Mode:
    """Return what the agent does with a conversation."""
    base = allowed.when_open if is_attended else allowed.when_closed
    return min(base, Mode(conversation_mode), key=_FREEDOM.__getitem__)


def mode_of(conversation: Conversation) -> Mode:
    """Return what the agent does with this conversation now."""
    return modes_of([conversation])[conversation.id]


def modes_of(conversations: Sequence[Conversation]) -> dict[UUID, Mode]:
    """Return conversation → what the agent does with it now, with a fixed number of queries."""
    settings = current_settings()
    overrides = {row.channel_account_id: row for row in _overrides.all()}
    allowed = {row.id: policy(settings, overrides.get(row.channel_account_id)) for row in conversations}
    clock = _Clock() if any(one.when_open != one.when_closed for one in allowed.values()) else None
    return {
        row.id: effective(
            allowed[row.id],
            row.agent_mode,
            is_attended=clock is None or clock.is_attended(row.channel_account_id),
        )
        for row in conversations
    }


_overrides = Lookup(lambda: AccountOverride.objects.all())


class _Clock:
    """Which accounts are attended at this moment; without a timetable all of them are."""

    def __init__(self) -> None:
        self._at: datetime = now()
        self._rows: list[OpeningHours] = timetables()
        self._known: dict[UUID, bool] = {}

    def is_attended(self, account_id: UUID) -> bool:
        own = [row for row in self._rows if account_id in row.channels]
        row = next(iter([*own, *[row for row in self._rows if row.is_default]]), None)
        if row is None:
            return True
        if row.id not in self._known:
            self._known[row.id] = is_open(schedule_of(row), self._at)
        return self._known[row.id]
