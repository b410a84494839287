from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from shared_apps.core.ids import uuid7
from tenant_apps.team.models import Member, Team


class Method(models.TextChoices):
    ROUND_ROBIN = "round_robin"
    LEAST_BUSY = "least_busy"


class Order(models.TextChoices):
    LONGEST_WAITING = "longest_waiting"
    OLDEST = "oldest"


class AssignmentPolicy(models.Model):
    """How conversations of a team (None: of no team) are given to people by themselves."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.TextField()
    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE, related_name="+")
    is_on = models.BooleanField(default=True, db_default=True)
    method = models.CharField(max_length=12, choices=Method, default=Method.ROUND_ROBIN)
    order = models.CharField(max_length=16, choices=Order, default=Order.LONGEST_WAITING)
    # How many open conversations one member may have at once. None: any number.
    capacity = models.PositiveIntegerField(null=True)
    only_online = models.BooleanField(default=True, db_default=True)
    # Whether a conversation with labels goes to those only who are good at one of them, if there are any such.
    by_skill = models.BooleanField(default=False, db_default=False)
    # Minutes after which unanswered conversations of a member who went away are given to others. None: they stay.
    reassign_after_min = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        app_label = "conversations"
        constraints = [
            models.UniqueConstraint(fields=["team"], name="one_policy_per_team", nulls_distinct=False),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gte=1), name="policy_capacity_positive"
            ),
        ]


class PolicyMember(models.Model):
    """What a policy remembers of a member: a capacity of their own, and when their last turn was."""

    policy = models.ForeignKey(AssignmentPolicy, on_delete=models.CASCADE, related_name="members")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    capacity = models.PositiveIntegerField(null=True)
    last_assigned_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "conversations"
        constraints = [
            models.UniqueConstraint(fields=["policy", "member"], name="one_row_per_policy_and_member")
        ]
