from dataclasses import dataclass
from uuid import UUID

from shared_apps.facts import Fact


@dataclass(frozen=True, kw_only=True)
class EntryQueued(Fact):
    """An answer is new or was changed; it is found once it has been read."""

    entry_id: UUID


@dataclass(frozen=True, kw_only=True)
class EntryChanged(Fact):
    """An answer was read, or could not be."""

    entry_id: UUID


@dataclass(frozen=True, kw_only=True)
class EntryDeleted(Fact):
    entry_id: UUID


@dataclass(frozen=True, kw_only=True)
class SuggestionChanged(Fact):
    """A suggestion is new, came up again, or was settled."""

    suggestion_id: UUID
