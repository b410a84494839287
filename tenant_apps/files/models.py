from pathlib import PurePath
from uuid import UUID

from django.db import models
from django.utils.text import get_valid_filename

from shared_apps.core.ids import uuid7
from shared_apps.core.keys import tenant_path

MAX_NAME_CHARS = 200


def storage_path(stored: "StoredFile", name: str) -> str:
    """Return `schema/files/<id>/<name>`: tenants never share a folder, names never collide."""
    suffix = PurePath(name).suffix[:12]
    try:
        safe = get_valid_filename(PurePath(name).stem[:60] + suffix)
    except ValueError:
        # A name of dots only is refused by Django; the id is unique already.
        safe = "file"
    return tenant_path("files", str(stored.id), safe)


class StoredFile(models.Model):
    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=MAX_NAME_CHARS)
    content_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to=storage_path, max_length=400)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class ParkedFile(models.Model):
    """The bytes of a file that came within an event, kept in that event's transaction until they are stored.

    Storage takes part in no transaction; the database does. `key` is the id of whatever is to have the file.
    """

    key = models.UUIDField(primary_key=True)
    content = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)
