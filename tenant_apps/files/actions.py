import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from pathlib import PurePath
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import transaction

from shared_apps.core.ids import uuid7
from shared_apps.core.keys import tenant_path
from tenant_apps.files.errors import FileEmpty, FileTooLarge
from tenant_apps.files.models import MAX_NAME_CHARS, ParkedFile, StoredFile
from tenant_apps.files.sniffing import sniff

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


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


def drop_orphans(*, older_than: datetime) -> int:
    """Remove stored bytes of this tenant that no row knows, left by whoever died between the two; return how many.

    A folder's name is the file's id, which carries its time: what was made since `older_than` may still get its row.
    """
    root, storage = tenant_path("files"), StoredFile._meta.get_field("file").storage
    try:
        names = storage.listdir(root)[0]
    except FileNotFoundError:
        return 0
    ids = {UUID(name) for name in names if _ID.fullmatch(name)}
    old = {id for id in ids if id.int >> 80 < older_than.timestamp() * 1000}
    lost = old - set(StoredFile.objects.filter(id__in=old).values_list("id", flat=True))
    for id in lost:
        folder = f"{root}/{id}"
        for name in storage.listdir(folder)[1]:
            storage.delete(f"{folder}/{name}")
        # A folder of a disk is left over; a bucket has none.
        storage.delete(folder)
    return len(lost)
