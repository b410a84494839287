"""Statements that are written once find what Django's own would."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import Value
from django.db.models.functions import Upper
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext

from shared_apps.accounts.actions.api_keys import make_key
from shared_apps.accounts.models import ApiKey, KeyKind
from shared_apps.core.lookups import Lookup
from tenant_apps.team.models import Member
from tests.cast import Person
from tests.conftest import InTenant

pytestmark = pytest.mark.django_db

member_of = Lookup(lambda user_id: Member.objects.filter(user_id=user_id, is_active=True), UUID(int=1))


def test_it_finds_the_same_row_in_one_statement(ada: Person, ben: Person, in_tenant: InTenant) -> None:
    with in_tenant(ada.tenant):
        Member.objects.filter(user_id=ben.user.id).update(skills=["nails"], overrides={"billing": True})
        with CaptureQueriesContext(connection) as asked:
            found = member_of.first(ben.user.id)
        assert found is not None
        kept = Member.objects.get(user_id=ben.user.id)

    assert len(asked) == 1
    assert (found, found.skills, found.overrides) == (kept, ["nails"], {"billing": True})
    assert model_to_dict(found) == model_to_dict(kept)
    assert (found.created_at, found._state.adding, found._state.db) == (kept.created_at, False, "default")


def test_it_finds_nothing_where_nothing_is(ada: Person, ben: Person, in_tenant: InTenant) -> None:
    with in_tenant(ada.tenant):
        Member.objects.filter(user_id=ben.user.id).update(is_active=False)

        assert (member_of.first(ben.user.id), member_of.first(uuid4())) == (None, None)


def test_it_finds_the_neighbours_row_only_next_door(
    ada: Person, mallory: Person, in_tenant: InTenant
) -> None:
    with in_tenant(ada.tenant):
        here = member_of.first(mallory.user.id)
    with in_tenant(mallory.tenant):
        there = member_of.first(mallory.user.id)

    assert (here, there and there.user_id) == (None, mallory.user.id)


def test_it_brings_along_what_was_joined(ada: Person) -> None:
    key, _ = make_key(
        user=ada.user,
        tenant=ada.tenant,
        kind=KeyKind.PERSONAL,
        name="Till",
        scopes=["settings:read"],
        expires_at=None,
    )
    named = Lookup(lambda name: ApiKey.objects.select_related("user", "tenant").filter(name=name), "?")

    found = named.first("Till")

    assert found is not None
    with CaptureQueriesContext(connection) as asked:
        told = (found.id, found.scopes, found.user.email, found.tenant.slug)
    assert (told, len(asked)) == ((key.id, ["settings:read"], ada.user.email, "acme"), 0)


def test_it_keeps_the_order_and_the_cut(ada: Person, ben: Person, cleo: Person, in_tenant: InTenant) -> None:
    named = Lookup(lambda role: Member.objects.exclude(role=role).order_by("-name")[:2], "?")

    with in_tenant(ada.tenant):
        found = [member.name for member in named.all("owner")]

    assert found == ["Cleo", "Ben"]


def test_it_brings_along_what_was_asked_beside_the_row(ada: Person, ben: Person, in_tenant: InTenant) -> None:
    by_role: Lookup[Any] = Lookup(
        lambda role: Member.objects.filter(role=role).annotate(shouted=Upper("name"), is_here=Value(True)),
        "?",
    )

    with in_tenant(ada.tenant):
        [found] = by_role.all("owner")

    assert (found.name, found.shouted, found.is_here) == ("Ada", "ADA", True)
