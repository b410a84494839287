"""Echoes of our own messages: the platform repeats what we sent, sometimes before it answers our call.

An echo that repeats a message in flight gives that message its id; then it is known, and is stored by nobody as
something that a person wrote on the phone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import F, Q

from shared_apps.facts import publish
from tenant_apps.channels.errors import SendFailureCode
from tenant_apps.channels.inbound import InboundMessage
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.conversations.events import MessageChanged
from tenant_apps.conversations.models import Direction, Message, MessageStatus

# An echo comes within seconds; after this long an equal text is a new message.
RECENT = timedelta(minutes=15)
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Echo:
    account: ChannelAccount
    conversation_id: UUID
    message: InboundMessage


def adopt_echoes(echoes: Sequence[Echo]) -> None:
    """Give the platform's ids to the messages in flight that `echoes` repeat; each takes one echo."""
    if not echoes:
        return
    waiting = list(
        Message.objects.select_for_update()
        .filter(
            Q(status=MessageStatus.SENDING)
            | Q(status=MessageStatus.FAILED, error_code=SendFailureCode.UNCONFIRMED),
            conversation__in={echo.conversation_id for echo in echoes},
            direction=Direction.OUT,
            external_id=None,
        )
        .order_by("created_at", "id")
    )
    known = _known(echoes) if waiting else set()
    for echo in echoes:
        if echo.message.external_id in known:
            continue
        ours = next((message for message in waiting if _is_repeated(message, echo)), None)
        if ours is not None:
            waiting.remove(ours)
            _adopt(ours, echo.message.external_id)


def _known(echoes: Sequence[Echo]) -> set[str | None]:
    rows = Message.objects.filter(
        channel_account__in={echo.account.id for echo in echoes},
        external_id__in=[echo.message.external_id for echo in echoes],
    )
    return set(rows.values_list("external_id", flat=True))


def _is_repeated(ours: Message, echo: Echo) -> bool:
    if ours.channel_account_id != echo.account.id or ours.conversation_id != echo.conversation_id:
        return False
    if echo.message.client_ref:
        return echo.message.client_ref == str(ours.id)
    if echo.message.provider_at - ours.created_at > RECENT:
        return False
    if echo.message.attachments:
        return bool(ours.kind == echo.message.attachments[0].kind)
    return _letters(ours.text) == _letters(echo.message.text)


def _letters(text: str) -> str:
    """Return what stays of a text when a platform's markup is taken away."""
    return _SIGNS.sub("", text).casefold()


def _adopt(ours: Message, external_id: str) -> None:
    Message.objects.filter(id=ours.id).update(
        external_id=external_id,
        status=MessageStatus.SENT,
        error_code="",
        error_message="",
        rev=F("rev") + 1,
    )
    publish(MessageChanged(message_id=ours.id, conversation_id=ours.conversation_id))
