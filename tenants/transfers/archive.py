"""The format: a ZIP of `tables/<table>` (PostgreSQL's COPY text), `files/<path>` and, written last, `manifest.json`.

The manifest names the version, the migrations that the tables have, and the length and SHA-256 of every entry.
"""

import hashlib
from collections.abc import Iterator
from typing import IO
from zipfile import BadZipFile, ZipFile

import msgspec

from tenants.transfers.errors import ArchiveDamaged, ArchiveNewer

FORMAT = 1
MANIFEST = "manifest.json"
MAX_MANIFEST_BYTES = 64_000_000
CHUNK_BYTES = 1 << 20


class Entry(msgspec.Struct):
    """One entry of the archive; `columns` and `rows` of a table, empty for a file."""

    name: str
    size: int
    sha256: str
    columns: list[str] = []
    rows: int = 0


class Seal(msgspec.Struct):
    """How secrets are kept: under a key made of a passphrase and `salt`; `proof` opens with the right one."""

    salt: str
    proof: str


class Manifest(msgspec.Struct):
    """What an archive holds. `left_out` names the columns that are empty in it; `people` are its members."""

    format: int
    made_at: str
    schema: str
    slug: str
    name: str
    language: str
    timezone: str
    migrations: list[tuple[str, str]]
    tables: list[Entry]
    files: list[Entry]
    left_out: list[str] = []
    seal: Seal | None = None


class _Version(msgspec.Struct):
    format: int


def read_manifest(archive: ZipFile) -> Manifest:
    """Return the manifest; raises ArchiveDamaged, ArchiveNewer."""
    try:
        if archive.getinfo(MANIFEST).file_size > MAX_MANIFEST_BYTES:
            raise ArchiveDamaged("its table of contents is too long.")
        raw = archive.read(MANIFEST)
        version = msgspec.json.decode(raw, type=_Version).format
        if version > FORMAT:
            raise ArchiveNewer(f"its format is {version}, known is {FORMAT}.")
        return msgspec.json.decode(raw, type=Manifest)
    except (KeyError, BadZipFile, OSError) as error:
        raise ArchiveDamaged("its table of contents is missing.") from error
    except msgspec.MsgspecError as error:
        raise ArchiveDamaged("its table of contents cannot be read.") from error


def entry_chunks(archive: ZipFile, entry: Entry, folder: str) -> Iterator[bytes]:
    """Yield an entry's bytes; raises ArchiveDamaged at the end when they are not those that were written."""
    digest, size = hashlib.sha256(), 0
    try:
        with archive.open(f"{folder}/{entry.name}") as source:
            while part := source.read(CHUNK_BYTES):
                digest.update(part)
                size += len(part)
                if size > entry.size:
                    break
                yield part
    except (KeyError, BadZipFile, OSError, EOFError, NotImplementedError) as error:
        raise ArchiveDamaged(f"{entry.name} cannot be read.") from error
    if (size, digest.hexdigest()) != (entry.size, entry.sha256):
        raise ArchiveDamaged(f"{entry.name} is not as it was written.")


class Measured:
    """Writes one entry, and knows its length and sum when it is done."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target, self._digest = target, hashlib.sha256()
        self.size, self.lines = 0, 0

    def write(self, part: bytes) -> None:
        self._target.write(part)
        self._digest.update(part)
        self.size += len(part)
        self.lines += part.count(b"\n")

    def entry(self, name: str, columns: list[str] | None = None) -> Entry:
        rows = self.lines if columns is not None else 0
        return Entry(name, self.size, self._digest.hexdigest(), columns or [], rows)
