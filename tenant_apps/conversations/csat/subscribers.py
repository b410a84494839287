"""When customers are asked, and when they answer."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from shared_apps.core.clock import now
from shared_apps.core.lookups import Lookup, one_of
from tenant_apps.conversations.csat.actions import ask, note_answer, withdraw
from tenant_apps.conversations.csat.models import CsatRequest
from tenant_apps.conversations.csat.selectors import OPEN_FOR, csat_settings
from tenant_apps.conversations.events import ConversationOpened, ConversationResolved, MessageReceived


def ask_for_ratings(facts: Sequence[ConversationResolved]) -> None:
    if csat_settings().is_on:
        for conversation_id in dict.fromkeys(fact.conversation_id for fact in facts):
            ask(conversation_id=conversation_id)


def take_back_questions(facts: Sequence[ConversationOpened]) -> None:
    """Nobody is asked how it was while it goes on."""
    asked = CsatRequest.objects.filter(
        conversation__in=[fact.conversation_id for fact in facts], score=None, asked_at__gt=now() - OPEN_FOR
    )
    for conversation_id in asked.values_list("conversation_id", flat=True).distinct():
        withdraw(conversation_id=conversation_id)


def note_ratings(facts: Sequence[MessageReceived]) -> None:
    """One query when nobody was asked lately."""
    asked = _asked_since.all([fact.conversation_id for fact in facts], now() - OPEN_FOR)
    waiting = {request.conversation_id for request in asked}
    for fact in facts:
        if fact.conversation_id in waiting:
            note_answer(message_id=fact.message_id)


_asked_since = Lookup(
    lambda ids, at: CsatRequest.objects.filter(one_of("conversation_id", ids), asked_at__gt=at),
    (UUID(int=1),),
    datetime.min.replace(tzinfo=UTC),
)
