from collections.abc import Callable

import pytest

from tests.cast import Client, Person
from tests.contract.fake_graph import FakeGraph, graph

__all__ = ["graph"]

NUMBER, WABA = "700100200300", "800900100200"
FORM = {"name": "Front desk", "phone_number_id": NUMBER, "waba_id": WABA, "access_token": "EAAinvented"}


def offer(fake: FakeGraph, number: str = NUMBER, waba: str = WABA) -> None:
    """Prepare Graph to know the number, its business account and the subscription."""
    details = {"id": number, "verified_name": "Lumière", "display_phone_number": "+380 44 111 22 33"}
    fake.answer("GET", number, {**details, "quality_rating": "GREEN"})
    fake.answer("GET", f"{waba}/phone_numbers", {"data": [{"id": number}]})
    fake.answer("POST", f"{waba}/subscribed_apps", {"success": True})
    fake.answer("DELETE", f"{waba}/subscribed_apps", {"success": True})
    fake.answer("GET", f"{waba}/subscribed_apps", {"data": [{"whatsapp_business_api_data": {"id": "1"}}]})


@pytest.fixture
def meta(graph: FakeGraph) -> FakeGraph:
    """Graph that knows Acme's number."""
    offer(graph)
    return graph


@pytest.fixture
def connected(meta: FakeGraph, ada: Person, api: Callable[..., Client]) -> str:
    """The id of Acme's connected number."""
    answer = api(ada).post("/api/integrations/whatsapp/connect/", FORM)
    meta.asked.clear()
    return str(answer.json()["id"])
