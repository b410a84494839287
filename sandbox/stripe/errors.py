"""Stripe's refusals."""

from typing import Any


class StripeRefusal(Exception):
    """A refusal in Stripe's words; `extra` goes into the error as it is."""

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        kind: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
        **extra: Any,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.error = {"type": kind, "message": message}
        named = {"code": code, "param": param, **extra}
        self.error |= {key: value for key, value in named.items() if value is not None}

    @property
    def is_kept(self) -> bool:
        """Whether a repeated idempotency key gets this again: a refusal before any work is not kept."""
        return self.status in (402, 500)


def missing(kind: str, object_id: str) -> StripeRefusal:
    message = f"No such {kind}: '{object_id}'"
    return StripeRefusal(message, status=404, code="resource_missing", param="id")


def declined(card: "dict[str, Any]", **extra: Any) -> StripeRefusal:
    """Return the 402 of a card that was refused; `card` has code, decline_code and message."""
    doc = f"https://stripe.com/docs/error-codes/{card['code'].replace('_', '-')}"
    return StripeRefusal(
        card["message"],
        status=402,
        kind="card_error",
        code=card["code"],
        decline_code=card["decline_code"],
        doc_url=doc,
        **extra,
    )


def fault(status: int, _platform: str) -> object:
    """Return the body of what a fault switch answers."""
    if status == 429:
        message = "Request rate limit exceeded."
        return {"error": {"type": "invalid_request_error", "code": "rate_limit", "message": message}}
    return {"error": {"type": "api_error", "message": "Something went wrong on Stripe's end."}}
