"""Have a voice message written down."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from shared_apps.core.clock import now
from shared_apps.facts import publish
from shared_apps.vendors.llm import transcription
from shared_apps.vendors.llm.transcription import MAX_BYTES, Transcription, TranscriptionFailed
from tenant_apps.conversations.events import MessageChanged
from tenant_apps.conversations.models import Attachment, AttachmentState, Direction, Message
from tenant_apps.conversations.transcripts.conversion import readable
from tenant_apps.conversations.transcripts.events import TranscriptSettled
from tenant_apps.conversations.transcripts.models import Transcript, TranscriptState

MAX_ATTEMPTS = 4
# While one worker listens, the sweeper leaves the file alone for this long.
CLAIM = timedelta(minutes=5)


def transcribe(*, attachment_id: UUID) -> float | None:
    """Write down an audio file of a customer once; return the seconds until it is to be tried again.

    Does nothing for other files, for those that are written down, and while no service is configured.
    """
    if not transcription.is_configured():
        return None
    transcript = _claim(attachment_id)
    if transcript is None:
        return None
    try:
        found = _heard(transcript.attachment)
    except TranscriptionFailed as failure:
        return _failed(transcript, failure)
    _settle(transcript, TranscriptState.READY, text=found.text, language=found.language)
    return None


def _claim(attachment_id: UUID) -> Transcript | None:
    """Return the transcript to make, None when it is no voice message or somebody else is at it."""
    with transaction.atomic():
        rows = Attachment.objects.filter(id=attachment_id, kind="audio", state=AttachmentState.READY)
        attachment = rows.select_related("message", "file").filter(message__direction=Direction.IN).first()
        if attachment is None or attachment.file is None:
            return None
        Transcript.objects.bulk_create(
            [Transcript(attachment=attachment, due_at=now())], ignore_conflicts=True
        )
        claimed = Transcript.objects.filter(
            attachment=attachment, state=TranscriptState.PENDING, due_at__lte=now()
        ).update(due_at=now() + CLAIM, attempts=F("attempts") + 1)
        if not claimed:
            return None
        transcript = Transcript.objects.get(attachment=attachment)
        transcript.attachment = attachment
        if transcript.attempts == 1:
            _announce(attachment.message)
        return transcript


def _heard(attachment: Attachment) -> Transcription:
    stored = attachment.file
    if stored is None or stored.size > MAX_BYTES:
        raise TranscriptionFailed(permanent=True, code="refused")
    try:
        with stored.file.open("rb") as opened:
            content = opened.read()
    except OSError as error:
        raise TranscriptionFailed(permanent=False, code="unavailable") from error
    given = readable(content, stored.content_type or attachment.content_type)
    if given is None:
        raise TranscriptionFailed(permanent=True, code="unreadable")
    return transcription.transcribe(content=given[0], suffix=given[1])


def _failed(transcript: Transcript, failure: TranscriptionFailed) -> float | None:
    if failure.permanent or transcript.attempts >= MAX_ATTEMPTS:
        _settle(transcript, TranscriptState.FAILED, reason=failure.code)
        return None
    wait_s = float(4**transcript.attempts)
    Transcript.objects.filter(attachment=transcript.attachment).update(
        due_at=now() + timedelta(seconds=wait_s)
    )
    return wait_s


@transaction.atomic
def _settle(
    transcript: Transcript, state: TranscriptState, *, text: str = "", language: str = "", reason: str = ""
) -> None:
    transcript.state, transcript.text, transcript.language, transcript.reason = state, text, language, reason
    transcript.save(update_fields=["state", "text", "language", "reason"])
    message = transcript.attachment.message
    _announce(message)
    publish(
        TranscriptSettled(
            message_id=message.id,
            conversation_id=message.conversation_id,
            is_ready=state == TranscriptState.READY and text != "",
        )
    )


def _announce(message: Message) -> None:
    Message.objects.filter(id=message.id).update(rev=F("rev") + 1)
    publish(MessageChanged(message_id=message.id, conversation_id=message.conversation_id))


@transaction.atomic
def keep_said(*, message_id: UUID, text: str) -> None:
    """Make the files of our own message voice notes, and keep the words that they were spoken from."""
    files = Attachment.objects.filter(message=message_id, message__direction=Direction.OUT, kind="audio")
    for file_id in list(files.values_list("id", flat=True)):
        Transcript.objects.get_or_create(
            attachment_id=file_id, defaults={"state": TranscriptState.READY, "text": text}
        )
    files.update(is_voice=True)
