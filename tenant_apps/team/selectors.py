"""Who is in this workspace."""

from uuid import UUID

from django.db.models import Prefetch, QuerySet

from shared_apps.accounts.credentials import Credential
from shared_apps.accounts.models import ApiKey
from shared_apps.core.errors import NotFound
from shared_apps.core.keys import schema
from shared_apps.core.lookups import Lookup
from tenant_apps.team.models import Member, Team, TeamMembership
from tenant_apps.team.rights.kernel import REACH
from tenants.models import Role


def member_for_user(user_id: UUID) -> Member | None:
    """Return the active member that a user is here, None for a stranger."""
    return _active_member.first(user_id)


_active_member = Lookup(lambda user_id: Member.objects.filter(user_id=user_id, is_active=True), UUID(int=1))


def is_active(member_id: UUID) -> bool:
    return Member.objects.filter(id=member_id, is_active=True).exists()


def member_behind(user_id: UUID, credential: object) -> Member | None:
    """Return the active member that a request acts as: the user's own, or the one whose eyes a visit borrows.

    Behind a service key it is the owner with no more rights than the key's maker has. Never save it.
    """
    if not isinstance(credential, Credential):
        return member_for_user(user_id)
    if credential.guest is not None:
        guest = credential.guest
        rows = Member.objects.filter(id=guest.member_id, is_active=True)
        return rows.first() if guest.schema == schema() else None
    member = member_for_user(user_id)
    if member is None or credential.key is None or not credential.is_service:
        return member
    return _no_more_than_its_maker(member, credential.key)


def _no_more_than_its_maker(member: Member, key: ApiKey) -> Member | None:
    """Return `member` with the key's role or its maker's, whichever is less, and with what was said of the maker.

    A maker who has left counts as they were. One who sees their teams' conversations only lends a key nothing: it
    is in no team.
    """
    maker = Member.objects.filter(user_id=key.user_id).first()
    if maker is None or maker.is_restricted:
        return None
    member.role = min(key.role, maker.role, key=lambda role: REACH[Role(role)])
    member.overrides = maker.overrides
    return member


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
