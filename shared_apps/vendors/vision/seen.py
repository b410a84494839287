from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Label:
    """A thing on the picture; `score` (0 … 1) is how sure the reader is."""

    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reader made of a picture; `description` is one sentence, "" from a reader that writes none.

    Tokens are those of a model, 0 where none are counted.
    """

    labels: tuple[Label, ...]
    text: str = ""
    description: str = ""
    prompt_tokens: int = 0
    completion_tokens: int = 0


class VisionFailed(Exception):
    """The reader gave no answer; `is_passing` when the same picture may work in a while."""

    def __init__(self, reason: str, *, is_passing: bool) -> None:
        super().__init__(reason)
        self.is_passing = is_passing


class Eyes(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def model(self) -> str:
        """Return what is asked, as the bill calls it."""

    def see(self, jpeg: bytes) -> Seen:
        """Return what is on a picture of at most MAX_BYTES; raises VisionFailed."""
