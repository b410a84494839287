"""Who shows a thread that was joined goes to the other one; who shows one that was parted reads it anew."""

from collections.abc import Sequence

from shared_apps.realtime import Frame
from tenant_apps.conversations.people.events import ThreadsJoined, ThreadsParted


def conversation_joined(facts: Sequence[ThreadsJoined]) -> list[Frame | None]:
    return [
        Frame("conversation.joined", {"id": str(fact.gone_id), "into": str(fact.into_id)}) for fact in facts
    ]


def conversation_parted(facts: Sequence[ThreadsParted]) -> list[Frame | None]:
    return [
        Frame("conversation.parted", {"id": str(fact.conversation_id), "into": str(fact.into_id)})
        for fact in facts
    ]
