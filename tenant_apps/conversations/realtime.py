"""Facts of the inbox as socket frames: the same shapes as the API, a fixed number of queries per batch."""

from collections.abc import Sequence
from uuid import UUID

from shared_apps.core.clock import now
from shared_apps.realtime import Audience, Frame, Rule
from tenant_apps.conversations import selectors
from tenant_apps.conversations.events import (
    ConversationAssigned,
    ConversationChanged,
    ConversationMoved,
    ConversationOpened,
    MessageCancelled,
    MessageChanged,
    MessageQueued,
    MessageReceived,
)
from tenant_apps.conversations.lists.visibility import audiences, audiences_called
from tenant_apps.conversations.presentation import conversation_view, message_views


def message_created(facts: Sequence[MessageReceived | MessageQueued]) -> list[Frame | None]:
    return _message_frames("message.created", [fact.message_id for fact in facts])


def message_updated(facts: Sequence[MessageChanged]) -> list[Frame | None]:
    return _message_frames("message.updated", [fact.message_id for fact in facts])


def message_deleted(facts: Sequence[MessageCancelled]) -> list[Frame | None]:
    """A message that was taken back before it went out: clients drop it."""
    seen_by = audiences_called([fact.conversation_id for fact in facts])
    return [
        Frame(
            "message.deleted",
            {"id": str(fact.message_id), "conversation": str(fact.conversation_id)},
            audience=seen_by.get(fact.conversation_id),
        )
        for fact in facts
    ]


def _message_frames(type: str, ids: Sequence[UUID]) -> list[Frame | None]:
    messages = selectors.messages_called(ids)
    views = dict(zip([message.id for message in messages], message_views(messages), strict=True))
    threads = {message.id: message.conversation_id for message in messages}
    seen_by = audiences_called([*threads.values()])
    return [
        Frame(type, views[id], views[id]["rev"], seen_by.get(threads[id])) if id in views else None
        for id in ids
    ]


def conversation_created(facts: Sequence[ConversationOpened]) -> list[Frame | None]:
    """One that was there before and is opened again is told of by `conversation_updated` alone."""
    return _conversation_frames(
        "conversation.created", [fact.conversation_id if fact.is_new else None for fact in facts]
    )


def conversation_updated(facts: Sequence[ConversationChanged]) -> list[Frame | None]:
    return _conversation_frames("conversation.updated", [fact.conversation_id for fact in facts])


def _conversation_frames(type: str, ids: Sequence[UUID | None]) -> list[Frame | None]:
    at = now()
    rows = selectors.conversations_called([id for id in ids if id])
    views, seen_by = {row.id: conversation_view(row, at) for row in rows}, audiences(rows)
    return [
        Frame(type, view, view["rev"], seen_by[id]) if id and (view := views.get(id)) else None for id in ids
    ]


def conversation_hidden(facts: Sequence[ConversationAssigned | ConversationMoved]) -> list[Frame | None]:
    """Let those who may not see the conversation any more drop it."""
    seen_by = audiences_called([fact.conversation_id for fact in facts])
    return [
        Frame(
            "conversation.hidden",
            {"id": str(fact.conversation_id)},
            audience=Audience(audience.keys, Rule.OTHERS),
        )
        if (audience := seen_by.get(fact.conversation_id))
        else None
        for fact in facts
    ]
