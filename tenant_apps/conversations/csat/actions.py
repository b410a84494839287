"""Ask, and note the answer; choose whether to."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from shared_apps.core.clock import now
from shared_apps.core.errors import AppError
from tenant_apps.conversations.actions import (
    SystemSender,
    cancel_message,
    change_conversation,
    send_message,
)
from tenant_apps.conversations.csat.links import link_of
from tenant_apps.conversations.csat.models import CsatRequest, CsatSettings
from tenant_apps.conversations.csat.ratings import LINK, QUESTION, THANKS, buttons, score_of
from tenant_apps.conversations.csat.selectors import COMMENT_FOR, OPEN_FOR, csat_settings, open_request
from tenant_apps.conversations.locks import locked_conversation
from tenant_apps.conversations.models import Conversation, Direction, Message, SenderKind, Status
from tenant_apps.conversations.organising.models import InboxSettings
from tenant_apps.workspace.selectors import current_workspace

# As long as the question lies here, a conversation that was resolved by mistake can be opened again unnoticed.
SECOND_THOUGHTS_S = 10


def save_settings(*, fields: Mapping[str, Any]) -> CsatSettings:
    """Save whether customers are asked, where, and in which words."""
    row, _ = CsatSettings.objects.update_or_create(is_only=True, defaults=fields)
    return row


@transaction.atomic
def ask(*, conversation_id: UUID) -> CsatRequest | None:
    """Ask the customer of a conversation just resolved; None when there is no reason to. Raises NotFound."""
    chosen = csat_settings()
    if not chosen.is_on:
        return None
    conversation = locked_conversation(conversation_id)
    if chosen.channels and conversation.channel_account_id not in chosen.channels:
        return None
    if not _is_worth_asking(conversation):
        return None
    own = {"en": chosen.question_en, "uk": chosen.question_uk}
    language = language_of(conversation)
    request = CsatRequest(
        conversation=conversation,
        session_at=conversation.session_started_at,
        member=conversation.assignee,
        asked_at=now(),
    )
    question = own[language].strip() or QUESTION[language]
    try:
        with transaction.atomic():
            message = send_message(
                conversation_id=conversation.id,
                sender=SystemSender(),
                text=f"{question}\n\n{LINK[language].format(link=link_of(request.id))}",
                buttons=buttons(),
                undo_s=SECOND_THOUGHTS_S,
            )
    except AppError:
        # The window is closed or the channel is gone: then nobody is asked.
        return None
    request.message_id = message.id
    request.save()
    return request


@transaction.atomic
def withdraw(*, conversation_id: UUID) -> None:
    """Take the question of a conversation that is open again back, if it has not gone out. Raises NotFound."""
    conversation = locked_conversation(conversation_id)
    request = open_request(conversation.id)
    if request is None or request.message_id is None:
        return
    try:
        with transaction.atomic():
            cancel_message(conversation_id=conversation.id, message_id=request.message_id)
            request.delete()
    except AppError:
        # The customer has it already.
        return


def _is_worth_asking(conversation: Conversation) -> bool:
    """Somebody answered this session, it did not fall asleep, and the customer was not asked today."""
    if conversation.status != Status.RESOLVED or conversation.contact.blocked_at is not None:
        return False
    asked = CsatRequest.objects.filter(conversation=conversation)
    if asked.filter(session_at=conversation.session_started_at).exists():
        return False
    if asked.filter(asked_at__gt=now() - OPEN_FOR).exists():
        return False
    settings = InboxSettings.objects.first()
    if settings and settings.auto_resolve_hours and _slept(conversation, settings.auto_resolve_hours):
        return False
    answers = Message.objects.filter(
        conversation=conversation,
        direction=Direction.OUT,
        private=False,
        provider_at__gte=conversation.session_started_at,
    )
    return answers.exclude(sender_kind=SenderKind.SYSTEM).exists()


def _slept(conversation: Conversation, hours: int) -> bool:
    return now() - conversation.last_message_at >= timedelta(hours=hours)


def language_of(conversation: Conversation) -> str:
    """Return the language that the customer is asked in."""
    language = conversation.contact.language[:2] or current_workspace().language
    return language if language in QUESTION else "en"


@transaction.atomic
def note_answer(*, message_id: UUID) -> CsatRequest | None:
    """Note a score, or the words that follow it; the conversation stays resolved. None when it is neither."""
    message = Message.objects.filter(id=message_id, direction=Direction.IN).first()
    if message is None:
        return None
    conversation = locked_conversation(message.conversation_id)
    request = open_request(conversation.id)
    score = score_of(message.text, message.payload)
    if request is None or score is None:
        return _comment(conversation, message)
    request.score, request.answered_at = score, now()
    request.save(update_fields=["score", "answered_at"])
    change_conversation(conversation_id=conversation.id, changes={"status": Status.RESOLVED})
    try:
        with transaction.atomic():
            send_message(
                conversation_id=conversation.id,
                sender=SystemSender(),
                text=THANKS[language_of(conversation)],
            )
    except AppError:
        # The score is what counts.
        return request
    return request


def _comment(conversation: Conversation, message: Message) -> CsatRequest | None:
    """Keep the first words after a score as its reason; they are a message like any other all the same."""
    rated = CsatRequest.objects.filter(
        conversation=conversation, score__isnull=False, comment="", answered_at__gt=now() - COMMENT_FOR
    )
    request = rated.order_by("-answered_at").first()
    if request is None or not message.text.strip() or score_of(message.text, message.payload):
        return None
    request.comment = message.text[:2000]
    request.save(update_fields=["comment"])
    return request
