"""The price list."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenant_apps.workspace.models import Service
from tenant_apps.workspace.selectors import find_services
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Anonymous, Api, InTenant

MANICURE = {
    "name": "Манікюр",
    "category": "Нігті",
    "description": "",
    "price": "450.00",
    "price_to": "600.00",
    "currency": "UAH",
    "duration_min": 60,
    "is_active": True,
    "aliases": ["manicure"],
    "staff": [],
}


@pytest.fixture
def manicure(acme: Tenant, in_tenant: InTenant) -> Service:
    with in_tenant(acme):
        return Service.objects.create(
            name="Манікюр", category="Нігті", price=Decimal(450), aliases=["manicure"]
        )


def count(tenant: Tenant, in_tenant: InTenant) -> int:
    with in_tenant(tenant):
        return Service.objects.count()


def test_it_adds_a_service(api: Api, ada: Person, in_tenant: InTenant) -> None:
    answer = api(ada).post("/api/services/", MANICURE)

    assert answer.status_code == 201
    assert answer.json() == {"id": answer.json()["id"], "photo": None, **MANICURE}
    assert count(ada.tenant, in_tenant) == 1


def test_it_lists_services_in_the_order_of_the_price_list(api: Api, ada: Person, cleo: Person) -> None:
    owner = api(ada)
    for name, category in (("Педикюр", "Нігті"), ("Манікюр", "Нігті"), ("Стрижка", "Волосся")):
        owner.post("/api/services/", {"name": name, "category": category})

    answer = api(cleo).get("/api/services/", {"limit": 2})

    assert [row["name"] for row in answer.json()["results"]] == ["Стрижка", "Манікюр"]
    assert [row["name"] for row in api(cleo).get(answer.json()["next"]).json()["results"]] == ["Педикюр"]


def test_it_shows_a_service(api: Api, cleo: Person, manicure: Service) -> None:
    answer = api(cleo).get(f"/api/services/{manicure.id}/")

    assert (answer.status_code, answer.json()["price"], answer.json()["price_to"]) == (200, "450.00", None)


def test_it_changes_a_service(api: Api, ada: Person, manicure: Service) -> None:
    answer = api(ada).patch(f"/api/services/{manicure.id}/", {"price": "500", "is_active": False})

    assert (answer.status_code, answer.json()["price"], answer.json()["is_active"]) == (200, "500.00", False)
    assert answer.json()["aliases"] == ["manicure"]


def test_it_removes_a_service(api: Api, ada: Person, manicure: Service, in_tenant: InTenant) -> None:
    answer = api(ada).delete(f"/api/services/{manicure.id}/")

    assert (answer.status_code, answer.content) == (204, b"")
    assert count(ada.tenant, in_tenant) == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "n" * 201),
        ("price", "-1"),
        ("price", "free"),
        ("price", "99999999999.00"),
        ("price", "NaN"),
        ("price_to", "449"),
        ("currency", "uah"),
        ("duration_min", 0),
        ("duration_min", 1.5),
        ("duration_min", 10**12),
        ("aliases", "manicure"),
        ("aliases", ["a"] * 31),
        ("aliases", [""]),
        ("is_active", "maybe"),
    ],
)
def test_it_refuses_a_service_that_makes_no_sense(
    field: str, value: object, api: Api, ada: Person, in_tenant: InTenant
) -> None:
    answer = api(ada).post("/api/services/", {**MANICURE, field: value})

    assert (answer.status_code, answer.json()["code"], list(answer.json()["fields"])) == (
        400,
        "invalid",
        [field],
    )
    assert count(ada.tenant, in_tenant) == 0


def test_it_keeps_a_range_in_order_when_only_one_end_changes(
    api: Api, ada: Person, manicure: Service
) -> None:
    client = api(ada)
    client.patch(f"/api/services/{manicure.id}/", {"price_to": "600"})

    answer = client.patch(f"/api/services/{manicure.id}/", {"price": "700"})

    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["price_to"])


@pytest.mark.parametrize("method", ["get", "patch", "delete"])
def test_it_knows_no_service_of_that_id(method: str, api: Api, ada: Person) -> None:
    answer = getattr(api(ada), method)(f"/api/services/{uuid4()}/", {})

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("who", ["ben", "cleo"])
def test_it_lets_owners_and_admins_write_only(
    who: str, api: Api, manicure: Service, in_tenant: InTenant, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(who)
    client, address = api(person), f"/api/services/{manicure.id}/"

    refused = [
        client.post("/api/services/", MANICURE).status_code,
        client.put(address, MANICURE).status_code,
        client.patch(address, {"price": "1"}).status_code,
        client.delete(address).status_code,
    ]

    assert refused == [403, 403, 403, 403]
    with in_tenant(person.tenant):
        assert list(Service.objects.values_list("price")) == [(Decimal(450),)]


def test_it_hides_the_price_list_from_a_neighbour(
    api: Api, mallory: Person, manicure: Service, in_tenant: InTenant
) -> None:
    acme = Tenant.objects.get(slug="acme")
    client, address = api(mallory, at=acme), f"/api/services/{manicure.id}/"

    refused = [
        client.get("/api/services/").status_code,
        client.post("/api/services/", MANICURE).status_code,
        client.get(address).status_code,
        client.patch(address, {"price": "1"}).status_code,
        client.delete(address).status_code,
        api(mallory).get(address).status_code,
    ]

    assert refused == [404] * 6
    with in_tenant(acme):
        assert list(Service.objects.values_list("price")) == [(Decimal(450),)]


def test_it_hides_the_price_list_from_strangers(anonymous: Anonymous, acme: Tenant) -> None:
    answer = anonymous(acme).get("/api/services/")

    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")


def test_it_reads_a_long_list_with_the_same_queries(
    api: Api, ada: Person, manicure: Service, in_tenant: InTenant
) -> None:
    client = api(ada)
    client.get("/api/services/")  # the tenant of the host is remembered from here on
    with CaptureQueriesContext(connection) as few:
        client.get("/api/services/")
    with in_tenant(ada.tenant):
        Service.objects.bulk_create(Service(name=f"Service {n}") for n in range(29))

    with CaptureQueriesContext(connection) as many:
        answer = client.get("/api/services/")

    assert len(answer.json()["results"]) == 30
    assert len(many) == len(few)


PRICE_LIST = [
    ("Манікюр", ["manicure"], True),
    ("Манікюр з покриттям", ["gel manicure"], True),
    ("Чоловіча стрижка", ["haircut"], True),
    ("Фарбування волосся", [], True),
    ("Масаж", [], False),
]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Скільки коштує манікюр?", ["Манікюр"]),
        ("хочу записатись на манікюру завтра", ["Манікюр"]),
        ("манікюр з покриттям є?", ["Манікюр з покриттям"]),
        ("How much is a gel manicure", ["Манікюр з покриттям"]),
        ("Ціна чоловічої стрижки і манікюру", ["Чоловіча стрижка", "Манікюр"]),
        ("haircuts?", ["Чоловіча стрижка"]),
        ("стрижка собаки", []),
        ("масаж", []),
        ("Чи є у вас парковка?", []),
        ("", []),
        ("🙂 ?!", []),
    ],
)
def test_it_finds_the_services_a_customer_names(
    text: str, names: list[str], acme: Tenant, in_tenant: InTenant
) -> None:
    with in_tenant(acme):
        Service.objects.bulk_create(
            Service(name=name, aliases=aliases, is_active=is_active)
            for name, aliases, is_active in PRICE_LIST
        )

        found = find_services(text)

    assert [service.name for service in found] == names
