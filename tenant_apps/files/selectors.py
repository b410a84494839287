from uuid import UUID

from django.db.models import Sum

from shared_apps.core.errors import NotFound
from tenant_apps.files.models import ParkedFile, StoredFile


def get_file(file_id: UUID) -> StoredFile:
    """Return the file; raises NotFound."""
    stored = StoredFile.objects.filter(id=file_id).first()
    if stored is None:
        raise NotFound("This file does not exist any more.")
    return stored


def megabytes() -> int:
    """Return the space that all kept files take, in MB of a million bytes, begun ones counted."""
    taken = StoredFile.objects.aggregate(size=Sum("size"))["size"] or 0
    return -(-int(taken) // 1_000_000)


def file_url(file_id: UUID) -> str:
    """Return the path at which members of the workspace get the bytes."""
    return f"/api/attachments/{file_id}/"


def read_bytes(file_id: UUID) -> bytes:
    """Return the whole content; raises NotFound when the row or the bytes are gone."""
    stored = get_file(file_id)
    try:
        with stored.file.open("rb") as handle:
            return bytes(handle.read())
    except FileNotFoundError as error:
        raise NotFound("The content of this file is gone. Upload it again.") from error


def parked_content(key: UUID) -> bytes | None:
    """Return bytes that came within an event and are not stored yet, None when there are none."""
    parked = ParkedFile.objects.filter(key=key).first()
    return bytes(parked.content) if parked else None
