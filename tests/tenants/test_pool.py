"""Schemas that wait: claimed by a rename, given back by a rollback, never handed out twice."""

from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from shared_apps.accounts.models import User
from shared_apps.core.errors import AppError
from tenant_apps.team.models import Member
from tenant_apps.workspace.models import Workspace
from tenants import pool
from tenants.actions import create_tenant
from tenants.entering import entered
from tenants.migrating import is_current
from tenants.models import PoolSchema, Role, Tenant
from tests.cast import Person

pytestmark = pytest.mark.django_db


def schemas() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname ~ '^(t|pool)_'")
        return {row[0] for row in cursor.fetchall()}


def test_it_opens_a_workspace_from_the_pool(ada: Person) -> None:
    waiting = PoolSchema.objects.order_by("created_at").values_list("name", flat=True)[0]

    tenant = create_tenant(slug="initech", name="Initech", language="uk", owner=ada.user)

    assert tenant.schema_name == f"t_{tenant.id.hex}"
    assert is_current(tenant.schema_name)
    assert waiting not in schemas()
    assert not PoolSchema.objects.filter(name=waiting).exists()
    assert list(ada.user.memberships.values_list("tenant__slug", "role")) == [
        ("acme", Role.OWNER),
        ("initech", Role.OWNER),
    ]
    with entered(tenant):
        assert list(Workspace.objects.values_list("name", "slug", "language")) == [
            ("Initech", "initech", "uk")
        ]
        assert list(Member.objects.values_list("user_id", "role")) == [(ada.user.id, Role.OWNER)]


def test_it_gives_the_schema_back_when_the_registration_fails(ada: Person) -> None:
    before = schemas()

    with transaction.atomic():
        create_tenant(slug="initech", name="Initech", language="en", owner=ada.user)
        transaction.set_rollback(True)

    assert schemas() == before
    assert not Tenant.objects.filter(slug="initech").exists()
    assert set(PoolSchema.objects.values_list("name", flat=True)) <= before


def test_it_makes_a_schema_by_migrations_when_the_pool_is_empty(ada: Person) -> None:
    PoolSchema.objects.all().delete()

    tenant = create_tenant(slug="initech", name="Initech", language="en", owner=ada.user)

    assert is_current(tenant.schema_name)
    assert pool.waiting() == 0


def test_it_does_not_hand_out_schemas_of_older_code(ada: Person) -> None:
    PoolSchema.objects.update(fingerprint="older")
    older = set(PoolSchema.objects.values_list("name", flat=True))

    create_tenant(slug="initech", name="Initech", language="en", owner=ada.user)

    assert older <= schemas()


def test_it_drops_schemas_of_older_code_when_migrating(ada: Person) -> None:
    PoolSchema.objects.update(fingerprint="older")
    older = set(PoolSchema.objects.values_list("name", flat=True))

    dropped = pool.drop_outdated()

    assert dropped == len(older)
    assert not older & schemas()


def test_it_drops_what_a_killed_filler_left_half_made(ada: Person) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA pool_half")

    pool.drop_unfinished()

    assert "pool_half" not in schemas()


@pytest.mark.parametrize("slug", ["ab", "Acme", "-acme", "a--b", "люмєр", "a" * 41, "a.b", ""])
def test_it_refuses_a_slug_that_is_no_subdomain(slug: str, ada: Person) -> None:
    before = schemas()

    with pytest.raises(AppError) as refusal:
        create_tenant(slug=slug, name="Initech", language="en", owner=ada.user)

    assert refusal.value.code == "invalid"
    assert list(refusal.value.fields) == ["slug"]
    assert schemas() == before


@pytest.mark.parametrize("slug", ["acme", "admin", "www"])
def test_it_refuses_a_slug_that_is_taken(slug: str, ada: Person) -> None:
    before = schemas()

    with pytest.raises(AppError) as refusal:
        create_tenant(slug=slug, name="Initech", language="en", owner=ada.user)

    assert (refusal.value.status, refusal.value.code) == (409, "slug_taken")
    assert refusal.value.data == {"suggestion": f"{slug}-2"}
    assert schemas() == before


@pytest.mark.django_db(transaction=True)
def test_it_never_hands_one_schema_to_two_claims(ada: Person, settings: Settings) -> None:
    settings.SCHEMA_POOL_SIZE = 2
    pool.fill()
    ready = Barrier(2)
    opened: list[Tenant] = []

    def register(slug: str) -> None:
        ready.wait()
        try:
            owner = User.objects.get(id=ada.user.id)
            opened.append(create_tenant(slug=slug, name=slug, language="en", owner=owner))
        finally:
            connection.close()

    threads = [Thread(target=register, args=[slug]) for slug in ("initech", "hooli")]
    list(map(Thread.start, threads))
    list(map(Thread.join, threads))

    assert {tenant.slug for tenant in opened} == {"initech", "hooli"}
    assert len({tenant.schema_name for tenant in opened} & schemas()) == 2
