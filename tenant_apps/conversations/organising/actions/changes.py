"""What can be done to many conversations: each change checks its value, does it to one, and knows the way back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from shared_apps.core.errors import Invalid
from shared_apps.facts import publish
from tenant_apps.contacts.labels.selectors import get_label
from tenant_apps.conversations.actions import change_conversation, mark_read
from tenant_apps.conversations.events import ConversationChanged
from tenant_apps.conversations.models import AgentMode, Conversation, Priority, Status
from tenant_apps.conversations.organising.actions.snoozing import understand
from tenant_apps.conversations.organising.actions.wearing import change_labels
from tenant_apps.team.models import Member
from tenant_apps.team.selectors import get_member, get_team

Value = Any
# Columns that a change can touch, so that the way back can put them back.
COLUMNS = {
    "status": ("status", "agent_mode", "unread", "waiting_since", "snoozed_until", "snooze_until_reply"),
    "snooze": ("status", "snoozed_until", "snooze_until_reply"),
    "assignee": ("assignee_id",),
    "team": ("team_id",),
    "priority": ("priority",),
    "agent_mode": ("agent_mode",),
    "read": ("unread",),
    "unread": ("unread",),
}


@dataclass(frozen=True)
class Change:
    """`check` returns the value as it is stored with the job; `do` works inside the chunk's transaction."""

    check: Callable[[Value, Member], Value]
    do: Callable[[UUID, Value, Member], object]


def _word(name: str, words: list[str]) -> Callable[[Value, Member], Value]:
    def check(value: Value, _: Member) -> Value:
        if value not in words:
            raise Invalid("This value is not known.", fields={"value": [f"Choose from {', '.join(words)}."]})
        return value

    return check


def _priority(value: Value, _: Member) -> Value:
    return _word("priority", [*Priority.values])("" if value in (None, "none") else value, _)


def _snooze(value: Value, _: Member) -> Value:
    if not isinstance(value, dict):
        raise Invalid("A snooze needs an end.", fields={"value": ["Give {until}, {text} or {until_reply}."]})
    try:
        until = datetime.fromisoformat(str(value["until"])) if value.get("until") else None
    except ValueError as error:
        raise Invalid(
            "This is no time.", fields={"value": ["Give a moment such as 2026-11-19T09:00Z."]}
        ) from error
    if until is not None and until.tzinfo is None:
        raise Invalid("This time has no zone.", fields={"value": ["Add Z or an offset."]})
    end = understand(
        text=str(value.get("text") or ""), until=until, until_reply=value.get("until_reply") is True
    )
    return {"until": end.moment.isoformat() if end.moment else None, "until_reply": end.is_until_reply}


def _id(value: Value) -> UUID:
    try:
        return UUID(str(value))
    except ValueError as error:
        raise Invalid("This is not an id.", fields={"value": ["Give an id."]}) from error


def _assignee(value: Value, member: Member) -> Value:
    if value in (None, ""):
        return None
    return str(member.id if value == "me" else get_member(_id(value)).id)


def _team(value: Value, _: Member) -> Value:
    return None if value in (None, "") else str(get_team(_id(value)).id)


def _label(value: Value, _: Member) -> Value:
    return str(get_label(_id(value)).id)


def _nothing(_: Value, __: Member) -> Value:
    return None


def _set(
    name: str, read: Callable[[Value], Any] = lambda value: value
) -> Callable[[UUID, Value, Member], object]:
    def do(conversation_id: UUID, value: Value, member: Member) -> object:
        return change_conversation(conversation_id=conversation_id, changes={name: read(value)}, by=member)

    return do


def _do_snooze(conversation_id: UUID, value: Value, member: Member) -> object:
    changes = {
        "status": Status.SNOOZED,
        "snoozed_until": datetime.fromisoformat(value["until"]) if value["until"] else None,
        "snooze_until_reply": value["until_reply"],
    }
    return change_conversation(conversation_id=conversation_id, changes=changes, by=member)


def _add_label(conversation_id: UUID, value: Value, _: Member) -> object:
    return change_labels(conversation_id=conversation_id, add=[UUID(value)])


def _remove_label(conversation_id: UUID, value: Value, _: Member) -> object:
    return change_labels(conversation_id=conversation_id, remove=[UUID(value)])


def _read(conversation_id: UUID, _: Value, __: Member) -> object:
    return mark_read(conversation_id=conversation_id)


def _unread(conversation_id: UUID, _: Value, __: Member) -> object:
    changed = Conversation.objects.filter(id=conversation_id, unread=0).update(unread=1, rev=F("rev") + 1)
    if changed:
        publish(ConversationChanged(conversation_id=conversation_id))
    return changed


def _member(value: Value) -> Member | None:
    return Member.objects.get(id=value) if value else None


CHANGES: Mapping[str, Change] = {
    "status": Change(_word("status", [Status.OPEN, Status.PENDING, Status.RESOLVED]), _set("status")),
    "snooze": Change(_snooze, _do_snooze),
    "assignee": Change(_assignee, _set("assignee", _member)),
    "team": Change(_team, _set("team", lambda value: get_team(UUID(value)) if value else None)),
    "priority": Change(_priority, _set("priority")),
    "agent_mode": Change(_word("agent_mode", [*AgentMode.values]), _set("agent_mode")),
    "add_label": Change(_label, _add_label),
    "remove_label": Change(_label, _remove_label),
    "read": Change(_nothing, _read),
    "unread": Change(_nothing, _unread),
}


def change_called(action: str) -> Change:
    if action not in CHANGES:
        message = f"Choose one of {', '.join(CHANGES)}."
        raise Invalid("There is no such action.", fields={"action": [message]})
    return CHANGES[action]
