"""Writes: teams and who is in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string

from shared_apps.audit.actions import record
from shared_apps.core.errors import Invalid
from shared_apps.facts import publish
from shared_apps.realtime import refresh_sight
from tenant_apps.team.errors import TeamTaken
from tenant_apps.team.events import TeamChanged, TeamDeleted
from tenant_apps.team.models import Member, Team, TeamMembership
from tenant_apps.team.selectors import get_team


@dataclass(frozen=True)
class Place:
    """A member's place in a team."""

    member_id: UUID
    is_lead: bool = False


@transaction.atomic
def create_team(*, actor: Member, name: str, places: Sequence[Place] = (), **fields: Any) -> Team:
    """Make a team; raises TeamTaken, Invalid for somebody who is not of the workspace."""
    team = _stored(Team(name=name.strip(), **fields))
    _seat(team, places)
    record("team.created", actor=actor, target_kind="team", target_id=team.id, details={"name": team.name})
    publish(TeamChanged(team_id=team.id))
    return get_team(team.id)


@transaction.atomic
def change_team(
    *, actor: Member, team_id: UUID, changes: dict[str, Any], places: Sequence[Place] | None = None
) -> Team:
    """Set the given fields and, when `places` is given, exactly these members; raises NotFound, TeamTaken, Invalid."""
    team = get_team(team_id)
    for name, value in changes.items():
        setattr(team, name, value.strip() if name == "name" else value)
    _stored(team)
    if places is not None:
        _seat(team, places)
    record("team.updated", actor=actor, target_kind="team", target_id=team.id, details={"fields": [*changes]})
    publish(TeamChanged(team_id=team.id))
    return get_team(team.id)


@transaction.atomic
def delete_team(*, actor: Member, team_id: UUID, heir_id: UUID | None = None) -> None:
    """Delete the team; its conversations go to the team `heir_id`, or to none. Raises NotFound, Invalid."""
    team = get_team(team_id)
    if heir_id == team_id:
        message = "Choose another team."
        raise Invalid(message, fields={"move_to": [message]})
    if heir_id is not None:
        import_string(settings.TEAM_WORK)(team_id, get_team(heir_id).id)
    _tell([place.member_id for place in team.memberships.all()])
    record("team.deleted", actor=actor, target_kind="team", target_id=team.id, details={"name": team.name})
    team.delete()
    publish(TeamDeleted(team_id=team_id))


def _stored(team: Team) -> Team:
    try:
        with transaction.atomic():
            team.save()
    except IntegrityError as error:
        raise TeamTaken(team.name) from error
    return team


def _seat(team: Team, places: Sequence[Place]) -> None:
    wanted = {place.member_id: place for place in places}
    known = set(Member.objects.filter(id__in=wanted, is_active=True).values_list("id", flat=True))
    if known != set(wanted):
        raise Invalid("Somebody is not in this workspace.", fields={"members": ["Choose active members."]})
    before = set(TeamMembership.objects.filter(team=team).values_list("member_id", flat=True))
    TeamMembership.objects.filter(team=team).exclude(member__in=wanted).delete()
    TeamMembership.objects.bulk_create(
        [TeamMembership(team=team, member_id=place.member_id, is_lead=place.is_lead) for place in places],
        update_conflicts=True,
        unique_fields=["team", "member"],
        update_fields=["is_lead"],
    )
    _tell(sorted(before ^ set(wanted)))


def _tell(member_ids: Sequence[UUID]) -> None:
    """Who left or joined a team sees other conversations from now on."""
    for member_id in member_ids:
        transaction.on_commit(partial(refresh_sight, member_id), robust=True)
