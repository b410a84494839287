"""Ask and forget."""

from functools import partial
from uuid import UUID

from shared_apps.core.ids import uuid7
from shared_apps.realtime import Audience, push_ephemeral
from tenant_apps.assistant.answering import answer
from tenant_apps.assistant.models import AssistantMessage
from tenant_apps.assistant.selectors import history_of
from tenant_apps.team.models import Member

# What was said before, as far as a follow-up leans on it.
REMEMBERED = 4


def ask(*, member: Member, question: str) -> AssistantMessage:
    """Answer and keep it in the member's history; their open sockets see it being written.

    Not atomic on purpose: a model may be asked, and no transaction may wait for one.
    """
    message_id = uuid7()
    kept = history_of(member).order_by("-id")[:REMEMBERED]
    earlier = [(row.question, row.answer) for row in reversed(kept)]
    said = answer(member, question, earlier, partial(_tell, member.id, message_id))
    return AssistantMessage.objects.create(
        id=message_id,
        member=member,
        question=question,
        answer=said.text,
        facts=list(said.facts),
        model=said.model,
    )


def _tell(member_id: UUID, message_id: UUID, text: str) -> None:
    data = {"message": str(message_id), "text": text}
    push_ephemeral("assistant.delta", data, Audience.of_member(member_id))


def forget(*, member: Member) -> None:
    """Drop the member's history."""
    history_of(member).delete()
