from dataclasses import dataclass
from uuid import UUID

from shared_apps.facts import Fact


@dataclass(frozen=True, kw_only=True)
class SourceQueued(Fact):
    """A source waits to be read: new, due, asked for, or taken from a reader that died."""

    source_id: UUID


@dataclass(frozen=True, kw_only=True)
class SourceChanged(Fact):
    """The reading went on or ended, or somebody changed how it is read."""

    source_id: UUID


@dataclass(frozen=True, kw_only=True)
class SourceDeleted(Fact):
    source_id: UUID
