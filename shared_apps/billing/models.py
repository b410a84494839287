"""What we remember of Stripe. Amounts are whole minor units of their currency."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from shared_apps.core.ids import uuid7
from shared_apps.plans.choices import Period
from shared_apps.plans.models import Plan
from tenants.models import Tenant


class BillingAccount(models.Model):
    """A business at Stripe: `customer_id` pays us, `connect_id` is paid by its own customers."""

    tenant = models.OneToOneField(Tenant, primary_key=True, on_delete=models.CASCADE, related_name="billing")
    customer_id = models.CharField(max_length=64, default="", blank=True, db_index=True)
    card_brand = models.CharField(max_length=20, default="", blank=True)
    card_last4 = models.CharField(max_length=4, default="", blank=True)
    card_expires = models.CharField(max_length=7, default="", blank=True)
    # The subscription that holds, and the page on which what is owed can be paid.
    subscription_id = models.CharField(max_length=64, default="", blank=True)
    pay_url = models.URLField(max_length=500, default="", blank=True)
    waiting_plan = models.CharField(max_length=60, default="", blank=True)
    # It is not renewed because the business is to be deleted; goes on if that is called off.
    ends_with_tenant = models.BooleanField(default=False, db_default=False)
    had_trial_at = models.DateTimeField(null=True)
    connect_id = models.CharField(max_length=64, default="", blank=True, db_index=True)
    charges_enabled = models.BooleanField(default=False)
    payouts_enabled = models.BooleanField(default=False)
    details_submitted = models.BooleanField(default=False)
    requirements = models.JSONField(default=list)
    synced_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    objects: "models.Manager[BillingAccount]" = models.Manager()


class PlanPrice(models.Model):
    """Which price at Stripe stands for a plan's amount; a new amount gets a new price, the old one stays known."""

    price_id = models.CharField(max_length=64, primary_key=True)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    period = models.CharField(max_length=5, choices=Period)
    amount = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)

    objects: "models.Manager[PlanPrice]" = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "period", "amount", "currency"], name="one_price_per_amount"
            )
        ]


class CheckoutMode(models.TextChoices):
    SUBSCRIPTION = "subscription"
    ONCE = "once"


class CheckoutState(models.TextChoices):
    OPEN = "open"
    COMPLETE = "complete"
    EXPIRED = "expired"


class Checkout(models.Model):
    """A page on which a plan can be bought; one is open per business at most, so that nothing is bought twice."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="+")
    mode = models.CharField(max_length=12, choices=CheckoutMode)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    period = models.CharField(max_length=5, choices=Period)
    is_trial = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=CheckoutState, default=CheckoutState.OPEN)
    session_id = models.CharField(max_length=128, default="", blank=True, db_index=True)
    url = models.URLField(max_length=1000, default="", blank=True)
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()

    objects: "models.Manager[Checkout]" = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant"], condition=Q(state=CheckoutState.OPEN), name="one_open_checkout_per_tenant"
            )
        ]


class PaymentKind(models.TextChoices):
    # An invoice of ours for a plan, a plan bought once, a service that a customer of the business pays for.
    SUBSCRIPTION = "subscription"
    ONCE = "once"
    SERVICE = "service"


class PaymentState(models.TextChoices):
    OPEN = "open"
    PAID = "paid"
    FAILED = "failed"
    REFUNDED = "refunded"
    PARTLY_REFUNDED = "partly_refunded"
    CANCELED = "canceled"


class Payment(models.Model):
    """One payment as Stripe last told it. `amount` includes `tax`; `fee` is our part of a service's payment."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=PaymentKind)
    state = models.CharField(max_length=16, choices=PaymentState, default=PaymentState.OPEN)
    description = models.TextField(default="", blank=True)
    number = models.CharField(max_length=64, default="", blank=True)
    amount = models.PositiveIntegerField()
    tax = models.PositiveIntegerField(default=0)
    fee = models.PositiveIntegerField(default=0)
    refunded = models.PositiveIntegerField(default=0)
    currency = models.CharField(max_length=3)
    # An invoice's or a session's id: what it is found by when Stripe speaks of it.
    external_id = models.CharField(max_length=128, null=True, unique=True)
    intent_id = models.CharField(max_length=64, default="", blank=True, db_index=True)
    # What the asking side called its request, so that a repeated one makes nothing new.
    request_key = models.CharField(max_length=200, null=True)
    # A plan bought once holds until then.
    plan = models.ForeignKey(Plan, null=True, on_delete=models.SET_NULL, related_name="+")
    period = models.CharField(max_length=5, choices=Period, default=Period.NONE)
    ends_at = models.DateTimeField(null=True)
    payer_name = models.TextField(default="", blank=True)
    payer_email = models.TextField(default="", blank=True)
    card = models.CharField(max_length=30, default="", blank=True)
    pay_url = models.URLField(max_length=1000, default="", blank=True)
    receipt_url = models.URLField(max_length=1000, default="", blank=True)
    pdf_url = models.URLField(max_length=1000, default="", blank=True)
    failure = models.TextField(default="", blank=True)
    next_try_at = models.DateTimeField(null=True)
    paid_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    objects: "models.Manager[Payment]" = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "request_key"], name="each_request_once")]
        indexes = [models.Index(fields=["tenant", "-created_at"], name="payments_of_tenant")]


class EventState(models.TextChoices):
    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"


class StripeEvent(models.Model):
    """An event of Stripe's, once: its id is the key. The rest says what to look at, not what is so."""

    id = models.CharField(max_length=64, primary_key=True)
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=80)
    object_id = models.CharField(max_length=128, default="", blank=True)
    details = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=EventState, default=EventState.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    reason = models.TextField(default="", blank=True)
    due_at = models.DateTimeField(db_default=Now())
    received_at = models.DateTimeField(db_default=Now())

    objects: "models.Manager[StripeEvent]" = models.Manager()

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="pending"), name="stripe_events_waiting")
        ]


class Letter(models.Model):
    """An e-mail about money that was sent; `key` keeps it from being sent twice."""

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=160)
    sent_at = models.DateTimeField(db_default=Now())

    objects: "models.Manager[Letter]" = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "key"], name="each_letter_once")]


class ActivationCode(models.Model):
    """A code that opens a plan for `days`. Only its digest is kept: who reads the table cannot use it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=4)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    days = models.PositiveSmallIntegerField()
    uses_left = models.PositiveIntegerField(default=1)
    expires_at = models.DateTimeField(null=True)
    note = models.TextField(default="", blank=True)
    created_at = models.DateTimeField(db_default=Now())

    objects: "models.Manager[ActivationCode]" = models.Manager()


class CodeUse(models.Model):
    """A business used a code; once each."""

    code = models.ForeignKey(ActivationCode, on_delete=models.CASCADE, related_name="uses")
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="+")
    used_at = models.DateTimeField(db_default=Now())

    objects: "models.Manager[CodeUse]" = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "tenant"], name="each_code_once_per_tenant")]
