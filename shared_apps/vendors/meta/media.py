"""A downloaded file."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class MediaFile:
    content: bytes = field(repr=False)
    mime: str
    sha256: str
