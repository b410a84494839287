"""Why money does not move, and what to do about it."""

from enum import StrEnum

from shared_apps.core.errors import AppError, Conflict


class BillingErrorCode(StrEnum):
    ALREADY_SUBSCRIBED = "already_subscribed"
    NOT_SUBSCRIBED = "not_subscribed"
    NOTHING_TO_PAY = "nothing_to_pay"
    PAYMENT_NEEDED = "payment_needed"
    TRIAL_USED = "trial_used"
    CODE_UNKNOWN = "activation_code_unknown"
    CODE_USED = "activation_code_used"
    CONNECT_MISSING = "connect_missing"
    NOT_REFUNDABLE = "not_refundable"


class AlreadySubscribed(Conflict):
    def __init__(self) -> None:
        message = "This workspace has a subscription. Change its plan instead of buying a second one."
        super().__init__(BillingErrorCode.ALREADY_SUBSCRIBED, message)


class NotSubscribed(Conflict):
    def __init__(self) -> None:
        super().__init__(
            BillingErrorCode.NOT_SUBSCRIBED, "There is no paid subscription. Choose a plan first."
        )


class NothingToPay(Conflict):
    def __init__(self) -> None:
        message = "The free plan is not bought. Cancel the subscription to go back to it."
        super().__init__(BillingErrorCode.NOTHING_TO_PAY, message)


class PaymentNeeded(AppError):
    """The old plan stays until the difference is paid at `data.pay_url`."""

    def __init__(self, *, pay_url: str, decline_code: str) -> None:
        super().__init__(
            BillingErrorCode.PAYMENT_NEEDED,
            "The card was not charged, so your old plan stays. Pay with another card or confirm with your bank.",
            status=402,
            data={"pay_url": pay_url, "decline_code": decline_code},
        )


class TrialUsed(Conflict):
    def __init__(self) -> None:
        super().__init__(BillingErrorCode.TRIAL_USED, "The trial was used already. Buy the plan without one.")


class CodeUnknown(AppError):
    """Wrong, run out and used up look the same, so that nobody learns which codes exist."""

    def __init__(self) -> None:
        message = "This code does not work. Check its letters; it may have run out."
        super().__init__(BillingErrorCode.CODE_UNKNOWN, message, status=400)


class CodeUsed(Conflict):
    def __init__(self) -> None:
        super().__init__(BillingErrorCode.CODE_USED, "This workspace has used the code already.")


class ConnectMissing(Conflict):
    def __init__(self) -> None:
        message = "You cannot take payments yet. Finish the set-up with Stripe first."
        super().__init__(BillingErrorCode.CONNECT_MISSING, message)


class NotRefundable(Conflict):
    def __init__(self) -> None:
        message = "Nothing of this payment can be given back. Load the list again."
        super().__init__(BillingErrorCode.NOT_REFUNDABLE, message)
