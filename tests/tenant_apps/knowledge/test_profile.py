"""The business card in the search: told as it stands, in both languages, and only there."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine

from shared_apps.facts.models import FactRow
from tenant_apps.knowledge.models import Document
from tenant_apps.knowledge.profile.subscribers import follow_card
from tenants.models import Tenant
from tests.cast import Client, Person
from tests.conftest import Api, InTenant

SEARCH = "/api/knowledge/search/"
WEEK = [[["09:00", "13:00"], ["14:00", "18:00"]]] * 5 + [[["10:00", "15:00"]], []]
HOLIDAYS = [
    {"date": "2020-12-25", "name": "Christmas", "every_year": True, "hours": []},
    {"date": "2026-01-02", "name": "Stocktaking", "every_year": False, "hours": []},
]


@pytest.fixture
def read(acme: Tenant, in_tenant: InTenant) -> Callable[[], None]:
    """What relay and worker do with a changed card."""

    def work_off() -> None:
        with in_tenant(acme):
            assert FactRow.objects.filter(schema=acme.schema_name, name="CardChanged").exists()
            follow_card([])

    return work_off


def found(client: Client, q: str) -> list[str]:
    return [one["text"] for one in client.post(SEARCH, {"q": q, "k": 3}).json()["results"]]


def answered(client: Client, message: str) -> dict[str, Any]:
    answer = client.post("/api/agent/test/", {"message": message})
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


@time_machine.travel("2026-11-23T08:00:00Z", tick=False)
def test_the_agent_answers_from_the_settings(api: Api, ada: Person, read: Callable[[], None]) -> None:
    owner = api(ada)
    owner.put("/api/opening-hours/", {"week": WEEK, "holidays": HOLIDAYS, "channels": []})
    owner.patch(
        "/api/company/", {"address": "Rynok 1, Lviv", "phone": "+380501112233", "languages": ["uk", "pl"]}
    )

    read()

    assert (
        "Monday–Friday: 09:00–13:00, 14:00–18:00" in answered(owner, "What are your opening hours?")["answer"]
    )
    assert "Понеділок–П’ятниця: 09:00–13:00" in answered(owner, "О котрій ви відкриваєтесь?")["answer"]
    assert "Rynok 1, Lviv" in answered(owner, "What is your address?")["answer"]
    assert any("польська" in text for text in found(owner, "Якими мовами ви говорите?"))
    assert any("25 December, every year (Christmas): closed" in text for text in found(owner, "Christmas"))
    assert not any("Stocktaking" in text for text in found(owner, "Stocktaking"))


def test_it_follows_each_change_and_ends_with_the_last_word(
    api: Api, ada: Person, acme: Tenant, in_tenant: InTenant, read: Callable[[], None]
) -> None:
    owner = api(ada)
    owner.patch("/api/company/", {"address": "Rynok 1, Lviv"})
    read()
    owner.patch("/api/company/", {"address": "Svobody 5, Lviv"})
    read()
    read()

    texts = found(owner, "address")
    assert any("Svobody 5" in text for text in texts)
    assert not any("Rynok 1" in text for text in texts)
    with in_tenant(acme):
        assert Document.objects.count() == 1
    assert owner.get("/api/documents/").json()["results"] == []

    owner.patch("/api/company/", {"address": ""})
    read()

    assert found(owner, "address") == []


def test_locations_are_told_with_their_own_hours(api: Api, ada: Person, read: Callable[[], None]) -> None:
    owner = api(ada)
    bar = owner.post("/api/locations/", {"name": "Bar", "address": "Virmenska 3", "phone": "+380671112233"})
    owner.post("/api/locations/", {"name": "Old shop", "address": "Gone 1", "is_active": False})
    hours = {"name": "Night", "week": [[["20:00", "02:00"]]] * 7, "locations": [bar.json()["id"]]}
    owner.post("/api/opening-hours/", hours)

    read()

    text = "\n".join(found(owner, "where is the bar"))
    assert "Bar: Virmenska 3, Phone +380671112233" in text
    assert "Bar, open: Monday–Sunday: 20:00–02:00" in text
    assert "Gone 1" not in text


def test_a_neighbour_reads_nothing_of_it(
    api: Api, ada: Person, mallory: Person, read: Callable[[], None]
) -> None:
    api(ada).patch("/api/company/", {"address": "Rynok 1, Lviv"})
    read()

    assert found(api(mallory), "Rynok 1") == []
