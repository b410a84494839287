"""Amounts as Stripe writes them down."""

import pytest

from shared_apps.billing.reading import fee_kept, tax_of


@pytest.mark.parametrize(
    ("refunded", "kept"),
    [(0, 200), (1500, 125), (3999, 0), (4000, 0)],
    ids=["nothing", "part", "nearly", "all"],
)
def test_the_fee_goes_back_in_proportion(refunded: int, kept: int) -> None:
    assert fee_kept(200, 4000, refunded) == kept


@pytest.mark.parametrize(
    ("taxes", "expected"),
    [(None, 0), ([], 0), ([{"amount": 250}, {"amount": 49}], 299), ([{"amount": None}], 0)],
)
def test_it_adds_up_the_taxes_of_an_invoice(taxes: list[dict[str, int]] | None, expected: int) -> None:
    assert tax_of({"total_taxes": taxes}) == expected
