from collections.abc import Sequence

from shared_apps.realtime import Frame
from tenant_apps.team.events import MemberChanged, MemberJoined, MemberLeft, TeamChanged, TeamDeleted
from tenant_apps.team.models import Member
from tenant_apps.team.presentation import member_view, team_view
from tenant_apps.team.selectors import teams


def team_updated(facts: Sequence[TeamChanged]) -> list[Frame | None]:
    rows = {team.id: team for team in teams().filter(id__in=[fact.team_id for fact in facts])}
    return [
        Frame("team.updated", team_view(rows[fact.team_id])) if fact.team_id in rows else None
        for fact in facts
    ]


def team_deleted(facts: Sequence[TeamDeleted]) -> list[Frame | None]:
    return [Frame("team.deleted", {"id": str(fact.team_id)}) for fact in facts]


def member_updated(facts: Sequence[MemberChanged | MemberJoined | MemberLeft]) -> list[Frame | None]:
    rows = Member.objects.in_bulk([fact.member_id for fact in facts])
    return [
        Frame("member.updated", member_view(rows[fact.member_id])) if fact.member_id in rows else None
        for fact in facts
    ]
