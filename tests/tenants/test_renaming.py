"""A business takes another address, and the old one leads there for a while."""

import pytest

from shared_apps.core.clock import now
from tenant_apps.workspace.models import Workspace
from tenants import life
from tenants.models import FormerSlug, Tenant
from tests.conftest import Anonymous, InTenant
from tests.tenants.conftest import Callbacks, page, refusal


def test_it_answers_under_the_new_address_at_once_and_leads_there_from_the_old(
    acme: Tenant, anonymous: Anonymous, in_tenant: InTenant, django_capture_on_commit_callbacks: Callbacks
) -> None:
    assert page("acme.parlor.test", "/api/auth/me/").status_code == 401

    with django_capture_on_commit_callbacks(execute=True):
        life.rename_tenant(acme.id, name="Acme Beauty", slug="acme-beauty")

    old, program = page("acme.parlor.test", "/inbox?tab=all"), page("acme.parlor.test", "/api/auth/me/")
    assert (old.status_code, old["Location"]) == (307, "http://acme-beauty.parlor.test/inbox?tab=all")
    assert (program.status_code, program.json()["code"]) == (421, "workspace_moved")
    assert program.json()["data"] == {"url": "http://acme-beauty.parlor.test"}
    assert page("acme-beauty.parlor.test", "/api/auth/me/").status_code == 401
    with in_tenant(acme):
        assert Workspace.objects.values_list("name", "slug").get() == ("Acme Beauty", "acme-beauty")


def test_the_old_address_stops_leading_anywhere_after_a_while(acme: Tenant) -> None:
    life.rename_tenant(acme.id, slug="acme-beauty")
    FormerSlug.objects.update(until=now())

    assert page("acme.parlor.test").status_code == 404


def test_a_former_address_is_nobody_elses_but_can_be_taken_back(acme: Tenant, globex: Tenant) -> None:
    life.rename_tenant(acme.id, slug="acme-beauty")

    assert refusal(lambda: life.rename_tenant(globex.id, slug="acme")) == (409, "slug_taken")
    assert life.rename_tenant(acme.id, slug="acme").slug == "acme"
    assert list(FormerSlug.objects.values_list("slug", flat=True)) == ["acme-beauty"]


@pytest.mark.parametrize(
    ("slug", "code"),
    [
        ("admin", "slug_taken"),
        ("adm1n", "slug_taken"),
        ("supp0rt", "slug_taken"),
        ("adrnin", "slug_taken"),
        ("globex", "slug_taken"),
        ("аcme", "invalid"),
        ("xn--cme-5cd", "invalid"),
        ("Acme", "invalid"),
        ("a", "invalid"),
        ("-acme", "invalid"),
        ("acme.evil", "invalid"),
    ],
)
def test_it_refuses_an_address_that_is_no_good(slug: str, code: str, acme: Tenant, globex: Tenant) -> None:
    assert refusal(lambda: life.rename_tenant(acme.id, slug=slug))[1] == code
    acme.refresh_from_db()
    assert acme.slug == "acme"


def test_of_two_who_take_an_address_at_once_the_second_is_told(
    acme: Tenant, globex: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Both looked before either had it.
    monkeypatch.setattr(life, "check_slug", lambda slug, tenant: None)

    assert refusal(lambda: life.rename_tenant(acme.id, slug="globex")) == (409, "slug_taken")
    acme.refresh_from_db()
    assert (acme.slug, FormerSlug.objects.count()) == ("acme", 0)


def test_the_chat_of_a_renamed_workspace_answers_under_its_old_name(acme: Tenant) -> None:
    from tenants.hosts import is_called, tenant_of_former_slug

    life.rename_tenant(acme.id, slug="acme-beauty")

    acme.refresh_from_db()
    assert tenant_of_former_slug("acme") == acme
    assert (is_called(acme, "acme"), is_called(acme, "acme-beauty"), is_called(acme, "globex")) == (
        True,
        True,
        False,
    )
