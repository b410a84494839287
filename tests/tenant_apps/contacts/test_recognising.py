"""One person whose number is spelled in two ways is one contact; look-alikes on other channels are found."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenant_apps.contacts.actions import Introduction, recognise
from tenant_apps.contacts.models import Contact, Identity
from tenant_apps.contacts.numbers import normal, same_numbers
from tenant_apps.contacts.selectors import look_alikes
from tenants.models import Tenant
from tests.conftest import InTenant

WHATSAPP, TELEGRAM = uuid4(), uuid4()


@pytest.fixture(autouse=True)
def inside(acme: Tenant, in_tenant: InTenant) -> Iterator[None]:
    with in_tenant(acme):
        yield


def known_by(*identities: tuple[str, str], at: UUID = WHATSAPP) -> UUID:
    [contact_id] = recognise([Introduction(at, identities, "Dana")])
    return contact_id


@pytest.mark.parametrize(
    ("number", "others"),
    [
        ("+5511987654321", ("5511987654321", "551187654321")),
        ("551187654321", ("551187654321", "5511987654321")),
        ("551134567890", ("551134567890",)),
        ("5215512345678", ("5215512345678", "525512345678")),
        ("+52 55 1234 5678", ("525512345678", "5215512345678")),
        ("5491123456789", ("5491123456789", "541123456789", "54111523456789")),
        ("541123456789", ("541123456789", "5491123456789", "54111523456789")),
        ("+54 11 15 2345-6789", ("54111523456789", "5491123456789", "541123456789")),
        ("+54 2966 15 412345", ("54296615412345", "5492966412345", "542966412345")),
        ("+380671112233", ("380671112233",)),
        ("", ("",)),
    ],
)
def test_it_knows_the_spellings_of_a_number(number: str, others: tuple[str, ...]) -> None:
    assert same_numbers(number) == others


@pytest.mark.parametrize(
    ("typed", "region", "number"),
    [
        ("067 111-22-33", "UA", "+380671112233"),
        ("+380 67 111 22 33", None, "+380671112233"),
        ("067 111-22-33", None, ""),
        ("call me", "UA", ""),
    ],
)
def test_it_writes_typed_numbers_in_one_way(typed: str, region: str | None, number: str) -> None:
    assert normal(typed, region=region) == number


@pytest.mark.parametrize(
    ("dialled", "answered"),
    [
        ((("phone", "+5511987654321"),), (("wa_id", "551187654321"), ("phone", "+551187654321"))),
        ((("phone", "+525512345678"),), (("wa_id", "5215512345678"), ("phone", "+5215512345678"))),
        ((("wa_id", "5491123456789"),), (("phone", "+54111523456789"),)),
    ],
)
def test_it_takes_two_spellings_for_one_person(
    dialled: tuple[tuple[str, str], ...], answered: tuple[tuple[str, str], ...]
) -> None:
    contact_id = known_by(*dialled)

    assert known_by(*answered) == contact_id
    assert set(Identity.objects.filter(contact_id=contact_id).values_list("kind", "value")) == {
        *dialled,
        *answered,
    }


def test_it_prefers_the_number_as_it_is_written() -> None:
    known_by(("wa_id", "551187654321"))
    exact = Contact.objects.create(name="Rafael")
    Identity.objects.create(contact=exact, channel_account_id=WHATSAPP, kind="wa_id", value="5511987654321")

    assert known_by(("wa_id", "5511987654321")) == exact.id


def test_it_keeps_people_of_other_accounts_apart() -> None:
    assert known_by(("phone", "+5511987654321")) != known_by(("phone", "+551187654321"), at=TELEGRAM)


def test_it_takes_two_spellings_in_one_batch_for_one_person() -> None:
    first, second = recognise(
        [
            Introduction(WHATSAPP, (("wa_id", "5511987654321"),), "Ana"),
            Introduction(WHATSAPP, (("wa_id", "551187654321"),), "Ana"),
        ]
    )

    assert first == second
    assert Contact.objects.filter(name="Ana").count() == 1


def test_it_recognises_many_with_the_queries_of_one() -> None:
    def crowd(count: int, start: int) -> list[Introduction]:
        numbers = range(start, start + count)
        return [Introduction(WHATSAPP, (("wa_id", f"55119876{n:05d}"),), "Ana") for n in numbers]

    recognise(crowd(1, 0))
    with CaptureQueriesContext(connection) as one:
        recognise(crowd(1, 50))
    with CaptureQueriesContext(connection) as thirty:
        recognise(crowd(30, 100))

    assert len(thirty) == len(one)


def test_it_finds_who_may_be_the_same_person() -> None:
    dana = known_by(("wa_id", "5511987654321"), ("phone", "+5511987654321"))
    on_telegram = known_by(("phone", "+551187654321"), at=TELEGRAM)
    typed = Contact.objects.create(name="Dana (walk-in)", phone="+55 (11) 98765-4321")
    Contact.objects.create(name="Somebody else", phone="+55 11 98765-4322")

    found = look_alikes(dana)

    assert [(each.contact.id, each.reason) for each in found] == [
        (on_telegram, "phone"),
        (typed.id, "phone"),
    ]


def test_it_finds_the_same_address_in_other_letters() -> None:
    dana = Contact.objects.create(name="Dana", email="dana@example.com")
    by_mail = known_by(("email", "dana@example.com"))
    Contact.objects.filter(id=by_mail).update(email="")
    typed = Contact.objects.create(name="Dana K.", email="Dana@Example.com")

    assert [(each.contact.id, each.reason) for each in look_alikes(dana.id)] == [
        (by_mail, "email"),
        (typed.id, "email"),
    ]


def test_it_suggests_nobody_for_a_contact_without_number_and_address() -> None:
    Contact.objects.create(name="Nobody")

    assert look_alikes(Contact.objects.create(name="Also nobody").id) == []


def test_it_asks_as_often_for_many_look_alikes_as_for_one() -> None:
    dana = Contact.objects.create(name="Dana", phone="+380671112233")
    Contact.objects.create(name="Twin", phone="+380671112233")
    with CaptureQueriesContext(connection) as one:
        look_alikes(dana.id)
    Contact.objects.bulk_create(Contact(name=str(n), phone="+380671112233") for n in range(29))

    with CaptureQueriesContext(connection) as thirty:
        found = look_alikes(dana.id)

    assert (len(found), len(thirty)) == (10, len(one))
