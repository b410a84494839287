"""How a clock looks in a conversation."""

from datetime import datetime
from typing import Any

from tenant_apps.conversations.models import Conversation
from tenant_apps.conversations.sla.models import SlaClock


def sla_view(conversation: Conversation, now: datetime) -> dict[str, Any] | None:
    """Expects `sla_clock__policy` to be loaded; None while nothing is owed."""
    clock: SlaClock | None = getattr(conversation, "sla_clock", None)
    if clock is None or clock.due_at is None:
        return None
    return {
        "policy": {"id": str(clock.policy_id), "name": clock.policy.name},
        "kind": clock.kind,
        "due_at": clock.due_at.isoformat().replace("+00:00", "Z"),
        "breached": clock.due_at <= now,
    }
