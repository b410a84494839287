from typing import Any

from rest_framework import serializers

from shared_apps.billing.models import CheckoutMode, CheckoutState, Payment, PaymentKind, PaymentState
from shared_apps.plans.choices import Period

PERIODS = [str(Period.MONTH), str(Period.YEAR)]
CURRENCIES = ["usd", "eur", "uah", "gbp", "pln"]
# Below this Stripe's own fee eats the payment; far above it somebody mistyped.
LEAST, MOST = 50, 10_000_000


class OverviewSerializer(serializers.Serializer[Any]):
    is_set_up = serializers.BooleanField(help_text="False: this installation takes no payments.")
    is_subscribed = serializers.SerializerMethodField()
    is_trial_open = serializers.BooleanField(help_text="A first subscription may begin with a trial.")
    trial_days = serializers.IntegerField()
    card = serializers.SerializerMethodField()
    pay_url = serializers.SerializerMethodField(
        help_text="Where what is owed can be paid; empty when nothing is."
    )
    waiting_plan = serializers.SerializerMethodField(
        help_text="A plan that waits for its payment; empty for none."
    )

    def get_is_subscribed(self, overview: Any) -> bool:
        return bool(overview.account and overview.account.subscription_id)

    def get_card(self, overview: Any) -> str:
        account = overview.account
        if account is None or not account.card_last4:
            return ""
        return f"{account.card_brand} {account.card_last4} {account.card_expires}"

    def get_pay_url(self, overview: Any) -> str:
        return str(overview.account.pay_url) if overview.account else ""

    def get_waiting_plan(self, overview: Any) -> str:
        return str(overview.account.waiting_plan) if overview.account else ""


class PlanChoiceSerializer(serializers.Serializer[Any]):
    plan = serializers.SlugField(max_length=60)
    period = serializers.ChoiceField(PERIODS, default=str(Period.MONTH))


class CheckoutRequestSerializer(PlanChoiceSerializer):
    mode = serializers.ChoiceField(
        CheckoutMode.choices,
        default=CheckoutMode.SUBSCRIPTION,
        help_text="once: one period, paid now, that does not renew itself.",
    )
    is_trial = serializers.BooleanField(default=False)


class CheckoutSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    url = serializers.URLField(help_text="Send the browser there.")
    plan = serializers.CharField(source="plan.code")
    period = serializers.ChoiceField(PERIODS)
    mode = serializers.ChoiceField(CheckoutMode.choices)
    state = serializers.ChoiceField(CheckoutState.choices)
    expires_at = serializers.DateTimeField()


class PlanChangeSerializer(PlanChoiceSerializer):
    at = serializers.DateTimeField(help_text="The preview's `at`, so that exactly what was shown is charged.")


class PlanPreviewLineSerializer(serializers.Serializer[Any]):
    text = serializers.CharField()
    amount = serializers.IntegerField()


class PlanPreviewSerializer(serializers.Serializer[Any]):
    due = serializers.IntegerField(help_text="Charged now, in minor units.")
    credit = serializers.IntegerField(help_text="Kept for the next invoices, in minor units.")
    currency = serializers.CharField()
    lines = PlanPreviewLineSerializer(many=True)
    next_amount = serializers.IntegerField(help_text="Each period from then on, in minor units.")
    at = serializers.DateTimeField()


class PortalSerializer(serializers.Serializer[Any]):
    for_card = serializers.BooleanField(default=False, help_text="Go straight to changing the card.")


class LinkSerializer(serializers.Serializer[Any]):
    url = serializers.URLField()


class ActivationSerializer(serializers.Serializer[Any]):
    code = serializers.CharField(max_length=40)


class PaymentSerializer(serializers.ModelSerializer[Payment]):
    kind = serializers.ChoiceField(PaymentKind.choices)
    state = serializers.ChoiceField(PaymentState.choices)
    amount = serializers.IntegerField(help_text="Minor units, tax included.")
    is_refundable = serializers.SerializerMethodField()

    class Meta:
        model = Payment
        fields = (
            "id", "kind", "state", "description", "number", "amount", "tax", "fee", "refunded", "currency",
            "payer_name", "payer_email", "card", "pay_url", "receipt_url", "pdf_url", "failure", "next_try_at",
            "paid_at", "created_at", "is_refundable",
        )  # fmt: skip
        read_only_fields = fields

    def get_is_refundable(self, payment: Payment) -> bool:
        is_paid = payment.state in (PaymentState.PAID, PaymentState.PARTLY_REFUNDED)
        return payment.kind == PaymentKind.SERVICE and is_paid


class PaymentRequestSerializer(serializers.Serializer[Any]):
    description = serializers.CharField(max_length=200)
    amount = serializers.IntegerField(min_value=LEAST, max_value=MOST, help_text="Minor units.")
    currency = serializers.ChoiceField(CURRENCIES)


class RefundSerializer(serializers.Serializer[Any]):
    amount = serializers.IntegerField(
        min_value=1,
        required=False,
        allow_null=True,
        default=None,
        help_text="Minor units; null is all that is left.",
    )


class ConnectSerializer(serializers.Serializer[Any]):
    is_begun = serializers.BooleanField()
    charges_enabled = serializers.BooleanField()
    payouts_enabled = serializers.BooleanField()
    details_submitted = serializers.BooleanField()
    requirements = serializers.ListField(
        child=serializers.CharField(), help_text="What Stripe still wants to know."
    )
    fee_percent = serializers.DecimalField(max_digits=5, decimal_places=2)


class SpanSerializer(serializers.Serializer[Any]):
    """`?from=2026-11-01&to=2026-11-30`, both included; the last thirty days by default."""

    def get_fields(self) -> dict[str, Any]:
        # `from` is a word of Python, so no attribute can be called so.
        return {"from": serializers.DateField(required=False), "to": serializers.DateField(required=False)}


class SumsSerializer(serializers.Serializer[Any]):
    currency = serializers.CharField()
    taken = serializers.IntegerField(help_text="By customers, minor units.")
    refunded = serializers.IntegerField()
    fees = serializers.IntegerField()
    net = serializers.IntegerField()
    paid = serializers.IntegerField(help_text="To us, for plans.")
    payments = serializers.IntegerField()


class CourseSerializer(SumsSerializer):
    day = serializers.DateField()


class FinanceSerializer(serializers.Serializer[Any]):
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    unit = serializers.ChoiceField(["day", "month"])
    sums = SumsSerializer(many=True)
    course = CourseSerializer(many=True)
