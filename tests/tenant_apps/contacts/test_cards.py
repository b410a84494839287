"""Contacts as a list, notes, custom fields, the block."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenant_apps.contacts.cards.models import ContactNote, CustomField
from tenant_apps.contacts.labels.models import ContactLabel, Label
from tenant_apps.contacts.models import Contact, Identity
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api, InTenant

CONTACTS = "/api/contacts/"
FIELDS = "/api/custom-fields/"


@pytest.fixture
def dana(acme: Tenant, in_tenant: InTenant) -> Contact:
    with in_tenant(acme):
        dana = Contact.objects.create(name="Dana Koval", phone="+380671112233", email="dana@example.com")
        Identity.objects.create(contact=dana, channel_account_id=uuid4(), kind="username", value="dana_k")
        return dana


def field(api: Api, ada: Person, **fields: Any) -> dict[str, Any]:
    made: dict[str, Any] = api(ada).post(FIELDS, {"name": fields["key"], **fields}).json()
    return made


@pytest.mark.parametrize(
    ("query", "count"),
    [("", 1), ("q=dana", 1),
     ("q=koval dana", 1), ("q=0671112", 1), ("q=0681112", 0), ("q=671112233", 1), ("q=dana_k", 1),
     ("q=example.com", 1), ("q=nobody", 0), ("blocked=true", 0), ("blocked=false", 1)],
)  # fmt: skip
def test_it_lists_contacts(dana: Contact, ben: Person, api: Api, query: str, count: int) -> None:
    answer = api(ben).get(f"{CONTACTS}?{query}")

    assert (answer.status_code, len(answer.json()["results"])) == (200, count)


def test_it_sorts_and_pages(dana: Contact, ben: Person, api: Api, in_tenant: InTenant) -> None:
    with in_tenant(ben.tenant):
        Contact.objects.create(name="Anna")
        Contact.objects.create(name="Zoe")

    first = api(ben).get(f"{CONTACTS}?sort=name&limit=2").json()
    second = api(ben).get(first["next"]).json()

    names = [row["name"] for page in (first, second) for row in page["results"]]
    assert names == ["Anna", "Dana Koval", "Zoe"]


def test_a_list_of_thirty_costs_what_one_costs(
    dana: Contact, ben: Person, api: Api, in_tenant: InTenant
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            api(ben).get(CONTACTS)
        return len(captured)

    with in_tenant(ben.tenant):
        label = Label.objects.create(name="vip")
        ContactLabel.objects.create(contact=dana, label=label)
    queries()
    one = queries()
    with in_tenant(ben.tenant):
        for number in range(29):
            one_more = Contact.objects.create(name=str(number))
            ContactLabel.objects.create(contact=one_more, label=label)
            Identity.objects.create(
                contact=one_more, channel_account_id=uuid4(), kind="phone", value=str(number)
            )

    assert queries() == one


def test_it_keeps_notes_with_their_authors(dana: Contact, ben: Person, ada: Person, api: Api) -> None:
    notes = f"{CONTACTS}{dana.id}/notes/"

    added = api(ben).post(notes, {"text": "Likes tea"})

    assert added.status_code == 201
    note = added.json()
    assert (note["text"], note["author"]) == ("Likes tea", {"id": str(ben.member.id), "name": "Ben"})
    edited = api(ada).patch(f"{notes}{note['id']}/", {"text": "Likes green tea"}).json()
    assert (edited["text"], edited["edited_at"] is not None) == ("Likes green tea", True)
    assert [row["text"] for row in api(ben).get(notes).json()["results"]] == ["Likes green tea"]
    assert api(ben).get(f"{CONTACTS}{dana.id}/").json()["rev"] == 3
    assert api(ben).delete(f"{notes}{note['id']}/").status_code == 204


def test_an_agent_leaves_anothers_note_alone(dana: Contact, ben: Person, ada: Person, api: Api) -> None:
    notes = f"{CONTACTS}{dana.id}/notes/"
    note = api(ada).post(notes, {"text": "mine"}).json()

    assert api(ben).patch(f"{notes}{note['id']}/", {"text": "x"}).status_code == 403
    assert api(ben).delete(f"{notes}{note['id']}/").status_code == 403


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("text", "blond", 7),
        ("number", 7.5, "7"),
        ("number", 0, True),
        ("date", "2026-11-21", "21.11.2026"),
        ("list", "Gold", "Bronze"),
        ("checkbox", False, "yes"),
        ("link", "https://example.com/x", "javascript:alert(1)"),
    ],
)
def test_a_custom_field_takes_what_it_says(
    dana: Contact, ada: Person, ben: Person, api: Api, kind: str, good: object, bad: object
) -> None:
    field(api, ada, key="extra", kind=kind, options=["Gold", "Silver"])
    path = f"{CONTACTS}{dana.id}/"

    kept = api(ben).patch(path, {"custom": {"extra": good}})
    refused = api(ben).patch(path, {"custom": {"extra": bad}})

    assert kept.json()["custom"] == {"extra": good}
    assert (refused.status_code, list(refused.json()["fields"])) == (400, ["custom.extra"])
    assert api(ben).patch(path, {"custom": {"extra": None}}).json()["custom"] == {}


def test_setting_one_value_leaves_the_others(dana: Contact, ada: Person, ben: Person, api: Api) -> None:
    for key in ("colour", "skin"):
        field(api, ada, key=key, kind="text")
    path = f"{CONTACTS}{dana.id}/"
    api(ben).patch(path, {"custom": {"colour": "7.1"}})

    both = api(ben).patch(path, {"custom": {"skin": "dry"}}).json()

    assert both["custom"] == {"colour": "7.1", "skin": "dry"}
    assert api(ben).patch(path, {"custom": {"unknown": "x"}}).status_code == 400


def test_a_deleted_field_takes_its_values_along(dana: Contact, ada: Person, ben: Person, api: Api) -> None:
    made = field(api, ada, key="colour", kind="text")
    field(api, ada, key="skin", kind="text")
    path = f"{CONTACTS}{dana.id}/"
    api(ben).patch(path, {"custom": {"colour": "7.1", "skin": "dry"}})

    assert api(ada).delete(f"{FIELDS}{made['id']}/").status_code == 204

    assert api(ben).get(path).json()["custom"] == {"skin": "dry"}


@pytest.mark.parametrize(
    ("fields", "status"),
    [({"key": "Big"}, 400), ({"key": "x", "kind": "list"}, 400), ({"key": "x", "kind": "song"}, 400)],
)
def test_it_refuses_a_field_that_makes_no_sense(
    ada: Person, api: Api, fields: dict[str, Any], status: int
) -> None:
    answer = api(ada).post(FIELDS, {"name": "x", "kind": "text", **fields})

    assert answer.status_code == status
    assert api(ada).get(FIELDS).json()["results"] == []


def test_a_key_is_one(ada: Person, api: Api) -> None:
    field(api, ada, key="colour", kind="text")

    again = api(ada).post(FIELDS, {"key": "colour", "name": "x", "kind": "text"})

    assert (again.status_code, again.json()["code"]) == (409, "field_taken")


def test_it_blocks_and_lets_back_in(dana: Contact, ben: Person, api: Api) -> None:
    path = f"{CONTACTS}{dana.id}/block/"

    assert api(ben).put(path, {"blocked": True}).json()["blocked"] is True
    assert len(api(ben).get(f"{CONTACTS}?blocked=true").json()["results"]) == 1
    assert api(ben).put(path, {"blocked": False}).json()["blocked"] is False


def test_it_shows_look_alikes(dana: Contact, ben: Person, api: Api, in_tenant: InTenant) -> None:
    with in_tenant(ben.tenant):
        twin = Contact.objects.create(name="D.", phone="380671112233")

    found = api(ben).get(f"{CONTACTS}{dana.id}/look-alikes/").json()["results"]

    assert [(row["id"], row["reason"]) for row in found] == [(str(twin.id), "phone")]


def test_viewers_and_neighbours_change_nothing(
    dana: Contact, ben: Person, cleo: Person, mallory: Person, acme: Tenant, api: Api, in_tenant: InTenant
) -> None:
    own = f"{CONTACTS}{dana.id}/"
    new = {"key": "x", "name": "x", "kind": "text"}

    viewer = [
        api(cleo).post(f"{own}notes/", {"text": "x"}).status_code,
        api(cleo).put(f"{own}block/", {"blocked": True}).status_code,
        api(cleo).post(FIELDS, new).status_code,
        api(ben).post(FIELDS, new).status_code,
    ]
    neighbour = [
        api(mallory).get(f"{own}notes/").status_code,
        api(mallory).put(f"{own}block/", {"blocked": True}).status_code,
        api(mallory).get(f"{own}look-alikes/").status_code,
        api(mallory, at=acme).get(CONTACTS).status_code,
        api(mallory, at=acme).get(FIELDS).status_code,
    ]

    assert (viewer, neighbour) == ([403] * 4, [404] * 5)
    assert api(mallory).get(CONTACTS).json()["results"] == []
    with in_tenant(acme):
        assert (ContactNote.objects.count(), CustomField.objects.count()) == (0, 0)
        assert Contact.objects.get().blocked_at is None
