"""The people of a workspace and the teams they work in."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower, Now

from shared_apps.core.ids import uuid7
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
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name

    @property
    def can_reply(self) -> bool:
        return self.role != Role.VIEWER

    @property
    def can_manage(self) -> bool:
        return self.role in {Role.OWNER, Role.ADMIN}

    @property
    def is_restricted(self) -> bool:
        """Whether conversations of other teams are hidden; never from those who run the workspace."""
        return self.sees == Sees.TEAM and not self.can_manage


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
