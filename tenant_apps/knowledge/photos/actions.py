from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db import transaction

from shared_apps.core.clock import now
from shared_apps.core.errors import NotFound
from shared_apps.facts import publish
from tenant_apps.files.actions import store
from tenant_apps.files.selectors import read_bytes
from tenant_apps.knowledge import actions, quotas
from tenant_apps.knowledge.actions.upload import accept, check_batch, total_size
from tenant_apps.knowledge.events import DocumentQueued
from tenant_apps.knowledge.extract import ExtractFailed
from tenant_apps.knowledge.locks import lock_document
from tenant_apps.knowledge.models import Document, DocumentKind, DocumentStatus
from tenant_apps.knowledge.photos.looking import as_jpeg, opened
from tenant_apps.knowledge.photos.models import Photo
from tenant_apps.knowledge.photos.selectors import get_photo


@transaction.atomic
def upload_photos(*, files: "Sequence[File[bytes]]") -> list[Document]:
    """Keep photos and queue them to be looked at; one document per file, in order.

    What is wrong with one of them is its reason, the others go on. Raises NoFiles, TooManyFiles, QuotaReached.
    """
    check_batch(files)
    quotas.require_room(photos=len(files), size=total_size(files))
    found = [accept(given, DocumentKind.PHOTO) for given in files]
    Photo.objects.bulk_create([Photo(document=document) for document in found], ignore_conflicts=True)
    return found


@transaction.atomic
def change_photo(*, photo_id: UUID, changes: dict[str, Any]) -> Document:
    """Set the caption or whether the agent may send it; a new caption is found at once. Raises NotFound."""
    document = lock_document(photo_id)
    photo = Photo.objects.filter(document=document).first() if document else None
    if document is None or photo is None:
        raise NotFound("This photo does not exist any more.")
    is_renamed = changes.get("caption", photo.caption) != photo.caption
    for name, value in changes.items():
        setattr(photo, name, value)
    photo.save()
    if is_renamed and document.status == DocumentStatus.READY:
        # Its passage is made anew, the caption in it.
        document.status, document.attempts, document.progress = DocumentStatus.QUEUED, 0, 0
        publish(DocumentQueued(document_id=document.id))
    document.touched_at, document.rev = now(), document.rev + 1
    document.save()
    document.photo = photo
    return document


def delete_photo(*, photo_id: UUID) -> None:
    """Remove a photo with everything that is known of it; raises NotFound."""
    actions.delete_document(document_id=photo_id, kind=DocumentKind.PHOTO)


def copy_to_send(photo_id: UUID) -> UUID:
    """Return a new stored file that shows the photo: JPEG, of a size that every channel takes, without its metadata.

    A message keeps its picture when the photo is deleted. Raises NotFound, also for a photo that may not be sent.
    """
    document = get_photo(photo_id)
    if document.file_id is None or not document.photo.is_sendable:
        raise NotFound("This photo is not for sending.")
    try:
        picture, _ = opened(read_bytes(document.file_id))
    except ExtractFailed as failure:
        raise NotFound("This photo cannot be opened any more.") from failure
    name = f"{document.name.rsplit('.', 1)[0]}.jpg"
    return store(name=name, content_type="image/jpeg", content=as_jpeg(picture)).id
