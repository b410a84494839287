"""The owner's doors to the workspace as a whole: its address, domains, archives and end."""

import io
from collections.abc import AsyncIterator
from typing import Any
from zipfile import ZipFile

import pytest
from asgiref.sync import async_to_sync
from pytest_django import DjangoCaptureOnCommitCallbacks

from shared_apps.accounts.models import DeviceSession
from shared_apps.audit.models import AuditEntry
from shared_apps.core.clock import now
from tenants import domains
from tenants.dns import DnsAway
from tenants.hosts import forget, tenant_for_host
from tenants.models import Domain, Tenant, TenantExport, TenantState
from tests.cast import Client, Person
from tests.conftest import Api, InTenant
from tests.shared_apps.accounts.signing import browser_of

Callbacks = DjangoCaptureOnCommitCallbacks


@pytest.fixture
def dns(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """The TXT records there are; `away` makes nobody answer."""
    records: dict[str, list[str]] = {}

    def texts_of(name: str) -> list[str]:
        if "away" in records:
            raise DnsAway
        return records.get(name, [])

    monkeypatch.setattr(domains, "texts_of", texts_of)
    return records


def test_an_owner_moves_the_workspace_and_stays_signed_in(
    ada: Person, in_tenant: InTenant, django_capture_on_commit_callbacks: Callbacks
) -> None:
    browser = browser_of(ada)
    with django_capture_on_commit_callbacks(execute=True):
        moved = browser.put("/api/workspace/address/", {"slug": "acme-beauty"})

    assert moved.status_code == 200, moved.content
    assert moved.json()["url"] == "http://acme-beauty.parlor.test"
    there = Client(Tenant.objects.get(slug="acme-beauty"))
    entered = there.post("/api/auth/enter/", {"entry_token": moved.json()["entry_token"]})
    assert entered.status_code == 200
    assert there.get("/api/company/").json()["slug"] == "acme-beauty"
    with in_tenant(ada.tenant):
        assert AuditEntry.objects.filter(action="workspace.moved").count() == 1


@pytest.mark.parametrize(
    ("slug", "status", "code"),
    [("globex", 409, "slug_taken"), ("admin", 409, "slug_taken"), ("Ж", 400, "invalid")],
)
def test_it_says_why_an_address_cannot_be_taken(
    slug: str, status: int, code: str, ada: Person, globex: Tenant
) -> None:
    refused = browser_of(ada).put("/api/workspace/address/", {"slug": slug})

    assert (refused.status_code, refused.json()["code"]) == (status, code)


DOORS = [
    ("put", "/api/workspace/address/", {"slug": "acme-beauty"}),
    ("post", "/api/workspace/deletion/", {"slug": "acme"}),
    ("post", "/api/workspace/exports/", {}),
]


@pytest.mark.parametrize(("method", "path", "body"), DOORS)
def test_it_asks_who_it_is_once_more(
    method: str, path: str, body: dict[str, Any], ada: Person, api: Api
) -> None:
    browser = browser_of(ada)
    DeviceSession.objects.filter(user=ada.user).update(confirmed_at="2026-01-01T00:00:00Z")

    for refused in (getattr(browser, method)(path, body), getattr(api(ada), method)(path, body)):
        assert (refused.status_code, refused.json()["code"]) == (403, "confirmation_needed")
    assert Tenant.objects.get(id=ada.tenant.id).state == "active"


@pytest.mark.parametrize(("method", "path", "body"), DOORS)
def test_it_is_the_owners_alone(
    method: str, path: str, body: dict[str, Any], ben: Person, mallory: Person, acme: Tenant, api: Api
) -> None:
    assert getattr(browser_of(ben), method)(path, body).status_code == 403
    assert getattr(api(mallory, at=acme), method)(path, body).status_code == 404


def test_an_owner_deletes_the_workspace_and_keeps_it_after_all(
    ada: Person, ben: Person, anonymous: Any, django_capture_on_commit_callbacks: Callbacks
) -> None:
    browser = browser_of(ada)
    typo = browser.post("/api/workspace/deletion/", {"slug": "acmee"})
    with django_capture_on_commit_callbacks(execute=True):
        gone = browser.post("/api/workspace/deletion/", {"slug": "Acme"})

    assert (typo.status_code, list(typo.json()["fields"])) == (400, ["slug"])
    assert gone.status_code == 200
    assert browser.get("/api/company/").status_code == 423
    shown = public(ada).get("/api/auth/workspaces/").json()["results"]
    assert [(row["slug"], row["state"], row["purge_at"]) for row in shown] == [
        ("acme", "deleting", gone.json()["purge_at"])
    ]
    assert public(ada).post("/api/auth/workspaces/", {"slug": "acme"}).status_code == 404
    assert public(ben).post("/api/auth/workspaces/keep/", {"slug": "acme"}).status_code == 403
    with django_capture_on_commit_callbacks(execute=True):
        kept = public(ada).post("/api/auth/workspaces/keep/", {"slug": "acme"})
    assert (kept.status_code, kept.json()["state"]) == (200, "active")
    forget()
    assert browser.get("/api/company/").status_code == 200
    assert public(ada).post("/api/auth/workspaces/keep/", {"slug": "acme"}).json()["code"] == "wrong_state"


def public(person: Person) -> Client:
    return Client(None, person)


def test_the_list_of_workspaces_tells_which_are_paused(ada: Person) -> None:
    Tenant.objects.filter(id=ada.tenant.id).update(state=TenantState.SUSPENDED)

    me = public(ada).get("/api/auth/me/").json()

    assert [(row["slug"], row["state"]) for row in me["workspaces"]] == [("acme", "suspended")]
    assert public(ada).post("/api/auth/workspaces/", {"slug": "acme"}).status_code == 404
    Tenant.objects.filter(id=ada.tenant.id).update(state=TenantState.PURGING)
    assert public(ada).get("/api/auth/me/").json()["workspaces"] == []


def test_a_stranger_keeps_nothing_of_others(mallory: Person, acme: Tenant) -> None:
    Tenant.objects.filter(id=acme.id).update(state=TenantState.DELETING)

    answer = public(mallory).post("/api/auth/workspaces/keep/", {"slug": "acme"})

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    acme.refresh_from_db()
    assert acme.state == TenantState.DELETING


async def read(parts: AsyncIterator[bytes]) -> bytes:
    return b"".join([part async for part in parts])


def test_an_owner_fetches_the_workspace_in_one_archive(
    ada: Person, cleo: Person, mallory: Person, api: Api, django_capture_on_commit_callbacks: Callbacks
) -> None:
    browser = browser_of(ada)
    with django_capture_on_commit_callbacks(execute=True):
        asked = browser.post("/api/workspace/exports/", {})
    assert asked.status_code == 201, asked.content
    [row] = browser.get("/api/workspace/exports/").json()["results"]
    path = f"/api/workspace/exports/{row['id']}/file/"

    archive: Any = browser.get(path)
    whole = async_to_sync(read)(archive.streaming_content)

    assert (row["state"], row["with_secrets"], row["by_name"]) == ("ready", False, "Ada")
    assert archive["Content-Disposition"] == 'attachment; filename="acme.parlor.zip"'
    with ZipFile(io.BytesIO(whole)) as opened:
        assert "manifest.json" in opened.namelist()
    assert browser_of(cleo).get(path).status_code == 403
    assert Client(mallory.tenant, mallory).get(path).status_code == 404
    assert Client(ada.tenant).get(path).status_code == 401
    TenantExport.objects.update(expires_at=now())
    assert browser.get(path).status_code == 404
    assert browser.delete(f"/api/workspace/exports/{row['id']}/").status_code == 204
    assert browser.get("/api/workspace/exports/").json()["results"] == []


def test_a_passphrase_is_long_enough_or_none(ada: Person) -> None:
    refused = browser_of(ada).post("/api/workspace/exports/", {"passphrase": "short"})

    assert (refused.status_code, list(refused.json()["fields"])) == (400, ["passphrase"])


def add(person: Person, api: Api, domain: str) -> Any:
    return api(person).post("/api/workspace/domains/", {"domain": domain})


def check(person: Person, api: Api, domain_id: int) -> Any:
    return api(person).post(f"/api/workspace/domains/{domain_id}/check/").json()


def test_a_domain_leads_to_the_workspace_once_its_record_is_found(
    ada: Person, api: Api, dns: dict[str, list[str]]
) -> None:
    added = add(ada, api, "https://Chat.Acme-Salon.com/").json()
    assert (added["domain"], added["state"]) == ("chat.acme-salon.com", "pending")
    assert added["points_to"] == "acme.parlor.test"
    assert check(ada, api, added["id"])["problem"] == "record_missing"
    assert tenant_for_host("chat.acme-salon.com") is None

    dns[added["record_name"]] = ["something else", added["record_value"]]
    proved = check(ada, api, added["id"])

    assert (proved["state"], proved["problem"]) == ("verified", "")
    assert tenant_for_host("chat.acme-salon.com:443") == ada.tenant
    assert Client(ada.tenant).get("/api/auth/me/", HTTP_HOST="chat.acme-salon.com").status_code == 401
    assert api(ada).delete(f"/api/workspace/domains/{added['id']}/").status_code == 204
    forget()
    assert tenant_for_host("chat.acme-salon.com") is None


@pytest.mark.parametrize(
    "domain",
    [
        "localhost",
        "acme",
        "chat.local",
        "10.0.0.1",
        "globex.parlor.test",
        "parlor.test",
        "salon.example",
        "аpple.com",
        "раураӏ.com",
        "fɑcebook.com",
        "ροκυ.com",
        "օոս.com",
        "xn--\u0430.com",
        "-a.com",
        "a..com",
        "",
        "x" * 64 + ".com",
    ],
)
def test_it_refuses_a_domain_that_is_no_good(domain: str, ada: Person, api: Api) -> None:
    refused = add(ada, api, domain)

    assert (refused.status_code, list(refused.json()["fields"])) == (400, ["domain"])


def test_it_takes_a_domain_of_another_alphabet(ada: Person, api: Api) -> None:
    assert add(ada, api, "перукарня.укр").json()["domain"] == "xn--80ajpnghcv6i.xn--j1amh"
    # All its letters look Latin, but nobody takes it for a Latin word there.
    assert add(ada, api, "хор.укр").status_code == 201
    assert add(ada, api, "https://zürich-nägel.com:443/").json()["domain"] == "xn--zrich-ngel-w5a5z.com"


def test_a_domain_belongs_to_the_workspace_that_proves_it(
    ada: Person, mallory: Person, api: Api, dns: dict[str, list[str]]
) -> None:
    hers, his = add(ada, api, "salon.com").json(), add(mallory, api, "salon.com").json()
    assert hers["record_value"] != his["record_value"]
    dns[hers["record_name"]] = [hers["record_value"]]

    assert check(mallory, api, his["id"])["state"] == "pending"
    assert check(ada, api, hers["id"])["state"] == "verified"
    dns[hers["record_name"]].append(his["record_value"])
    assert check(mallory, api, his["id"])["code"] == "domain_taken"
    assert api(mallory).post(f"/api/workspace/domains/{hers['id']}/check/").status_code == 404


def test_a_domain_whose_proof_is_gone_is_lost_after_a_while(
    ada: Person, api: Api, dns: dict[str, list[str]], settings: Any
) -> None:
    added = add(ada, api, "salon.com").json()
    dns[added["record_name"]] = [added["record_value"]]
    check(ada, api, added["id"])
    dns.clear()

    domains.check_domains(now())
    assert Domain.objects.get().state == "verified"
    dns["away"] = []
    settings.DOMAIN_PATIENCE_HOURS = 0
    domains.check_domains(now())
    assert (Domain.objects.get().state, Domain.objects.get().problem) == ("verified", "dns_away")
    dns.clear()
    domains.check_domains(now())

    forget()
    assert Domain.objects.get().state == "lost"
    assert tenant_for_host("salon.com") is None


def test_a_viewer_sees_no_domains(cleo: Person, api: Api) -> None:
    assert api(cleo).get("/api/workspace/domains/").status_code == 403
    assert add(cleo, api, "salon.com").status_code == 403
