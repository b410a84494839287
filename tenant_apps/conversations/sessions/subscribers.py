"""Write down when a stretch of a thread begins and ends."""

from collections.abc import Sequence

from django.db import transaction

from tenant_apps.conversations.events import ConversationOpened, ConversationResolved
from tenant_apps.conversations.models import Conversation, Status
from tenant_apps.conversations.selectors import threads_called
from tenant_apps.conversations.sessions.models import Session


def note_beginnings(facts: Sequence[ConversationOpened]) -> None:
    """A new session ends those before it; one that was opened again by hand has not ended."""
    for row in threads_called([fact.conversation_id for fact in facts]):
        if row.status != Status.RESOLVED:
            _begin(row)


@transaction.atomic
def _begin(row: Conversation) -> None:
    at = row.session_started_at
    Session.objects.filter(conversation=row, ended_at=None, started_at__lt=at).update(ended_at=at)
    Session.objects.update_or_create(
        conversation=row, started_at=at, defaults={"ended_at": None, "ended_by": None}
    )


def note_ends(facts: Sequence[ConversationResolved]) -> None:
    by = {fact.conversation_id: fact.by for fact in facts}
    for row in threads_called(list(by)):
        # Who wrote again meanwhile has begun a session that ends this one.
        if row.status == Status.RESOLVED:
            Session.objects.update_or_create(
                conversation=row,
                started_at=row.session_started_at,
                defaults={"ended_at": row.resolved_at, "ended_by_id": by[row.id]},
            )
