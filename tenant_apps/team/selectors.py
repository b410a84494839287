"""Who is in this workspace."""

from uuid import UUID

from django.db.models import Prefetch, QuerySet

from shared_apps.accounts.credentials import Credential
from shared_apps.core.errors import NotFound
from shared_apps.core.keys import schema
from tenant_apps.team.models import Member, Team, TeamMembership


def member_for_user(user_id: UUID) -> Member | None:
    """Return the active member that a user is here, None for a stranger."""
    return Member.objects.filter(user_id=user_id, is_active=True).first()


def is_active(member_id: UUID) -> bool:
    return Member.objects.filter(id=member_id, is_active=True).exists()


def member_behind(user_id: UUID, credential: object) -> Member | None:
    """Return the active member that a request acts as: the user's own, or the one whose eyes a visit borrows."""
    guest = credential.guest if isinstance(credential, Credential) else None
    if guest is None:
        return member_for_user(user_id)
    return (
        Member.objects.filter(id=guest.member_id, is_active=True).first()
        if guest.schema == schema()
        else None
    )


def members() -> QuerySet[Member]:
    """Return everyone, former members too: old messages still carry their names."""
    return Member.objects.order_by("name", "id")


def count_active() -> int:
    """Return how many people may sign in here."""
    return Member.objects.filter(is_active=True).count()


def get_member(member_id: UUID) -> Member:
    """Return one active member; raises NotFound."""
    member = Member.objects.filter(id=member_id, is_active=True).first()
    if member is None:
        raise NotFound("There is no such person in this workspace.")
    return member


def get_any_member(member_id: UUID) -> Member:
    """Return one member, also one who has left; raises NotFound."""
    member = Member.objects.filter(id=member_id).first()
    if member is None:
        raise NotFound("There is no such person in this workspace.")
    return member


def teams() -> QuerySet[Team]:
    """Return every team with its memberships and their members, by name."""
    places = TeamMembership.objects.select_related("member").order_by("member__name", "id")
    return Team.objects.prefetch_related(Prefetch("memberships", queryset=places)).order_by("name", "id")


def get_team(team_id: UUID) -> Team:
    """Return one team with its memberships; raises NotFound."""
    team = teams().filter(id=team_id).first()
    if team is None:
        raise NotFound("There is no such team.")
    return team


def team_ids_of(member_id: UUID) -> frozenset[UUID]:
    """Return the teams that a member is in."""
    return frozenset(TeamMembership.objects.filter(member=member_id).values_list("team_id", flat=True))
