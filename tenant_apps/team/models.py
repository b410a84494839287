"""The people of a workspace and the teams they work in."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower, Now

from shared_apps.core.ids import uuid7
from tenant_apps.team.rights.kernel import Permission, by_role, held, judge
from tenants.models import Language, Role


class Availability(models.TextChoices):
    """What a member chose to be; whether they are here at all is told by their sockets."""

    ONLINE = "online"
    BUSY = "busy"
    AWAY = "away"


class Sees(models.TextChoices):
    """Which conversations a member may see: all, or those of their teams and their own."""

    ALL = "all"
    TEAM = "team"


class Member(models.Model):
    """`user_id` has no foreign key: a tenant's schema points nowhere outside itself, so it can move alone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField(unique=True)
    name = models.TextField()
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=10, choices=Role)
    language = models.CharField(max_length=5, choices=Language, default=Language.ENGLISH)
    is_active = models.BooleanField(default=True)
    availability = models.CharField(
        max_length=6, choices=Availability, default=Availability.ONLINE, db_default=Availability.ONLINE
    )
    last_seen_at = models.DateTimeField(null=True)
    sees = models.CharField(max_length=4, choices=Sees, default=Sees.ALL, db_default=Sees.ALL)
    # Names of labels, in lower case: a conversation with such a label is one for this member.
    skills = ArrayField(models.TextField(), default=list, db_default=[], blank=True)
    # Seven lists from Monday of ["09:00", "18:00"] pairs by the workspace's clock; empty: no hours of their own.
    working_week = models.JSONField(default=list, db_default=[], blank=True)
    # Permission → whether it was allowed or denied to this person, whatever the role says.
    overrides = models.JSONField(default=dict, db_default={}, blank=True)
    deactivated_at = models.DateTimeField(null=True)
    # Who gets what comes back to somebody who has left: a member, a team, or nobody in particular.
    successor = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    successor_team = models.ForeignKey("Team", null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name

    def may(self, permission: Permission | str) -> bool:
        return judge(self.role, self.overrides, Permission(permission)).is_allowed

    @property
    def permissions(self) -> list[str]:
        """Return the names of all that this member may do."""
        return sorted(held(self.role, self.overrides))

    @property
    def can_reply(self) -> bool:
        return self.may(Permission.REPLY)

    @property
    def can_manage(self) -> bool:
        """Say whether nothing that an admin may do is denied to this member."""
        return all(self.may(each) for each in Permission if by_role(Role.ADMIN, each))

    @property
    def is_restricted(self) -> bool:
        """Whether conversations of other teams are hidden; never from owners and admins."""
        return self.sees == Sees.TEAM and self.role not in {Role.OWNER, Role.ADMIN}


class Team(models.Model):
    """A group of members that conversations can be given to."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.TextField()
    description = models.TextField(default="", db_default="", blank=True)
    # Whether conversations of this team are given to its members by themselves.
    auto_assign = models.BooleanField(default=False, db_default=False)
    members = models.ManyToManyField(Member, through="TeamMembership", related_name="teams")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(Lower("name"), name="one_team_per_name")]

    def __str__(self) -> str:
        return self.name


class TeamMembership(models.Model):
    """A member's place in a team."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="memberships")
    is_lead = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "member"], name="one_place_per_member")]


# The room's tables are this app's too; they point at those above, so they come last.
from tenant_apps.team.invitations import models as invitation_tables  # noqa: E402, F401
