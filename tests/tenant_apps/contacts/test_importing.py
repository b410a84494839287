"""A table of contacts: taken once, known ones completed, rows that make no sense named."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tenant_apps.contacts.models import Contact
from tests.cast import Client, Person
from tests.conftest import Api, InTenant

IMPORT = "/api/contacts/import/"
TABLE = "Ім’я;Телефон;Пошта\nДана Коваль;050 111 22 33;dana@example.com\nЛев;;lev@example.com\n"


def send(client: Client, table: str | bytes):  # type: ignore[no-untyped-def]  # Django's own answer
    content = table.encode() if isinstance(table, str) else table
    return client.post(IMPORT, {"file": SimpleUploadedFile("c.csv", content)}, format="multipart")


def test_it_takes_each_contact_once(api: Api, ada: Person, in_tenant: InTenant) -> None:
    first, again = send(api(ada), TABLE), send(api(ada), TABLE)

    assert first.json() == {"created": 2, "updated": 0, "unchanged": 0, "errors": []}
    assert again.json() == {"created": 0, "updated": 0, "unchanged": 2, "errors": []}
    with in_tenant(ada.tenant):
        assert list(Contact.objects.order_by("name").values_list("name", "phone", "email")) == [
            ("Дана Коваль", "+380501112233", "dana@example.com"),
            ("Лев", "", "lev@example.com"),
        ]


def test_a_known_contact_keeps_what_it_has_and_gets_what_it_lacks(
    api: Api, ada: Person, in_tenant: InTenant
) -> None:
    with in_tenant(ada.tenant):
        Contact.objects.create(name="Dana K.", phone="+380501112233")

    answer = send(api(ada), TABLE)

    assert (answer.json()["created"], answer.json()["updated"]) == (1, 1)
    with in_tenant(ada.tenant):
        assert Contact.objects.values_list("name", "email").get(phone="+380501112233") == (
            "Dana K.",
            "dana@example.com",
        )


def test_it_names_the_rows_that_make_no_sense_and_takes_the_others(api: Api, ada: Person) -> None:
    answer = send(api(ada), "name,phone,email\nA,12,\nB,,not one\n" + "n" * 201 + ",,\nC,,\n")

    assert answer.json()["created"] == 1
    assert [error["row"] for error in answer.json()["errors"]] == [2, 3, 4]


@pytest.mark.parametrize(
    ("table", "code"),
    [("phone\n1\n", "column_missing"), ("", "invalid"), (b"\x00\x01\x02", "column_missing")],
)
def test_it_says_what_is_wrong_with_a_table(table: str | bytes, code: str, api: Api, ada: Person) -> None:
    answer = send(api(ada), table)

    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_viewers_and_strangers_import_nothing(
    api: Api, cleo: Person, mallory: Person, in_tenant: InTenant
) -> None:
    answers = [send(api(cleo), TABLE), send(api(mallory, at=cleo.tenant), TABLE)]

    assert [answer.status_code for answer in answers] == [403, 404]
    with in_tenant(cleo.tenant):
        assert Contact.objects.count() == 0
