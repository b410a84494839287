"""Who gives which service where; photos, the order and the import of the price list."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import Client, Person
from tests.conftest import Api
from tests.tenant_apps.workspace.pictures import picture, size_of

LIST = "/api/services/"


def added(client: Client, name: str, **fields: Any) -> dict[str, Any]:
    answer = client.post(LIST, {"name": name, **fields})
    assert answer.status_code == 201, answer.content
    return dict(answer.json())


def place(client: Client, name: str) -> str:
    return str(client.post("/api/locations/", {"name": name}).json()["id"])


def names(client: Client, **query: str) -> list[str]:
    return [row["name"] for row in client.get(LIST, query).json()["results"]]


def imported(client: Client, table: str) -> Any:
    given = SimpleUploadedFile("services.csv", table.encode())
    return client.post(f"{LIST}import/", {"file": given}, format="multipart")


def test_it_says_who_gives_a_service_at_which_location(api: Api, ada: Person, ben: Person) -> None:
    owner = api(ada)
    market = place(owner, "Market")
    staff = [{"id": str(ada.member.id)}, {"id": str(ben.member.id), "locations": [market]}]

    service = added(owner, "Манікюр", staff=staff)

    assert service["staff"] == [
        {"id": str(ada.member.id), "name": "Ada", "locations": []},
        {"id": str(ben.member.id), "name": "Ben", "locations": [market]},
    ]


def test_it_finds_services_by_person_and_place(api: Api, ada: Person, ben: Person) -> None:
    owner = api(ada)
    centre, market = place(owner, "Centre"), place(owner, "Market")
    added(owner, "Cut", staff=[{"id": str(ben.member.id), "locations": [market]}])
    added(owner, "Colour", staff=[{"id": str(ada.member.id)}])
    added(owner, "Massage", is_active=False)

    assert names(owner, staff=str(ben.member.id)) == ["Cut"]
    assert names(owner, location=centre) == ["Colour"]
    assert names(owner, location=market) == ["Colour", "Cut"]
    assert names(owner, is_active="true") == ["Colour", "Cut"]
    assert names(owner, q="mass") == ["Massage"]


def test_a_closed_location_takes_its_own_people_along(api: Api, ada: Person, ben: Person) -> None:
    owner = api(ada)
    centre, market = place(owner, "Centre"), place(owner, "Market")
    staff = [
        {"id": str(ada.member.id), "locations": [centre, market]},
        {"id": str(ben.member.id), "locations": [market]},
    ]
    service = added(owner, "Cut", staff=staff)

    owner.delete(f"/api/locations/{market}/")

    left = owner.get(f"{LIST}{service['id']}/").json()["staff"]
    assert left == [{"id": str(ada.member.id), "name": "Ada", "locations": [centre]}]


@pytest.mark.parametrize("whose", ["nobody", "mallory"])
def test_it_refuses_staff_that_is_not_of_the_business(
    whose: str, api: Api, ada: Person, mallory: Person
) -> None:
    stranger = str(mallory.member.id if whose == "mallory" else uuid4())

    answer = api(ada).post(LIST, {"name": "Cut", "staff": [{"id": stranger}]})

    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["staff"])
    assert names(api(ada)) == []


def test_it_keeps_a_photo_of_a_service(api: Api, ada: Person, cleo: Person) -> None:
    service = added(api(ada), "Cut")
    path = f"{LIST}{service['id']}/photo/"

    shown = (
        api(ada).post(path, {"file": picture(3000, 1500, format="JPEG")}, format="multipart").json()["photo"]
    )

    photo: Any = api(cleo).get(shown)
    assert size_of(b"".join(photo.streaming_content)) == (1200, 600)
    assert api(cleo).delete(path).status_code == 403
    assert api(ada).delete(path).status_code == 204
    assert api(ada).get(f"{LIST}{service['id']}/").json()["photo"] is None


def test_it_puts_the_price_list_into_order(api: Api, ada: Person, ben: Person) -> None:
    owner = api(ada)
    ids = {name: added(owner, name)["id"] for name in ("A", "B", "C")}

    answer = owner.put(f"{LIST}order/", {"ids": [ids["C"], ids["A"], ids["B"]]})
    added(owner, "AA")

    assert answer.status_code == 204
    assert names(owner) == ["C", "A", "B", "AA"]
    assert owner.put(f"{LIST}order/", {"ids": [ids["A"], ids["B"]]}).status_code == 400
    assert api(ben).put(f"{LIST}order/", {"ids": []}).status_code == 403


def test_it_imports_a_price_list(api: Api, ada: Person) -> None:
    owner = api(ada)
    added(owner, "Манікюр", category="Нігті", price="400", description="З доглядом")
    table = (
        "Послуга;Розділ;Ціна;Ціна до;Хвилини;Інші назви\n"
        "Манікюр;Нігті;450;600;60;manicure|маник\nСтрижка;Волосся;1 200,50 грн;;1:30;\n"
        ";Волосся;5;;;\nМасаж;;дорого;;;\nЛазер;;900;800;;\nПілінг;;;;довго;\n"
    )

    answer = imported(owner, table)

    assert answer.json() == {
        "created": 1,
        "updated": 1,
        "unchanged": 0,
        "errors": [
            {"row": 4, "reason": "The name is missing."},
            {"row": 5, "reason": "“дорого” is not a price."},
            {"row": 6, "reason": "A range ends at or above its first price."},
            {"row": 7, "reason": "“довго” is no duration. Write minutes, such as 90."},
        ],
    }
    cut, nails = owner.get(LIST).json()["results"]
    assert (cut["price"], cut["duration_min"], cut["currency"]) == ("1200.50", 90, "UAH")
    assert (nails["price"], nails["price_to"], nails["aliases"]) == (
        "450.00",
        "600.00",
        ["manicure", "маник"],
    )
    assert nails["description"] == "З доглядом"
    assert imported(owner, "Послуга;Розділ;Ціна\nСтрижка;Волосся;1200,50\n").json()["unchanged"] == 1


def test_viewers_and_neighbours_import_nothing(api: Api, ada: Person, cleo: Person, mallory: Person) -> None:
    refused = [
        imported(api(cleo), "name\nCut\n").status_code,
        imported(api(mallory, at=ada.tenant), "name\nCut\n").status_code,
    ]

    assert refused == [403, 404]
    assert names(api(ada)) == []
