"""Have a signal sent soon, without waiting and without harm when the broker is away."""

import logging
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from kombu.exceptions import OperationalError

from tenant_apps.conversations.signals.hands import note_typing
from tenant_apps.conversations.signals.tasks import (
    READ_EXPIRES_S,
    TYPING_EXPIRES_S,
    tell_read,
    tell_typing,
)
from tenant_apps.team.models import Member

log = logging.getLogger(__name__)


def have_read(conversation_id: UUID) -> None:
    _soon(tell_read, READ_EXPIRES_S, str(conversation_id))


def have_agent_seen(conversation_id: UUID) -> None:
    """The agent has read what the customer wrote and works on an answer."""
    have_read(conversation_id)
    _soon(tell_typing, TYPING_EXPIRES_S, str(conversation_id), True)


def have_member_typing(*, conversation_id: UUID, member_id: UUID) -> None:
    """A member types; those who may only look cannot send, so neither the customer nor the agent hears of them."""
    member = Member.objects.filter(id=member_id, is_active=True).first()
    if member is not None and member.can_reply:
        note_typing(conversation_id)
        _soon(tell_typing, TYPING_EXPIRES_S, str(conversation_id), False)


def _soon(task: Any, expires_s: int, *args: object) -> None:
    send = partial(task.apply_async, args=args, expires=expires_s, retry=False)
    transaction.on_commit(partial(_try, send), robust=True)


def _try(send: partial[Any]) -> None:
    try:
        send()
    except OperationalError as error:
        log.info("a signal was left out, the broker is away: %s", error)
