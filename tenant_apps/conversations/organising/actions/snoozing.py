"""Put a conversation aside until a time or a reply, and bring it back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet

from shared_apps.core.clock import now
from shared_apps.core.errors import Invalid
from shared_apps.facts import publish
from tenant_apps.conversations.actions import change_conversation
from tenant_apps.conversations.models import Conversation, Status
from tenant_apps.conversations.organising.errors import TimeNotUnderstood
from tenant_apps.conversations.organising.events import SnoozeEnded
from tenant_apps.conversations.organising.times import parse_time
from tenant_apps.team.models import Member
from tenant_apps.workspace.selectors import current_workspace

LONGEST = timedelta(days=366)
BATCH = 200


@dataclass(frozen=True)
class Until:
    """When a snooze ends: at a moment, when the customer replies, or whichever comes first."""

    moment: datetime | None
    is_until_reply: bool


def understand(*, text: str = "", until: datetime | None = None, until_reply: bool = False) -> Until:
    """Return the end of a snooze, words read in the business's time zone; raises TimeNotUnderstood, Invalid."""
    moment = until
    if text:
        local = now().astimezone(ZoneInfo(current_workspace().timezone))
        moment = parse_time(text, local)
        if moment is None:
            raise TimeNotUnderstood(text)
    if moment is None and not until_reply:
        raise Invalid("A snooze needs an end.", fields={"until": ["Give a time, or wait for the reply."]})
    if moment is not None and not now() < moment <= now() + LONGEST:
        raise Invalid("Choose a time within a year from now.", fields={"until": ["Out of reach."]})
    return Until(moment, until_reply or moment is None)


def snooze(*, conversation_id: UUID, until: Until, by: Member) -> Conversation:
    """Put the conversation aside; a customer's message brings it back in any case. Raises NotFound."""
    return change_conversation(
        conversation_id=conversation_id,
        changes={
            "status": Status.SNOOZED,
            "snoozed_until": until.moment,
            "snooze_until_reply": until.is_until_reply,
        },
        by=by,
    )


def snoozed_until(at: datetime) -> QuerySet[Conversation]:
    """Return the conversations that come back by then."""
    return Conversation.objects.filter(status=Status.SNOOZED, snoozed_until__lte=at)


def wake_due() -> int:
    """Bring back what was snoozed until now; return how many. Two sweeps at once share the work, none does it twice."""
    woken = 0
    while True:
        with transaction.atomic():
            due = snoozed_until(now()).select_for_update(skip_locked=True, of=("self",))
            ids = list(due.order_by("snoozed_until").values_list("id", flat=True)[:BATCH])
            for conversation_id in ids:
                change_conversation(conversation_id=conversation_id, changes={"status": Status.OPEN})
            publish(*(SnoozeEnded(conversation_id=conversation_id) for conversation_id in ids))
        woken += len(ids)
        if len(ids) < BATCH:
            return woken
