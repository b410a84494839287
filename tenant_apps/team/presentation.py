"""How teams and members look to the API and in socket frames."""

from typing import Any

from tenant_apps.team.models import Member, Team

View = dict[str, Any]


def team_view(team: Team) -> View:
    """Expects memberships and their members to be loaded."""
    return {
        "id": str(team.id),
        "name": team.name,
        "description": team.description,
        "auto_assign": team.auto_assign,
        "members": [
            {"id": str(place.member_id), "name": place.member.name, "is_lead": place.is_lead}
            for place in team.memberships.all()
        ],
    }


def member_view(member: Member) -> View:
    return {
        "id": str(member.id),
        "name": member.name,
        "email": member.email,
        "role": member.role,
        "is_active": member.is_active,
        "availability": member.availability,
        "sees": member.sees,
        "skills": member.skills,
        "working_week": member.working_week,
    }
