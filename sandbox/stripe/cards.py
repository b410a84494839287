"""Stripe's test cards: what becomes of each."""

import re
from dataclasses import dataclass
from typing import Any

from sandbox.stripe.errors import StripeRefusal


@dataclass(frozen=True, slots=True)
class Card:
    """`declines` is the bank's answer to a charge; `fails_later` lets the card be saved all the same."""

    number: str
    brand: str
    label: str
    declines: str = ""
    fails_later: bool = False
    asks_once: bool = False
    asks_always: bool = False

    @property
    def asks(self) -> bool:
        return self.asks_once or self.asks_always


ALL = {
    card.number: card
    for card in (
        Card("4242424242424242", "visa", "pays"),
        Card("5555555555554444", "mastercard", "pays"),
        Card("4000000000000002", "visa", "is declined", declines="generic_decline"),
        Card("4000000000009995", "visa", "has no money", declines="insufficient_funds"),
        Card("4000000000000069", "visa", "has expired", declines="expired_card"),
        Card("4000000000000127", "visa", "has a wrong code", declines="incorrect_cvc"),
        Card(
            "4000000000000341", "visa", "is saved, then fails", declines="generic_decline", fails_later=True
        ),
        Card("4000002500003155", "visa", "asks its bank once", asks_once=True),
        Card("4000002760003184", "visa", "asks its bank each time", asks_always=True),
    )
}
# What tests and scripts attach without typing a number.
TOKENS = {
    "pm_card_visa": "4242424242424242",
    "pm_card_mastercard": "5555555555554444",
    "pm_card_chargeCustomerFail": "4000000000000341",
    "pm_card_authenticationRequired": "4000002760003184",
}
_WORDS = {
    "generic_decline": "Your card was declined.",
    "insufficient_funds": "Your card has insufficient funds.",
    "expired_card": "Your card has expired.",
    "incorrect_cvc": "Your card's security code is incorrect.",
    "authentication_required": "Your card was declined. This transaction requires authentication.",
}
_OWN_CODES = ("expired_card", "incorrect_cvc", "authentication_required")


def card_of(number: str) -> Card:
    """Return a test card; raises StripeRefusal for any other number."""
    digits = re.sub(r"\D", "", number)
    if digits not in ALL:
        message = "Your card number is incorrect. In the sandbox only test cards work."
        raise StripeRefusal(message, status=402, kind="card_error", code="incorrect_number", param="number")
    return ALL[digits]


def refusal(reason: str) -> dict[str, Any]:
    """Return {code, decline_code, message} of a decline."""
    code = reason if reason in _OWN_CODES else "card_declined"
    return {"code": code, "decline_code": reason, "message": _WORDS[reason]}
