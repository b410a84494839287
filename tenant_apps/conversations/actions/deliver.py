"""Hand queued messages to their platform, one conversation in order, every try on record."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from shared_apps.core.clock import now
from shared_apps.core.keys import tenant_key
from shared_apps.core.lookups import Lookup
from shared_apps.core.ratelimit import take
from shared_apps.facts import publish
from tenant_apps.channels import registry
from tenant_apps.channels.actions import note_failure
from tenant_apps.channels.errors import SendFailed, SendFailureCode
from tenant_apps.channels.forms import fit
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.channels.selectors import credentials_of
from tenant_apps.conversations.actions.attempts import begin, end, is_more
from tenant_apps.conversations.actions.outbound import outbound_of
from tenant_apps.conversations.actions.waiting import settle_sent
from tenant_apps.conversations.counts import SENDS
from tenant_apps.conversations.events import ConversationChanged, MessageChanged, MessageFailed, MessageSent
from tenant_apps.conversations.locks import delivering
from tenant_apps.conversations.models import Direction, Message, MessageStatus

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 6
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
    while True:
        with delivering(conversation_id) as is_ours:
            if not is_ours:
                return None
            wait_s = _deliver_queued(conversation_id)
        # Asked after the right is free: whoever found it taken a moment ago relied on us to look again.
        if wait_s is not None or not is_more(conversation_id):
            return wait_s


def _deliver_queued(conversation_id: UUID) -> float | None:
    while waiting := _next_two.all(conversation_id):
        message = waiting[0]
        wait_s = _blocked_for(message)
        if wait_s is not None:
            return wait_s
        if message.status == MessageStatus.SENDING:
            _record(message, None, _unconfirmed())
        else:
            _record(message, *_try(message))
        if len(waiting) == 1:
            # Whether there is more by now is asked once the right is free, in any case.
            break
    return None


def _queued(conversation_id: UUID) -> QuerySet[Message]:
    """Return the two oldest messages of a conversation that wait for their platform."""
    return (
        Message.objects.filter(
            conversation_id=conversation_id, status__in=[MessageStatus.QUEUED, MessageStatus.SENDING]
        )
        .select_related("channel_account", "conversation", "reply_to")
        .order_by("created_at", "provider_seq", "id")[:2]
    )


_next_two = Lookup(_queued, UUID(int=1))


def _blocked_for(message: Message) -> float | None:
    """Return the seconds until the message may be tried, None when it may be now."""
    at = now()
    if message.status == MessageStatus.SENDING:
        begun = message.attempts.order_by("-number").values_list("started_at", flat=True).first() or at
        left = (begun + UNCONFIRMED_AFTER - at).total_seconds()
        return left if left > 0 else None
    if message.due_at is not None and message.due_at > at:
        return (message.due_at - at).total_seconds()
    return pace(message.channel_account, message.conversation_id)


def pace(account: ChannelAccount, conversation_id: UUID) -> float | None:
    """Take a token of the account and one of the pair; return the seconds to wait when one is missing.

    The pair is looked at before the account's token is taken and charged after: one conversation is delivered by
    one worker, so nobody comes in between, and no token is spent on what cannot go.
    """
    rule = registry.get(account.kind).capabilities
    pair = tenant_key("pair", account.id, conversation_id)
    pace_s, burst = 1 / rule.pair_every_s, rule.pair_burst
    wait_s = take(pair, per_second=pace_s, burst=burst, only_look=True) or take(
        tenant_key("account", account.id), per_second=rule.per_second, burst=rule.burst, in_line=True
    )
    return wait_s or take(pair, per_second=pace_s, burst=burst) or None


def _try(message: Message) -> tuple[int, _Outcome]:
    """Make one attempt and return its id. It is on record before the platform hears of the message."""
    attempt, number = begin(message.id)
    try:
        adapter = registry.get(message.channel_account.kind)
        outbound = fit(outbound_of(message), adapter.capabilities)
        result = adapter.send(credentials_of(message.channel_account), outbound)
    except SendFailed as failure:
        return attempt, _after(failure, message, number)
    return attempt, _Outcome(MessageStatus.SENT, external_id=result.external_id)


def _after(failure: SendFailed, message: Message, number: int) -> _Outcome:
    if failure.blames_account:
        note_failure(message.channel_account_id, failure.reason_for_people, code=failure.code)
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


def _record(message: Message, attempt: int | None, outcome: _Outcome) -> None:
    """Store the end of an attempt and tell of it."""
    SENDS.add(message.channel_account.kind, outcome.status, outcome.code)
    try:
        with transaction.atomic():
            _store(message, attempt, outcome)
    except IntegrityError:
        with transaction.atomic():
            if not _drop_echo(message, outcome):
                log.error(
                    "the platform gave the id %s to two messages; %s keeps none",
                    outcome.external_id,
                    message.id,
                )
                outcome = replace(outcome, external_id=None)
            _store(message, attempt, outcome)
            publish(ConversationChanged(conversation_id=message.conversation_id))
    if outcome.external_id:
        settle_sent(message, outcome.external_id)


def _drop_echo(message: Message, outcome: _Outcome) -> bool:
    """Let the echo of this very message, which came before the answer to our call, give way to it.

    What a customer wrote or what we sent ourselves (it has attempts on record) is no echo and stays.
    """
    echo = (
        Message.objects.filter(
            channel_account=message.channel_account_id,
            external_id=outcome.external_id,
            direction=Direction.OUT,
            attempts=None,
        )
        .exclude(id=message.id)
        .first()
    )
    if echo is None:
        return False
    # What the customer made of it meanwhile is about this message.
    echo.reactions.update(message=message)
    Message.objects.filter(reply_to=echo).update(reply_to=message)
    echo.delete()
    return True


def _store(message: Message, attempt: int | None, outcome: _Outcome) -> None:
    is_failed = outcome.status == MessageStatus.FAILED
    end(
        message.id,
        attempt,
        {
            "status": outcome.status,
            "code": outcome.code,
            "reason": outcome.reason,
            "error_code": outcome.code if is_failed else "",
            "error_message": outcome.reason if is_failed else "",
            "retry_at": outcome.retry_at,
            "external_id": outcome.external_id or None,
        },
    )
    kinds: list[type[MessageChanged | MessageFailed | MessageSent]] = [MessageChanged]
    if is_failed:
        kinds.append(MessageFailed)
    if outcome.status == MessageStatus.SENT:
        kinds.append(MessageSent)
    publish(*[kind(message_id=message.id, conversation_id=message.conversation_id) for kind in kinds])
