"""What the pages say, a file for each language, and how each language writes numbers and money."""

import json
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import override

HERE = Path(__file__).parent
LANGUAGES = ("en", "uk")
SIGNS = {"usd": "$", "eur": "€", "gbp": "£", "uah": "₴", "pln": "zł"}


@lru_cache
def words_of(language: str) -> dict[str, Any]:
    """Return the texts of a language, nested by page."""
    found: dict[str, Any] = json.loads((HERE / f"{language}.json").read_text("utf-8"))
    return found


def number(value: Decimal | int, language: str, *, decimals: int = 0) -> str:
    """Return `1,000` or `1 000`, as the language writes it."""
    with override(language):
        return str(number_format(value, decimal_pos=decimals, use_l10n=True, force_grouping=True))


def money(amount: Decimal, currency: str, language: str) -> str:
    """Return `$14.99` or `14,99 $`; whole amounts have no decimals."""
    written = number(amount, language, decimals=0 if amount == amount.to_integral_value() else 2)
    sign = SIGNS.get(currency, currency.upper())
    return f"{sign}{written}" if language == "en" else f"{written}\u00a0{sign}"
