"""Files that travel in messages: kept on disk, named by the vendor's media id."""

import base64
import hashlib
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from sandbox.store import Store, now

SAMPLES = Path(__file__).parent / "samples"
# kind -> (file, mime type) of what a phone can send with one tap.
SAMPLE_FILES = {
    "image": ("photo.jpg", "image/jpeg"),
    "video": ("clip.mp4", "video/mp4"),
    "audio": ("voice.ogg", "audio/ogg; codecs=opus"),
    "document": ("wishes.pdf", "application/pdf"),
    "sticker": ("sticker.webp", "image/webp"),
}


@dataclass(frozen=True, slots=True)
class Media:
    """One stored file; `sha256` is hex."""

    id: str
    account: str
    mime: str
    name: str
    sha256: str
    size: int
    created_at: float

    @property
    def sha256_base64(self) -> str:
        """The form Meta puts into webhooks."""
        return base64.b64encode(bytes.fromhex(self.sha256)).decode()


class MediaShelf:
    """All files of the sandbox."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store, self._folder = store, folder
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, media: Media) -> Path:
        return self._folder / media.id

    def find(self, media_id: str) -> Media | None:
        row = self._store.row("SELECT * FROM media WHERE id = ?", media_id)
        return Media(**row) if row else None

    def sample(self, account: str, kind: str) -> Media:
        """Store the ready-made file of this kind."""
        name, mime = SAMPLE_FILES[kind]
        return self.add(account, mime, name, (SAMPLES / name).read_bytes())

    def add(self, account: str, mime: str, name: str, content: bytes) -> Media:
        """Store bytes that are at hand."""
        media_id = _new_id()
        (self._folder / media_id).write_bytes(content)
        return self._register(
            media_id, account, mime, name, hashlib.sha256(content).hexdigest(), len(content)
        )

    async def receive(self, account: str, mime: str, name: str, chunks: AsyncIterator[bytes]) -> Media:
        """Store an upload piece by piece, so that a 100 MB document does not sit in memory."""
        media_id, digest, size = _new_id(), hashlib.sha256(), 0
        with (self._folder / media_id).open("wb") as file:
            async for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                file.write(chunk)
        return self._register(media_id, account, mime, name, digest.hexdigest(), size)

    def delete(self, media: Media) -> None:
        self._store.run("DELETE FROM media WHERE id = ?", media.id)
        self.path(media).unlink(missing_ok=True)

    def clear(self) -> None:
        """Delete every file."""
        self._store.clear(["media"])
        for path in self._folder.iterdir():
            path.unlink(missing_ok=True)

    def _register(self, media_id: str, account: str, mime: str, name: str, sha256: str, size: int) -> Media:
        media = Media(media_id, account, mime, name, sha256, size, now())
        self._store.insert(
            "media",
            id=media_id,
            account=account,
            mime=mime,
            name=name,
            sha256=sha256,
            size=size,
            created_at=media.created_at,
        )
        return media


def _new_id() -> str:
    return str(random.randrange(10**15, 10**16))  # noqa: S311 - an address; the bearer token is the lock
