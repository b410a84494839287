"""The catalogue, who is on which plan, and what has been used. All in the public schema."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from shared_apps.core.ids import uuid7
from shared_apps.plans.choices import Period, RequestState, Source, State
from tenants.models import Tenant


class Plan(models.Model):
    """What can be bought. What `limits` leaves out or has as null is without limit; `kinds` null is every channel.

    A custom plan is hidden from the catalogue; with `tenant` it is for that business only.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=80)
    price_month = models.DecimalField(max_digits=10, decimal_places=2)
    price_year = models.DecimalField(max_digits=10, decimal_places=2)
    currency = models.CharField(max_length=3, default="usd")
    limits = models.JSONField(default=dict)
    kinds = ArrayField(models.CharField(max_length=20), null=True)
    features = ArrayField(models.CharField(max_length=40), default=list)
    has_watermark = models.BooleanField(default=False)
    # Higher is more: referrals raise to the next position.
    position = models.PositiveSmallIntegerField(default=0)
    is_custom = models.BooleanField(default=False)
    tenant = models.ForeignKey(Tenant, null=True, on_delete=models.CASCADE, related_name="+")
    archived_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    objects: "models.Manager[Plan]" = models.Manager()

    def __str__(self) -> str:
        return self.code


class Subscription(models.Model):
    """The one plan of a tenant. `anchor_on` is the day its usage months begin on and never changes.

    `bonus_plan` was earned by referrals and holds beside what is paid for, whoever writes the rest.
    """

    tenant = models.OneToOneField(
        Tenant, primary_key=True, on_delete=models.CASCADE, related_name="subscription"
    )
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    bonus_plan = models.ForeignKey(Plan, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    period = models.CharField(max_length=5, choices=Period, default=Period.NONE)
    source = models.CharField(max_length=10, choices=Source, default=Source.SIGNUP)
    external_id = models.CharField(max_length=120, default="", blank=True, db_index=True)
    anchor_on = models.DateField()
    period_started_at = models.DateTimeField(null=True)
    period_ends_at = models.DateTimeField(null=True)
    trial_ends_at = models.DateTimeField(null=True)
    cancel_at = models.DateTimeField(null=True)
    grace_ends_at = models.DateTimeField(null=True)
    card_digest = models.CharField(max_length=64, default="", blank=True, db_index=True)
    # The first day of the last month that was begun with everybody told.
    month_begun_on = models.DateField(null=True)
    rev = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(db_default=Now())

    objects: "models.Manager[Subscription]" = models.Manager()


class Tally(models.Model):
    """What one writer counted of a meter in a tenant's month that began on `month`; the sum of a month's is its usage.

    `slot` is the writer's PostgreSQL backend, so that no two transactions ever wait for each other's row, or 0 where
    a limit is looked at under the row's lock. Written by `meters` only.
    """

    pk = models.CompositePrimaryKey("schema", "month", "meter", "slot")
    schema = models.CharField(max_length=63)
    month = models.DateField()
    meter = models.CharField(max_length=20)
    slot = models.IntegerField()
    used = models.BigIntegerField()


class Notice(models.Model):
    """That a tenant was told of a mark ("near", "reached") of a meter in a month: once."""

    pk = models.CompositePrimaryKey("schema", "month", "meter", "mark")
    schema = models.CharField(max_length=63)
    month = models.DateField()
    meter = models.CharField(max_length=20)
    mark = models.CharField(max_length=10)


class FeatureFlag(models.Model):
    """Switches a feature on or off against the plans: for one tenant, for who is on `plan`, or else for all."""

    feature = models.CharField(max_length=40)
    tenant = models.ForeignKey(Tenant, null=True, on_delete=models.CASCADE, related_name="+")
    plan = models.ForeignKey(Plan, null=True, on_delete=models.CASCADE, related_name="+")
    is_on = models.BooleanField()
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["feature", "tenant", "plan"],
                nulls_distinct=False,
                name="one_flag_per_feature_and_whom",
            ),
            models.CheckConstraint(
                condition=Q(tenant=None) | Q(plan=None), name="a_flag_is_for_one_kind_of_whom"
            ),
        ]


class PlanRequest(models.Model):
    """An owner's wish for another plan, which an operator grants or not."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="plan_requests")
    plan = models.ForeignKey(Plan, null=True, on_delete=models.SET_NULL, related_name="+")
    period = models.CharField(max_length=5, choices=Period, default=Period.MONTH)
    message = models.TextField(default="", blank=True)
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.PENDING)
    answer = models.TextField(default="", blank=True)
    asked_by = models.UUIDField()
    asked_by_name = models.TextField(default="", blank=True)
    asked_at = models.DateTimeField(db_default=Now())
    decided_by_name = models.TextField(default="", blank=True)
    decided_at = models.DateTimeField(null=True)

    objects: "models.Manager[PlanRequest]" = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant"],
                condition=Q(state=RequestState.PENDING),
                name="one_pending_request_per_tenant",
            )
        ]
        indexes = [models.Index(fields=["state", "asked_at"], name="plan_request_by_state")]
