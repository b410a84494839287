"""Stripe through its official client (16.x, API 2026-10-28.endive), without models.

Vendor docs: https://docs.stripe.com/api. The base address is a setting (STRIPE_API_URL), as are the keys; nothing is
set on the library's module. Objects are handed on as plain dicts: a StripeObject of 16.x is no dict.
"""

from .client import Obj, as_dict, asking, client, in_name_of, keyed, listed
from .errors import CardRefused, PaymentsAway, PaymentsNotSetUp, PaymentsRefused
from .signature import SIGNATURE_HEADER, is_signed

__all__ = [
    "SIGNATURE_HEADER",
    "CardRefused",
    "Obj",
    "PaymentsAway",
    "PaymentsNotSetUp",
    "PaymentsRefused",
    "as_dict",
    "asking",
    "client",
    "in_name_of",
    "is_signed",
    "keyed",
    "listed",
]
