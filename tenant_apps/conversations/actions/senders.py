"""Who speaks for the business in a thread."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tenant_apps.conversations.models import SenderKind
from tenant_apps.team.models import Member


@dataclass(frozen=True)
class MemberSender:
    """A person of the team."""

    member: Member


@dataclass(frozen=True)
class AgentSender:
    """The AI agent; `turn_id` leads to the trace of what it read."""

    turn_id: UUID | None
    name: str


@dataclass(frozen=True)
class ApprovedSender:
    """The agent, whose words a member has let out."""

    member: Member
    turn_id: UUID
    name: str


@dataclass(frozen=True)
class SystemSender:
    """Parlor itself, for private remarks in the thread."""


Sender = MemberSender | AgentSender | ApprovedSender | SystemSender


def signature_of(sender: Sender) -> dict[str, Any]:
    """Return the columns of a message that say who wrote it."""
    match sender:
        case MemberSender(member):
            return {"sender_kind": SenderKind.MEMBER, "sender_id": member.id, "sender_name": member.name}
        case AgentSender(turn_id, name):
            return {"sender_kind": SenderKind.AGENT, "trace_id": turn_id, "sender_name": name}
        case ApprovedSender(member, turn_id, name):
            signature = {"sender_kind": SenderKind.AGENT, "trace_id": turn_id, "sender_name": name}
            return {**signature, "sender_id": member.id}
        case SystemSender():
            return {"sender_kind": SenderKind.SYSTEM}


def actor_of(sender: Sender) -> str:
    """Return who is behind the facts of a message: a member's id, or what kind of sender it was."""
    if isinstance(sender, MemberSender | ApprovedSender):
        return str(sender.member.id)
    return type(sender).__name__
