"""Host → tenant: the public site, workspaces, other domains, strangers."""

import pytest
from django.test import Client as DjangoClient
from pytest_django import Settings

from shared_apps.core.keys import schema
from tenants.hosts import forget, tenant_for_host
from tenants.models import Domain, Tenant, TenantState
from tests.cast import Client, Person
from tests.conftest import Anonymous, Api


@pytest.mark.parametrize(
    "host",
    [
        "acme.parlor.test",
        "ACME.Parlor.Test",
        "acme.parlor.test:8000",
        "acme.parlor.test.",
        " acme.parlor.test",
    ],
)
def test_it_finds_a_workspace_by_its_subdomain(host: str, acme: Tenant) -> None:
    assert tenant_for_host(host) == acme


@pytest.mark.parametrize(
    "host",
    [
        "parlor.test",
        "www.parlor.test",
        "nobody.parlor.test",
        "a.acme.parlor.test",
        "acme.test",
        "evil.test",
        "",
        "[::1]:80",
    ],
)
def test_it_finds_no_workspace_elsewhere(host: str, acme: Tenant) -> None:
    assert tenant_for_host(host) is None


def test_it_finds_a_workspace_by_a_domain_of_its_own(acme: Tenant) -> None:
    Domain.objects.create(domain="chat.acme.example", tenant=acme, state="verified")

    assert tenant_for_host("chat.acme.example:443") == acme


def test_it_shows_a_new_workspace_at_once(acme: Tenant) -> None:
    assert tenant_for_host("initech.parlor.test") is None
    Tenant.objects.filter(id=acme.id).update(slug="initech")

    assert tenant_for_host("initech.parlor.test") == acme


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en-GB,en;q=0.9", "No workspace lives at this address"),
        ("uk-UA,uk;q=0.9,en;q=0.5", "За цією адресою немає робочого простору"),
        ("", "No workspace lives at this address"),
    ],
)
def test_it_tells_people_that_nobody_lives_here(language: str, sentence: str, db: None) -> None:
    answer = DjangoClient(HTTP_HOST="nobody.parlor.test").get("/inbox", HTTP_ACCEPT_LANGUAGE=language)

    assert answer.status_code == 404
    assert sentence in answer.content.decode()
    assert 'href="http://parlor.test/"' in answer.content.decode()


@pytest.mark.parametrize(
    "host", ["nobody.parlor.test", "evil.test", "127.0.0.1:8000", "a b", "parlor.test.evil.test"]
)
def test_it_tells_programs_that_nobody_lives_here(host: str, db: None) -> None:
    answer = DjangoClient(HTTP_HOST=host).get("/api/auth/me/")

    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_host")
    assert set(answer.json()) == {"code", "message", "fields", "data"}


def test_it_closes_a_paused_workspace_to_everybody(api: Api, ada: Person) -> None:
    Tenant.objects.filter(id=ada.tenant.id).update(state=TenantState.SUSPENDED)
    forget()

    program = api(ada).get("/api/company/")
    page = DjangoClient(HTTP_HOST="acme.parlor.test").get("/", HTTP_ACCEPT_LANGUAGE="uk")

    assert (program.status_code, program.json()["code"]) == (403, "workspace_suspended")
    assert page.status_code == 403
    assert "Цей робочий простір призупинено" in page.content.decode()


@pytest.mark.parametrize("host", ["parlor.test", "acme.parlor.test", "nobody.parlor.test", "10.0.0.7:8000"])
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_it_answers_probes_on_any_host(host: str, path: str, acme: Tenant) -> None:
    answer = DjangoClient(HTTP_HOST=host).get(path)

    assert (answer.status_code, answer.json()["status"]) == (200, "ok")


def test_it_counts_a_machines_own_address_as_the_public_site_in_development(
    settings: Settings, db: None
) -> None:
    settings.BASE_DOMAIN = "localhost:8000"

    answer = DjangoClient(HTTP_HOST="127.0.0.1:8000").get("/api/auth/me/")

    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")


def test_it_leaves_the_workspace_after_the_answer(anonymous: Anonymous, acme: Tenant) -> None:
    anonymous(acme).get("/api/auth/me/")

    assert schema() == "public"


def test_it_leaves_the_workspace_after_a_failure(acme: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared_apps.accounts.api.views.session.MeSerializer", None)
    client = Client(acme)
    client.raise_request_exception = False

    client.get("/api/auth/me/")

    assert schema() == "public"
