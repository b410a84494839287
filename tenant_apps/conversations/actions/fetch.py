"""Fetch customers' files after their messages are on the screen."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F

from shared_apps.core.clock import now
from shared_apps.core.errors import NotFound
from shared_apps.facts import publish
from tenant_apps.channels import registry
from tenant_apps.channels.adapters.protocol import FetchesMedia
from tenant_apps.channels.errors import MediaUnavailable
from tenant_apps.channels.outbound import FetchedMedia
from tenant_apps.channels.selectors import credentials_of
from tenant_apps.conversations.events import AttachmentExpected, AttachmentFetched, MessageChanged
from tenant_apps.conversations.models import Attachment, AttachmentState, Message
from tenant_apps.files.actions import store, unpark
from tenant_apps.files.errors import FileEmpty, FileTooLarge
from tenant_apps.files.selectors import get_file, parked_content

MAX_ATTEMPTS = 7
# While one worker fetches, the sweeper leaves the file alone for this long.
CLAIM = timedelta(minutes=5)


def fetch_attachment(*, attachment_id: UUID) -> None:
    """Fetch and store the file once; failures that pass are tried again by the sweeper with growing pauses."""
    attachment = _claim(attachment_id)
    if attachment is None:
        return
    account = attachment.message.channel_account
    adapter = registry.get(account.kind)
    try:
        parked = parked_content(attachment.id)
        if parked is not None:
            fetched = FetchedMedia(parked)
        elif isinstance(adapter, FetchesMedia):
            fetched = adapter.fetch_media(
                credentials_of(account), attachment.media_id, max_bytes=settings.UPLOAD_MAX_BYTES
            )
        else:
            raise MediaUnavailable(permanent=True, reason_for_people="This channel does not hand over files.")
        _keep(attachment, fetched)
    except MediaUnavailable as failure:
        _fail(attachment, failure.reason_for_people, is_final=failure.permanent)
    except (FileEmpty, FileTooLarge) as refusal:
        _fail(attachment, refusal.message, is_final=True)


@transaction.atomic
def fetch_again(*, conversation_id: UUID, message_id: UUID) -> Message:
    """Ask the platform once more for the files of a message that could not be fetched; raises NotFound."""
    message = Message.objects.filter(id=message_id, conversation=conversation_id).first()
    if message is None:
        raise NotFound
    failed = Attachment.objects.select_for_update().filter(message=message, state=AttachmentState.FAILED)
    ids = list(failed.exclude(media_id="").values_list("id", flat=True))
    Attachment.objects.filter(id__in=ids).update(
        state=AttachmentState.PENDING, reason="", attempts=0, due_at=now()
    )
    if ids:
        Message.objects.filter(id=message.id).update(rev=F("rev") + 1)
        publish(
            MessageChanged(message_id=message.id, conversation_id=conversation_id),
            *[AttachmentExpected(attachment_id=id) for id in ids],
        )
    return message


def _claim(attachment_id: UUID) -> Attachment | None:
    claimed = Attachment.objects.filter(
        id=attachment_id, state=AttachmentState.PENDING, due_at__lte=now()
    ).update(due_at=now() + CLAIM, attempts=F("attempts") + 1)
    if not claimed:
        return None
    return Attachment.objects.select_related("message__channel_account").get(id=attachment_id)


@transaction.atomic
def _keep(attachment: Attachment, fetched: FetchedMedia) -> None:
    if fetched.kept_as:
        stored = get_file(fetched.kept_as)
    else:
        mime = attachment.content_type or fetched.mime
        stored = store(name=attachment.name or attachment.kind, content_type=mime, content=fetched.content)
    attachment.file = stored
    attachment.name = attachment.name or stored.name
    attachment.content_type = stored.content_type
    attachment.size = stored.size
    attachment.state = AttachmentState.READY
    unpark(attachment.id)
    _save(attachment)
    publish(AttachmentFetched(attachment_id=attachment.id, kind=attachment.kind))


def _fail(attachment: Attachment, reason: str, *, is_final: bool) -> None:
    attachment.reason = reason
    if is_final or attachment.attempts >= MAX_ATTEMPTS:
        attachment.state = AttachmentState.FAILED
    else:
        attachment.due_at = now() + timedelta(seconds=4**attachment.attempts)
    with transaction.atomic():
        _save(attachment)


def _save(attachment: Attachment) -> None:
    attachment.save()
    Message.objects.filter(id=attachment.message_id).update(rev=F("rev") + 1)
    publish(
        MessageChanged(message_id=attachment.message_id, conversation_id=attachment.message.conversation_id)
    )
