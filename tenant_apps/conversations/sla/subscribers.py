"""Clocks follow their conversations."""

from collections.abc import Sequence

from tenant_apps.conversations.events import ConversationChanged
from tenant_apps.conversations.sla.actions import reckon


def reckon_clocks(facts: Sequence[ConversationChanged]) -> None:
    reckon({fact.conversation_id for fact in facts})
