"""Tell a customer that nobody is there."""

from uuid import UUID

from django.db import transaction

from shared_apps.core.clock import now
from shared_apps.core.errors import AppError
from shared_apps.core.hours import is_open
from tenant_apps.conversations.actions import SystemSender, send_message
from tenant_apps.conversations.away.models import AwayNotice
from tenant_apps.conversations.locks import locked_conversation
from tenant_apps.conversations.models import Conversation, Direction, Message
from tenant_apps.workspace.models import OpeningHours
from tenant_apps.workspace.selectors import current_workspace
from tenant_apps.workspace.timetables import schedule_of, timetable_of


@transaction.atomic
def tell_away(*, conversation_id: UUID, message_id: UUID) -> Message | None:
    """Answer a customer's message with the away text; None when there is no reason to.

    A reason is: the timetable of the channel has a text and is closed now, the session was not told yet, the message
    is no machine's, the customer is not blocked, and the reply window is open. Raises NotFound.
    """
    conversation = locked_conversation(conversation_id)
    timetable = timetable_of(conversation.channel_account_id)
    if timetable is None or not timetable.away_is_on or is_open(schedule_of(timetable), now()):
        return None
    text = _text(timetable, conversation)
    message = Message.objects.filter(id=message_id, conversation=conversation).first()
    if not text or message is None or not _is_for_us(conversation, message):
        return None
    _, is_new = AwayNotice.objects.get_or_create(
        conversation=conversation, session_at=conversation.session_started_at
    )
    if not is_new:
        return None
    try:
        with transaction.atomic():
            return send_message(conversation_id=conversation.id, sender=SystemSender(), text=text)
    except AppError:
        # A closed window or a disconnected channel: the team sees the message anyway.
        return None


def _is_for_us(conversation: Conversation, message: Message) -> bool:
    return (
        message.direction == Direction.IN
        and not message.payload.get("auto_reply")
        and conversation.contact.blocked_at is None
    )


def _text(timetable: OpeningHours, conversation: Conversation) -> str:
    """Return the text in the customer's language, else the business's, else the one there is."""
    texts = {"en": timetable.away_text_en.strip(), "uk": timetable.away_text_uk.strip()}
    for language in (conversation.contact.language[:2], current_workspace().language):
        if texts.get(language):
            return texts[language]
    return texts["en"] or texts["uk"]
