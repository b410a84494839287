import hashlib
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import PurePath
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import transaction

from shared_apps.core.ids import uuid7
from tenant_apps.files.errors import FileEmpty, FileTooLarge
from tenant_apps.files.models import MAX_NAME_CHARS, ParkedFile, StoredFile
from tenant_apps.files.sniffing import sniff


def store(*, name: str, content_type: str, content: "bytes | File[bytes]") -> StoredFile:
    """Keep a file and return its row; the type is read from the bytes, `content_type` is only a hint.

    Raises FileTooLarge above `settings.UPLOAD_MAX_BYTES` and FileEmpty.
    """
    max_bytes = settings.UPLOAD_MAX_BYTES
    size = len(content) if isinstance(content, bytes) else content.size
    if size > max_bytes:
        raise FileTooLarge(max_bytes)
    read = content if isinstance(content, bytes) else content.read()
    if not read:
        raise FileEmpty
    name = clean_name(name)
    stored = StoredFile(
        id=uuid7(),
        name=name,
        content_type=sniff(read, name=name, declared=content_type),
        size=len(read),
        sha256=hashlib.sha256(read).hexdigest(),
    )
    stored.file.save(name, ContentFile(read), save=False)
    stored.save(force_insert=True)
    return stored


@transaction.atomic
def delete_files(*, ids: Iterable[UUID]) -> None:
    """Remove the rows, and the bytes once the transaction holds."""
    files = list(StoredFile.objects.filter(id__in=list(ids)))
    StoredFile.objects.filter(id__in=[stored.id for stored in files]).delete()
    for stored in files:
        if stored.file.name:
            transaction.on_commit(partial(stored.file.storage.delete, stored.file.name), robust=True)


def park(contents: Mapping[UUID, bytes]) -> None:
    """Keep bytes by key within the current transaction, to be stored after it."""
    ParkedFile.objects.bulk_create(
        [ParkedFile(key=key, content=content) for key, content in contents.items()]
    )


def unpark(key: UUID) -> None:
    """Forget parked bytes: they are stored, in this transaction."""
    ParkedFile.objects.filter(key=key).delete()


def clean_name(name: str) -> str:
    """Return the last part of a path without control characters, short enough to keep, suffix intact."""
    bare = "".join(char for char in name.replace("\\", "/").rsplit("/", 1)[-1] if char.isprintable()).strip()
    suffix = PurePath(bare).suffix[:12]
    stem = bare[: len(bare) - len(suffix)] if suffix else bare
    return stem[: MAX_NAME_CHARS - len(suffix)] + suffix or "file"
