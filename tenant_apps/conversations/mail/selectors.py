from uuid import UUID

from shared_apps.core.errors import NotFound
from tenant_apps.conversations.mail.page import MAX_INLINE_BYTES, SHOWN
from tenant_apps.conversations.models import AttachmentState, Conversation, Message
from tenant_apps.files.selectors import read_bytes


def get_mail(conversation: Conversation, message_id: UUID) -> Message:
    """Return the message if it is a mail with HTML; raises NotFound."""
    message = Message.objects.filter(conversation=conversation, id=message_id, deleted_at=None).first()
    if message is None or not message.payload.get("email", {}).get("html"):
        raise NotFound
    return message


def pictures_of(message: Message) -> dict[str, tuple[str, bytes]]:
    """Return (type, bytes) of the pictures that the HTML shows, by content id, without those not stored yet."""
    cids = message.payload["email"].get("cids", {})
    files = message.attachments.filter(
        media_id__in=list(cids.values()), state=AttachmentState.READY, content_type__in=SHOWN
    )
    stored = {
        file.media_id: file for file in files.exclude(file=None) if (file.size or 0) <= MAX_INLINE_BYTES
    }
    found = {cid: stored[place] for cid, place in cids.items() if place in stored}
    return {cid: (file.content_type, read_bytes(file.file_id)) for cid, file in found.items() if file.file_id}
