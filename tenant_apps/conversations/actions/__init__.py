"""Writes of the inbox; every function here is one action of a person, a channel or the agent."""

from tenant_apps.conversations.actions.compose import send_message
from tenant_apps.conversations.actions.consume import consume
from tenant_apps.conversations.actions.fetch import fetch_again
from tenant_apps.conversations.actions.forward import forward_message
from tenant_apps.conversations.actions.history import record_past_message
from tenant_apps.conversations.actions.outbox import cancel_message, retry_message
from tenant_apps.conversations.actions.react import react
from tenant_apps.conversations.actions.receive import receive_messages
from tenant_apps.conversations.actions.senders import (
    AgentSender,
    ApprovedSender,
    MemberSender,
    SystemSender,
)
from tenant_apps.conversations.actions.steer import (
    await_person,
    change_conversation,
    hand_off,
    mark_read,
    mark_typing,
)

__all__ = [
    "AgentSender",
    "ApprovedSender",
    "MemberSender",
    "SystemSender",
    "await_person",
    "cancel_message",
    "change_conversation",
    "consume",
    "fetch_again",
    "forward_message",
    "hand_off",
    "mark_read",
    "mark_typing",
    "react",
    "receive_messages",
    "record_past_message",
    "retry_message",
    "send_message",
]
