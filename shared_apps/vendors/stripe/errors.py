"""What came of asking Stripe, in words for people."""

from shared_apps.core.errors import AppError


class CardRefused(AppError):
    """The bank said no; `data` has Stripe's `decline_code` and, where it can be paid otherwise, `pay_url`."""

    def __init__(self, *, decline_code: str = "", pay_url: str | None = None) -> None:
        super().__init__(
            "card_declined",
            "The bank declined the card, so nothing was changed. Use another card or ask the bank.",
            status=402,
            data={"decline_code": decline_code, "pay_url": pay_url},
        )


class PaymentsAway(AppError):
    def __init__(self) -> None:
        message = "The payment service does not answer. Nothing was charged twice: try again in a minute."
        super().__init__("payments_unavailable", message, status=503)


class PaymentsRefused(AppError):
    """Stripe did not accept what we asked; `data.reason` is its code."""

    def __init__(self, *, code: str = "") -> None:
        message = "The payment service refused this. Try again; if it stays so, write to us."
        super().__init__("payments_refused", message, status=502, data={"reason": code})


class PaymentsNotSetUp(AppError):
    def __init__(self) -> None:
        message = "Payments are not set up on this installation. Ask its operator."
        super().__init__("payments_not_set_up", message, status=503)
