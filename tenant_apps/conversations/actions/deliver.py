"""Hand queued messages to their platform, one conversation in order, every try on record."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from shared_apps.core.clock import now
from shared_apps.core.keys import tenant_key
from shared_apps.core.ratelimit import take
from shared_apps.facts import publish
from tenant_apps.channels import registry
from tenant_apps.channels.actions import note_failure
from tenant_apps.channels.errors import SendFailed, SendFailureCode
from tenant_apps.channels.outbound import Button, Outbound, OutboundMedia
from tenant_apps.channels.selectors import credentials_of
from tenant_apps.contacts.selectors import identities_at
from tenant_apps.conversations.actions.receipts import settle_waiting_receipts
from tenant_apps.conversations.events import ConversationChanged, MessageChanged
from tenant_apps.conversations.locks import delivering
from tenant_apps.conversations.models import Attachment, DeliveryAttempt, Message, MessageStatus

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 6
# WhatsApp takes 80 messages a second per number and, on average, one in six seconds per customer, 45 at once.
PER_ACCOUNT_S, ACCOUNT_BURST = 80.0, 80
PER_PAIR_S, PAIR_BURST = 1 / 6, 45
# A send cut off in the middle may have arrived; a receipt settles that within seconds when it did.
UNCONFIRMED_AFTER = timedelta(seconds=90)


@dataclass(frozen=True)
class _Outcome:
    status: MessageStatus
    code: str = ""
    reason: str = ""
    external_id: str | None = None
    retry_at: datetime | None = None


def deliver_conversation(*, conversation_id: UUID) -> float | None:
    """Send what is queued, oldest first; return the seconds after which to go on, None when nothing is left.

    A message that has to wait makes the ones behind it wait too, so the customer reads them in order.
    """
    with delivering(conversation_id) as is_ours:
        if not is_ours:
            return None
        while True:
            message = _next(conversation_id)
            if message is None:
                return None
            wait_s = _blocked_for(message)
            if wait_s is not None:
                return wait_s
            if message.status == MessageStatus.SENDING:
                _record(message, None, _unconfirmed())
                continue
            _record(message, *_try(message))


def _next(conversation_id: UUID) -> Message | None:
    return (
        Message.objects.filter(
            conversation_id=conversation_id, status__in=[MessageStatus.QUEUED, MessageStatus.SENDING]
        )
        .select_related("channel_account", "conversation", "reply_to")
        .order_by("created_at", "id")
        .first()
    )


def _blocked_for(message: Message) -> float | None:
    """Return the seconds until the message may be tried, None when it may be now."""
    at = now()
    if message.status == MessageStatus.SENDING:
        begun = message.attempts.order_by("-number").values_list("started_at", flat=True).first() or at
        left = (begun + UNCONFIRMED_AFTER - at).total_seconds()
        return left if left > 0 else None
    if message.due_at is not None and message.due_at > at:
        return (message.due_at - at).total_seconds()
    account = message.channel_account_id
    wait_s = take(tenant_key("account", account), per_second=PER_ACCOUNT_S, burst=ACCOUNT_BURST)
    return (
        wait_s
        or take(tenant_key("pair", message.conversation_id), per_second=PER_PAIR_S, burst=PAIR_BURST)
        or None
    )


def _try(message: Message) -> tuple[DeliveryAttempt, _Outcome]:
    """Make one attempt. It is on record before the platform hears of the message."""
    number = message.attempts.count() + 1
    with transaction.atomic():
        attempt = DeliveryAttempt.objects.create(message=message, number=number, started_at=now())
        Message.objects.filter(id=message.id).update(status=MessageStatus.SENDING)
    try:
        adapter = registry.get(message.channel_account.kind)
        result = adapter.send(credentials_of(message.channel_account), _outbound(message))
    except SendFailed as failure:
        return attempt, _after(failure, message, number)
    return attempt, _Outcome(MessageStatus.SENT, external_id=result.external_id)


def _after(failure: SendFailed, message: Message, number: int) -> _Outcome:
    if failure.blames_account:
        note_failure(message.channel_account_id, failure.reason_for_people)
    if failure.ambiguous:
        return _Outcome(MessageStatus.SENDING, failure.code, failure.reason_for_people)
    if failure.permanent or number >= MAX_ATTEMPTS:
        return _Outcome(MessageStatus.FAILED, failure.code, failure.reason_for_people)
    wait_s = failure.retry_after_s or 2.0**number
    retry_at = now() + timedelta(seconds=wait_s)
    return _Outcome(MessageStatus.QUEUED, failure.code, failure.reason_for_people, retry_at=retry_at)


def _unconfirmed() -> _Outcome:
    return _Outcome(
        MessageStatus.FAILED,
        SendFailureCode.UNCONFIRMED,
        "The platform did not confirm this message. Check with the customer before sending it again.",
    )


def _record(message: Message, attempt: DeliveryAttempt | None, outcome: _Outcome) -> None:
    """Store the end of an attempt; a receipt or echo that was faster keeps its word."""
    try:
        with transaction.atomic():
            _store(message, attempt, outcome)
    except IntegrityError:
        # The echo of this very message came before the answer to our call: its row gives way to ours.
        with transaction.atomic():
            Message.objects.filter(
                channel_account=message.channel_account_id, external_id=outcome.external_id
            ).exclude(id=message.id).delete()
            _store(message, attempt, outcome)
            publish(ConversationChanged(conversation_id=message.conversation_id))


def _store(message: Message, attempt: DeliveryAttempt | None, outcome: _Outcome) -> None:
    if attempt is not None:
        DeliveryAttempt.objects.filter(id=attempt.id).update(
            ended_at=now(), outcome=outcome.status, reason=outcome.reason
        )
    waiting = Message.objects.filter(id=message.id, status__in=[MessageStatus.QUEUED, MessageStatus.SENDING])
    waiting.update(
        status=outcome.status,
        error_code=outcome.code if outcome.status == MessageStatus.FAILED else "",
        error_message=outcome.reason if outcome.status == MessageStatus.FAILED else "",
        due_at=outcome.retry_at,
        rev=F("rev") + 1,
    )
    if outcome.external_id:
        Message.objects.filter(id=message.id).update(external_id=outcome.external_id)
        settle_waiting_receipts([(message.channel_account_id, outcome.external_id)])
    publish(MessageChanged(message_id=message.id, conversation_id=message.conversation_id))


def _outbound(message: Message) -> Outbound:
    files: list[Attachment] = list(message.attachments.select_related("file"))
    media = None
    if files and files[0].file is not None:
        with files[0].file.file.open("rb") as opened:
            media = OutboundMedia(
                name=files[0].name,
                mime=files[0].content_type,
                content=opened.read(),
                voice=files[0].is_voice,
            )
    return Outbound(
        kind=message.kind,  # type: ignore[arg-type]  # compose stores sendable kinds only
        recipient=identities_at(
            contact_id=message.conversation.contact_id, channel_account_id=message.channel_account_id
        ),
        text=message.text,
        media=media,
        buttons=tuple(Button(button["id"], button["title"]) for button in message.payload.get("buttons", [])),
        reply_to=message.reply_to.external_id if message.reply_to else None,
        client_ref=str(message.id),
    )
