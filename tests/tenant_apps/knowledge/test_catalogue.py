"""The catalogue: kept, imported, looked up exactly or not at all; roles and neighbours."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import Client, Person
from tests.conftest import Api

LIST = "/api/catalogue/"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


def put(client: Client, **given: Any) -> dict[str, Any]:
    response = client.post(LIST, given, format="json")
    assert response.status_code == 201, response.content
    return dict(response.json())


def looked_up(client: Client, text: str) -> list[str]:
    return [one["name"] for one in client.get(f"{LIST}lookup/", {"text": text}).json()["results"]]


def imported(client: Client, text: str) -> Any:
    given = SimpleUploadedFile("shelf.csv", text.encode())
    return client.post(f"{LIST}import/", {"file": given}, format="multipart")


def test_it_keeps_an_item_with_all_it_has(ada: Person, api: Api) -> None:
    item = put(
        api(ada), name="Flat on Mill Street", kind="property", price="52000", price_to="54000", currency="USD",
        attributes=[{"name": "Rooms", "value": "2"}], availability="on_order", url="https://salon.example/flat",
    )  # fmt: skip

    changed = api(ada).patch(f"{LIST}{item['id']}/", {"price": "51000"}, format="json").json()

    assert (changed["price"], changed["price_to"], changed["currency"]) == ("51000.00", "54000.00", "USD")
    assert changed["attributes"] == [{"name": "Rooms", "value": "2"}]
    assert (changed["kind"], changed["availability"], changed["photo"]) == ("property", "on_order", None)
    assert [one["id"] for one in api(ada).get(f"{LIST}?kind=property").json()["results"]] == [item["id"]]
    assert api(ada).get(f"{LIST}?kind=product").json()["results"] == []


def test_it_looks_up_what_is_named_and_never_guesses(ada: Person, api: Api) -> None:
    put(api(ada), name="Нічна сироватка", price="900", aliases=["night serum"], sku="NS-30")
    put(api(ada), name="Нічний крем", price="700")
    put(api(ada), name="Старий крем", price="1", is_active=False)

    assert looked_up(api(ada), "Скільки коштує нічну сироватку?") == ["Нічна сироватка"]
    assert looked_up(api(ada), "how much is the Night Serum") == ["Нічна сироватка"]
    assert looked_up(api(ada), "ns-30 є?") == ["Нічна сироватка"]
    assert looked_up(api(ada), "сироватка") == []
    assert looked_up(api(ada), "старий крем") == []


def test_it_imports_a_shelf(ada: Person, api: Api) -> None:
    put(api(ada), name="Old name", sku="A1", price="10")
    table = (
        "Артикул;Назва;Ціна;Наявність;Інші назви\nA1;Шампунь;1 200,50 грн;немає;shampoo|шампуня\n"
        ";Бальзам;;;\n;;5;;\n;Маска;дорого;;\n"
    )

    done = imported(api(ada), table).json()

    assert (done["created"], done["updated"], done["unchanged"]) == (1, 1, 0)
    assert [error["row"] for error in done["errors"]] == [4, 5]
    shelf = {one["name"]: one for one in api(ada).get(LIST).json()["results"]}
    assert set(shelf) == {"Шампунь", "Бальзам"}
    assert (shelf["Шампунь"]["price"], shelf["Шампунь"]["availability"]) == ("1200.50", "unavailable")
    assert shelf["Шампунь"]["aliases"] == ["shampoo", "шампуня"]
    assert imported(api(ada), table).json()["unchanged"] == 2


def test_it_shows_a_photo_until_it_is_taken_away(ada: Person, api: Api) -> None:
    path = f"{LIST}{put(api(ada), name='Serum')['id']}/photo/"

    shown = api(ada).put(path, {"file": SimpleUploadedFile("a.png", PNG)}, format="multipart")
    refused = api(ada).put(path, {"file": SimpleUploadedFile("a.png", b"<html>")}, format="multipart")

    assert shown.status_code == 200
    assert api(ada).get(shown.json()["photo"]).status_code == 200
    assert (refused.status_code, refused.json()["code"]) == (400, "not_a_photo")
    assert api(ada).delete(path).json()["photo"] is None


def test_it_refuses_a_range_upside_down_and_a_number_twice(ada: Person, api: Api) -> None:
    put(api(ada), name="Serum", sku="A1")

    upside = api(ada).post(LIST, {"name": "Cream", "price": "5", "price_to": "4"}, format="json")
    twice = api(ada).post(LIST, {"name": "Cream", "sku": "A1"}, format="json")

    assert (upside.status_code, list(upside.json()["fields"])) == (400, ["price_to"])
    assert (twice.status_code, twice.json()["code"]) == (409, "known_sku")


def test_only_admins_change_it_and_neighbours_see_nothing(
    ada: Person, ben: Person, mallory: Person, api: Api
) -> None:
    path = f"{LIST}{put(api(ada), name='Serum')['id']}/"

    assert api(ben).get(path).status_code == 200
    assert [api(ben).delete(path).status_code, api(ben).post(LIST, {"name": "x"}).status_code] == [403, 403]
    assert [api(mallory).get(path).status_code, api(mallory).delete(path).status_code] == [404, 404]
    assert looked_up(api(mallory), "Serum") == []
