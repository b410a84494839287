from dataclasses import dataclass
from uuid import UUID

from shared_apps.facts import Fact


@dataclass(frozen=True, kw_only=True)
class DocumentQueued(Fact):
    """A document waits to be read: new, retried, or taken from a reader that died."""

    document_id: UUID


@dataclass(frozen=True, kw_only=True)
class DocumentChanged(Fact):
    """The reading began or went on."""

    document_id: UUID


@dataclass(frozen=True, kw_only=True)
class DocumentRead(Fact):
    """A document can be searched from now on."""

    document_id: UUID


@dataclass(frozen=True, kw_only=True)
class DocumentFailed(Fact):
    document_id: UUID


@dataclass(frozen=True, kw_only=True)
class DocumentDeleted(Fact):
    document_id: UUID


@dataclass(frozen=True, kw_only=True)
class WordsForgotten(Fact):
    """A file, page, post or answer was deleted with its passages; whoever quoted it forgets its words, too."""

    document_id: UUID


@dataclass(frozen=True, kw_only=True)
class PhotoShown(Fact):
    """Somebody else's eyes were asked about a photo, whether they helped or not; `ms` is what it took."""

    call_id: UUID
    provider: str
    model: str
    prompt_tokens: int
    completion_tokens: int
    ms: int
    error: str
