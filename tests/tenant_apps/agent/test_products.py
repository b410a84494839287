"""The agent tells prices of the catalogue: of what was named, and of nothing else."""

from decimal import Decimal

from shared_apps.core.clock import now
from tenant_apps.knowledge.catalogue.models import CatalogueItem
from tests.tenant_apps.agent.conftest import Customer, answers


def put(name: str, price: str, **more: str) -> None:
    at = now()
    CatalogueItem.objects.create(name=name, price=Decimal(price), created_at=at, updated_at=at, **more)


def test_it_tells_the_price_of_a_product_that_was_named(dana: Customer) -> None:
    put("Нічна сироватка", "900")
    put("Денний крем", "700")

    thread = dana.asks("Скільки коштує нічна сироватка?")

    assert "Нічна сироватка — 900" in answers(thread)[0]
    assert "700" not in answers(thread)[0]


def test_it_tells_no_price_of_a_product_that_is_like_it(dana: Customer) -> None:
    put("Нічна сироватка", "900")

    thread = dana.asks("Скільки коштує денна сироватка?")

    assert not any("900" in answer for answer in answers(thread))
