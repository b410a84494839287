"""API keys: shown once, kept as hashes, held to their scopes and to what their member may do."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from pytest_django import DjangoCaptureOnCommitCallbacks

from shared_apps.accounts.key_scopes import SCOPES, scope_of
from shared_apps.accounts.models import ApiKey
from shared_apps.audit.models import AuditEntry
from shared_apps.core.clock import now
from tenants.models import Tenant
from tests.architecture.test_api_doors import EVERY, OPEN, begins, knock
from tests.cast import Client, Person
from tests.conftest import Anonymous, InTenant
from tests.shared_apps.accounts.signing import browser_of

pytestmark = pytest.mark.django_db

READ_ONLY = [scope for scope in SCOPES if scope.endswith(":read")]
# At doors that are open on purpose a key in the header changes nothing.
ASKED = {"/api/knowledge/search/"}
WRITES = [door for door in EVERY if door[1] != "get" and door[0] not in ASKED and not begins(door[0], OPEN)]


def make(person: Person, **wished: Any) -> dict[str, Any]:
    given = {"name": "Website", "kind": "personal", "scopes": ["contacts:read"], **wished}
    answer = browser_of(person).post("/api/auth/api-keys/", given)
    assert answer.status_code == 201, answer.content
    made: dict[str, Any] = answer.json()
    return made


def client_with(key: str, tenant: Tenant | None) -> Client:
    client = Client(tenant)
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {key}")
    return client


def test_it_shows_a_key_once_and_keeps_its_hash(
    ada: Person,
    acme: Tenant,
    in_tenant: InTenant,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        made = make(ada)

    row = ApiKey.objects.get()
    assert made["key"].startswith("plk_")
    assert made["key"] not in (row.key_hash, row.prefix)
    [listed] = browser_of(ada).get("/api/auth/api-keys/").json()["results"]
    assert "key" not in listed
    assert (listed["name"], listed["prefix"], listed["made_by"]) == ("Website", made["key"][:10], "Ada")
    with in_tenant(acme):
        assert AuditEntry.objects.filter(action="api_key.created", target_id=made["id"]).count() == 1
    assert "An API key was made in your Parlor account" in [letter.subject for letter in mail.outbox]
    assert all(made["key"] not in letter.body for letter in mail.outbox)


def test_it_lets_a_key_read_what_it_may(ada: Person) -> None:
    client = client_with(make(ada)["key"], ada.tenant)

    assert client.get("/api/contacts/").status_code == 200
    assert client.get("/api/auth/me/").status_code == 200
    assert ApiKey.objects.get().last_used_at is not None


def test_it_names_the_scope_that_a_key_lacks(ada: Person) -> None:
    client = client_with(make(ada)["key"], ada.tenant)

    answer = client.get("/api/conversations/")

    assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")
    assert answer.json()["data"] == {"scope": "conversations:read"}


def test_a_read_only_key_writes_nowhere(ada: Person) -> None:
    read_only = client_with(make(ada, scopes=READ_ONLY)["key"], ada.tenant)

    answers = knock(read_only, WRITES, lambda answer: (answer.status_code, answer.json()["code"]))

    assert answers == dict.fromkeys(WRITES, (403, "scope_missing"))


@pytest.mark.parametrize("path", ["sessions", "security", "api-keys", "workspaces", "profile"])
def test_no_key_opens_a_persons_own_doors(path: str, ada: Person) -> None:
    client = client_with(make(ada, scopes=list(SCOPES))["key"], ada.tenant)

    answer = client.get(f"/api/auth/{path}/")

    assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")


def test_a_key_may_no_more_than_its_member(cleo: Person) -> None:
    client = client_with(make(cleo, scopes=list(SCOPES))["key"], cleo.tenant)

    answer = client.post("/api/labels/", {"name": "VIP"})

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


def test_a_key_ends_with_its_member(ben: Person, in_tenant: InTenant) -> None:
    client = client_with(make(ben)["key"], ben.tenant)
    with in_tenant(ben.tenant):
        ben.member.is_active = False
        ben.member.save()

    assert client.get("/api/contacts/").status_code == 404


@pytest.mark.parametrize("host", ["globex", "public"])
def test_a_key_is_unknown_elsewhere(host: str, ada: Person, globex: Tenant) -> None:
    client = client_with(make(ada)["key"], globex if host == "globex" else None)

    answer = client.get("/api/auth/me/")

    assert (answer.status_code, answer.json()["code"]) == (401, "invalid_token")


@pytest.mark.parametrize("key", ["plk_", "plk_x", "plk_" + "A" * 43])
def test_it_refuses_a_key_that_is_not_ours(key: str, acme: Tenant) -> None:
    assert client_with(key, acme).get("/api/contacts/").json()["code"] == "invalid_token"


def test_it_refuses_an_expired_key(ada: Person) -> None:
    made = make(ada, expires_at=(now() + timedelta(days=1)).isoformat())
    client = client_with(made["key"], ada.tenant)

    with time_machine.travel(now() + timedelta(days=2)):
        answer = client.get("/api/contacts/")

    assert (answer.status_code, answer.json()["code"]) == (401, "token_expired")


def test_it_revokes_a_key(ada: Person) -> None:
    made = make(ada)

    answer = browser_of(ada).delete(f"/api/auth/api-keys/{made['id']}/")

    assert answer.status_code == 204
    assert client_with(made["key"], ada.tenant).get("/api/contacts/").status_code == 401
    assert browser_of(ada).get("/api/auth/api-keys/").json()["results"] == []


@pytest.mark.parametrize("who", ["ben", "mallory"])
def test_nobody_else_sees_or_revokes_a_personal_key(
    who: str, ada: Person, ben: Person, mallory: Person
) -> None:
    made = make(ada)
    client = browser_of({"ben": ben, "mallory": mallory}[who])

    assert client.get("/api/auth/api-keys/").json()["results"] == []
    assert client.delete(f"/api/auth/api-keys/{made['id']}/").status_code == 404
    assert ApiKey.objects.get().revoked_at is None


def test_only_who_runs_the_workspace_makes_a_service_key(ben: Person) -> None:
    given = {"name": "Site", "kind": "service", "scopes": ["contacts:read"]}

    answer = browser_of(ben).post("/api/auth/api-keys/", given)

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert not ApiKey.objects.exists()


def test_a_service_key_acts_under_its_own_name(ada: Person, acme: Tenant, in_tenant: InTenant) -> None:
    made = make(ada, kind="service", name="Booking site", scopes=["conversations:write"])

    answer = client_with(made["key"], acme).post("/api/labels/", {"name": "Online"})

    assert answer.status_code == 201, answer.content
    me = client_with(made["key"], acme).get("/api/auth/me/").json()["member"]
    assert (me["name"], me["role"]) == ("Booking site", "admin")
    with in_tenant(acme):
        ada.member.refresh_from_db()
    assert (ada.member.name, ada.member.role) == ("Ada", "owner")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"scopes": []}, "scopes"),
        ({"scopes": ["everything"]}, "scopes"),
        ({"kind": "robot"}, "kind"),
        ({"name": ""}, "name"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, "expires_at"),
    ],
)
def test_it_refuses_a_key_that_makes_no_sense(wrong: dict[str, Any], field: str, ada: Person) -> None:
    given = {"name": "Site", "kind": "personal", "scopes": ["contacts:read"], **wrong}

    answer = browser_of(ada).post("/api/auth/api-keys/", given)

    assert (answer.status_code, list(answer.json()["fields"])) == (400, [field])


def test_it_asks_who_it_is_before_a_key_is_made(ada: Person) -> None:
    client = browser_of(ada)

    with time_machine.travel(now() + timedelta(minutes=16)):
        given = {"name": "Site", "kind": "personal", "scopes": ["contacts:read"]}
        answer = client.post("/api/auth/api-keys/", given)

    assert (answer.status_code, answer.json()["code"]) == (403, "confirmation_needed")


def test_strangers_make_no_keys(mallory: Person, acme: Tenant, anonymous: Anonymous) -> None:
    given = {"name": "Site", "kind": "personal", "scopes": ["contacts:read"]}
    visiting = browser_of(mallory)

    answers = [visiting.post("/api/auth/api-keys/", given, HTTP_HOST="acme.parlor.test").status_code]
    answers += [anonymous(acme).post("/api/auth/api-keys/", given).status_code]

    assert answers == [404, 401]


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("GET", "/api/conversations/", "conversations:read"),
        ("POST", "/api/conversations/1/messages/", "conversations:write"),
        ("POST", "/api/knowledge/search/", "knowledge:read"),
        ("PATCH", "/api/company/", "settings:write"),
        ("GET", "/api/something-new/", "settings:read"),
        ("DELETE", "/api/auth/session/", None),
        ("GET", "/api/auth/me/", ""),
        ("GET", "/api/admin/users/", None),
    ],
)
def test_it_tells_the_scope_by_the_address(method: str, path: str, scope: str | None) -> None:
    assert scope_of(method, path) == scope
