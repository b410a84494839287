"""How policies look to the API and in socket frames."""

from typing import Any

from tenant_apps.conversations.assignment.models import AssignmentPolicy


def policy_view(policy: AssignmentPolicy) -> dict[str, Any]:
    """Expects the team and the members to be loaded."""
    team = policy.team
    return {
        "id": str(policy.id),
        "name": policy.name,
        "team": {"id": str(team.id), "name": team.name} if team else None,
        "is_on": policy.is_on,
        "method": policy.method,
        "order": policy.order,
        "capacity": policy.capacity,
        "only_online": policy.only_online,
        "by_skill": policy.by_skill,
        "reassign_after_min": policy.reassign_after_min,
        "members": [
            {"id": str(row.member_id), "name": row.member.name, "capacity": row.capacity}
            for row in policy.members.all()
            if row.capacity is not None
        ],
    }
