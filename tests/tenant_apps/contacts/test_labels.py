"""Labels over HTTP: one set for all, in order, gone everywhere when deleted."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shared_apps.facts.models import FactRow
from tenant_apps.contacts.models import Contact, ContactLabel, Label
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api, InTenant

LABELS = "/api/labels/"


@pytest.fixture
def vip(acme: Tenant, in_tenant: InTenant) -> UUID:
    with in_tenant(acme):
        return Label.objects.create(name="VIP", colour="#e11d48").id


@pytest.fixture
def dana(acme: Tenant, in_tenant: InTenant) -> UUID:
    with in_tenant(acme):
        return Contact.objects.create(name="Dana").id


def facts_of(tenant: Tenant) -> list[str]:
    return list(
        FactRow.objects.filter(schema=tenant.schema_name).order_by("id").values_list("name", flat=True)
    )


def test_it_adds_a_label_at_the_end(vip: UUID, ben: Person, api: Api, acme: Tenant) -> None:
    made = api(ben).post(LABELS, {"name": " Скарга ", "colour": "#0ea5e9"})

    assert made.status_code == 201
    body = made.json()
    assert (body["name"], body["colour"], body["position"]) == ("Скарга", "#0ea5e9", 1)
    assert [label["name"] for label in api(ben).get(LABELS).json()["results"]] == ["VIP", "Скарга"]
    assert facts_of(acme)[-1] == "LabelChanged"


def test_a_name_is_taken_however_it_is_written(vip: UUID, ben: Person, api: Api) -> None:
    response = api(ben).post(LABELS, {"name": "vip"})

    assert (response.status_code, response.json()["code"]) == (409, "label_taken")
    assert len(api(ben).get(LABELS).json()["results"]) == 1


@pytest.mark.parametrize("body", [{}, {"name": ""}, {"name": "x", "colour": "red"}, {"name": "x" * 61}])
def test_it_refuses_a_label_that_is_none(ben: Person, api: Api, body: dict[str, Any]) -> None:
    response = api(ben).post(LABELS, body)

    assert (response.status_code, response.json()["code"]) == (400, "invalid")


def test_it_changes_a_label(vip: UUID, ben: Person, api: Api) -> None:
    changed = api(ben).patch(f"{LABELS}{vip}/", {"name": "Gold", "description": "spends much"}).json()

    assert changed == {
        "id": str(vip),
        "name": "Gold",
        "colour": "#e11d48",
        "description": "spends much",
        "position": 0,
    }


def test_it_orders_the_set(vip: UUID, ben: Person, api: Api) -> None:
    second = api(ben).post(LABELS, {"name": "Complaint"}).json()["id"]

    ordered = api(ben).put(f"{LABELS}order/", {"ids": [second, str(vip)]}).json()

    assert [label["id"] for label in ordered["results"]] == [second, str(vip)]


def test_a_contact_wears_labels_until_they_are_deleted(
    vip: UUID, dana: UUID, ada: Person, api: Api, acme: Tenant, in_tenant: InTenant
) -> None:
    worn = api(ada).put(f"/api/contacts/{dana}/labels/", {"labels": [str(vip)]}).json()
    assert [label["name"] for label in worn["labels"]] == ["VIP"]

    deleted = api(ada).delete(f"{LABELS}{vip}/")

    assert deleted.status_code == 204
    assert api(ada).get(f"/api/contacts/{dana}/labels/").json() == {"labels": []}
    with in_tenant(acme):
        assert ContactLabel.objects.count() == 0
    assert facts_of(acme)[-2:] == ["ContactChanged", "LabelDeleted"]


def test_it_refuses_a_label_that_is_gone(dana: UUID, ben: Person, api: Api) -> None:
    response = api(ben).put(f"/api/contacts/{dana}/labels/", {"labels": [str(uuid4())]})

    assert (response.status_code, response.json()["fields"]) == (400, {"labels": ["There is no such label."]})


def test_an_agent_does_not_delete_a_label(vip: UUID, ben: Person, api: Api) -> None:
    response = api(ben).delete(f"{LABELS}{vip}/")

    assert response.status_code == 403
    assert len(api(ben).get(LABELS).json()["results"]) == 1


WRITES = [
    ("post", LABELS, {"name": "x"}),
    ("patch", LABELS + "{vip}/", {"name": "x"}),
    ("delete", LABELS + "{vip}/", {}),
    ("put", LABELS + "order/", {"ids": []}),
    ("put", "/api/contacts/{dana}/labels/", {"labels": []}),
]
READS: list[tuple[str, str, dict[str, Any]]] = [
    ("get", LABELS, {}),
    ("get", LABELS + "{vip}/", {}),
    ("get", "/api/contacts/{dana}/labels/", {}),
]


@pytest.mark.parametrize(("method", "path", "body"), WRITES)
def test_a_viewer_changes_nothing(
    vip: UUID, dana: UUID, cleo: Person, api: Api, method: str, path: str, body: dict[str, Any]
) -> None:
    response = getattr(api(cleo), method)(path.format(vip=vip, dana=dana), body)

    assert (response.status_code, response.json()["code"]) == (403, "forbidden")
    assert [label["name"] for label in api(cleo).get(LABELS).json()["results"]] == ["VIP"]


@pytest.mark.parametrize(("method", "path", "body"), [*WRITES, *READS])
def test_the_neighbour_finds_nothing(
    vip: UUID,
    dana: UUID,
    ben: Person,
    mallory: Person,
    acme: Tenant,
    api: Api,
    method: str,
    path: str,
    body: dict[str, Any],
) -> None:
    response = getattr(api(mallory, at=acme), method)(path.format(vip=vip, dana=dana), body)

    assert (response.status_code, response.json()["code"]) == (404, "not_found")
    assert [label["name"] for label in api(ben).get(LABELS).json()["results"]] == ["VIP"]


def test_the_list_costs_the_same_for_one_label_and_for_thirty(
    vip: UUID, ben: Person, api: Api, acme: Tenant, in_tenant: InTenant
) -> None:
    def queries() -> int:
        client = api(ben)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LABELS).status_code == 200
        return len(captured)

    queries()  # the first request also looks up the host
    one = queries()
    with in_tenant(acme):
        Label.objects.bulk_create(Label(name=f"Label {number}") for number in range(29))

    assert len(api(ben).get(LABELS).json()["results"]) == 30
    assert queries() == one
