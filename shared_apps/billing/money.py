"""Amounts: decimals for people, whole minor units for Stripe."""

from decimal import ROUND_HALF_UP, Decimal

# https://docs.stripe.com/currencies#zero-decimal
WITHOUT_MINOR = frozenset(
    "bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf".split()  # noqa: SIM905 - read as a list
)


def exponent(currency: str) -> int:
    return 0 if currency.lower() in WITHOUT_MINOR else 2


def to_minor(amount: Decimal, currency: str) -> int:
    """Return 14.99 usd as 1499."""
    return int((amount * 10 ** exponent(currency)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def to_decimal(amount: int, currency: str) -> Decimal:
    """Return 1499 usd as 14.99."""
    places = exponent(currency)
    return Decimal(amount).scaleb(-places)


def share(amount: int, percent: Decimal) -> int:
    """Return our part of an amount, rounded half up."""
    return int((amount * percent / 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))
