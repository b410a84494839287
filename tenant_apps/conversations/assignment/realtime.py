from collections.abc import Sequence

from shared_apps.realtime import Frame
from tenant_apps.conversations.assignment.events import PolicyChanged, PolicyDeleted
from tenant_apps.conversations.assignment.presentation import policy_view
from tenant_apps.conversations.assignment.selectors import policies


def policy_updated(facts: Sequence[PolicyChanged]) -> list[Frame | None]:
    rows = {policy.id: policy for policy in policies().filter(id__in=[fact.policy_id for fact in facts])}
    return [
        Frame("policy.updated", policy_view(rows[fact.policy_id])) if fact.policy_id in rows else None
        for fact in facts
    ]


def policy_deleted(facts: Sequence[PolicyDeleted]) -> list[Frame | None]:
    return [Frame("policy.deleted", {"id": str(fact.policy_id)}) for fact in facts]
