"""Signed-in devices: listed, ended one by one or all, told about by letter."""

from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client as DjangoClient
from pytest_django import DjangoCaptureOnCommitCallbacks

from shared_apps.accounts.devices import device_name
from shared_apps.accounts.models import DeviceSession, User
from shared_apps.audit.models import AuditEntry
from tenant_apps.team.actions import add_member
from tenants.models import Role, Tenant
from tests.cast import PASSWORD, Client, Person
from tests.conftest import Anonymous, Api, InTenant
from tests.shared_apps.accounts.signing import browser_of, letters_to

pytestmark = pytest.mark.django_db

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Safari/604.1"
)
EDGE = "Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (CHROME, "Chrome, Windows"),
        (IPHONE, "Safari, iPhone"),
        (EDGE, "Edge, macOS"),
        ("python-requests/2.34", "python-requests"),
        ("", ""),
    ],
)
def test_it_names_a_device_as_people_do(agent: str, name: str) -> None:
    assert device_name(agent) == name


def test_it_lists_the_devices_that_are_signed_in(ada: Person, ben: Person, anonymous: Anonymous) -> None:
    browser_of(ben)
    anonymous(None).post("/api/auth/login/", {"email": ada.user.email, "password": PASSWORD})
    client = Client(ada.tenant)
    client.post("/api/auth/session/", {"email": ada.user.email, "password": PASSWORD}, HTTP_USER_AGENT=CHROME)

    rows = client.get("/api/auth/sessions/").json()["results"]

    assert [(row["kind"], row["device"], row["is_current"]) for row in rows] == [
        ("browser", "Chrome, Windows", True),
        ("api", "", False),
    ]
    assert rows[0]["ip"] == client.defaults["REMOTE_ADDR"]


def test_it_ends_another_browser_at_once(ada: Person, acme: Tenant, in_tenant: InTenant) -> None:
    lost, here = browser_of(ada), browser_of(ada)
    [row] = [row for row in here.get("/api/auth/sessions/").json()["results"] if not row["is_current"]]

    answer = here.post(f"/api/auth/logout-session/{row['id']}/")

    assert answer.status_code == 204
    assert lost.get("/api/auth/me/").status_code == 401
    assert here.get("/api/auth/me/").status_code == 200
    with in_tenant(acme):
        assert AuditEntry.objects.filter(action="user.session_ended", target_id=row["id"]).exists()


def test_it_ends_an_api_clients_tokens_at_once(ada: Person, anonymous: Anonymous) -> None:
    given = {"email": ada.user.email, "password": PASSWORD}
    tokens = anonymous(None).post("/api/auth/login/", given).json()
    here = browser_of(ada)
    bearer = f"Bearer {tokens['access']}"
    before = anonymous(ada.tenant).get("/api/auth/me/", HTTP_AUTHORIZATION=bearer).status_code

    answer = here.post("/api/auth/logout-all-sessions/")

    assert (before, answer.status_code) == (200, 204)
    assert anonymous(ada.tenant).get("/api/auth/me/", HTTP_AUTHORIZATION=bearer).status_code == 401
    refreshed = anonymous(None).post("/api/auth/refresh/", {"refresh": tokens["refresh"]})
    assert (refreshed.status_code, refreshed.json()["code"]) == (401, "invalid_token")
    assert here.get("/api/auth/me/").status_code == 200


def test_it_ends_a_stolen_family_with_its_access_tokens(ada: Person, anonymous: Anonymous) -> None:
    client, given = anonymous(None), {"email": ada.user.email, "password": PASSWORD}
    first = client.post("/api/auth/login/", given).json()
    second = client.post("/api/auth/refresh/", {"refresh": first["refresh"]}).json()

    client.post("/api/auth/refresh/", {"refresh": first["refresh"]})

    bearer = f"Bearer {second['access']}"
    assert anonymous(ada.tenant).get("/api/auth/me/", HTTP_AUTHORIZATION=bearer).status_code == 401


def test_it_leaves_others_devices_alone(ada: Person, mallory: Person) -> None:
    browser_of(ada)
    row = DeviceSession.objects.get(user=ada.user)

    answers = [
        browser_of(mallory).post(f"/api/auth/logout-session/{id}/").status_code for id in (row.id, uuid4())
    ]

    assert answers == [404, 404]
    row.refresh_from_db()
    assert row.ended_at is None


def test_it_tells_of_a_new_device_only(
    ada: Person, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    User.objects.filter(id=ada.user.id).update(language="uk")
    with django_capture_on_commit_callbacks(execute=True):
        first = browser_of(ada)
        first.delete("/api/auth/session/")
        first.post("/api/auth/session/", {"email": ada.user.email, "password": PASSWORD})
    quiet = len(mail.outbox)

    with django_capture_on_commit_callbacks(execute=True):
        browser_of(ada)

    assert quiet == 0
    assert letters_to(ada.user.email) == ["Новий вхід до вашого облікового запису Parlor"]
    assert "Мережева адреса: 10." in mail.outbox[0].body


def test_it_signs_out_and_forgets_the_device_session(ada: Person) -> None:
    client = browser_of(ada)

    client.delete("/api/auth/session/")

    assert DeviceSession.objects.get(user=ada.user).ended_at is not None


def test_it_changes_the_password_and_ends_all_other_devices(
    ada: Person, api: Api, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    other, here = browser_of(ada), browser_of(ada)
    mail.outbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        answer = here.post(
            "/api/auth/change-password/", {"current_password": PASSWORD, "password": "lavender & honey"}
        )

    assert answer.status_code == 204
    assert (other.get("/api/auth/me/").status_code, here.get("/api/auth/me/").status_code) == (401, 200)
    assert here.get("/api/auth/sessions/").json()["results"][0]["is_current"] is True
    assert letters_to(ada.user.email) == ["Your Parlor password was changed"]
    # The session is bound to a new key; ending it later still finds it.
    here.delete("/api/auth/session/")
    assert here.get("/api/auth/me/").status_code == 401


@pytest.mark.parametrize(
    ("current", "password", "field"),
    [("wrong", "lavender & honey", "current_password"), (PASSWORD, "12345678", "password")],
)
def test_it_refuses_a_password_change(current: str, password: str, field: str, ada: Person) -> None:
    answer = browser_of(ada).post(
        "/api/auth/change-password/", {"current_password": current, "password": password}
    )

    assert (answer.status_code, list(answer.json()["fields"])) == (400, [field])
    assert User.objects.get(id=ada.user.id).check_password(PASSWORD)


def test_it_moves_to_another_workspace_by_a_token_that_works_once(
    ada: Person, globex: Tenant, in_tenant: InTenant
) -> None:
    with in_tenant(globex):
        add_member(tenant=globex, user=ada.user, role=Role.AGENT)
    here, there = browser_of(ada), Client(globex)

    listed = here.get("/api/auth/workspaces/").json()["results"]
    way = here.post("/api/auth/workspaces/", {"slug": "globex"}).json()
    first = there.post("/api/auth/enter/", {"entry_token": way["entry_token"]})
    again = Client(globex).post("/api/auth/enter/", {"entry_token": way["entry_token"]})

    assert [(row["slug"], row["role"]) for row in listed] == [("acme", "owner"), ("globex", "agent")]
    assert way["url"] == "http://globex.parlor.test"
    assert (first.status_code, first.json()["member"]["role"]) == (200, "agent")
    assert (again.status_code, again.json()["code"]) == (400, "invalid_entry_token")


def test_it_opens_no_workspace_that_one_is_not_in(ada: Person, globex: Tenant) -> None:
    answer = browser_of(ada).post("/api/auth/workspaces/", {"slug": "globex"})

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_it_ends_the_tokens_that_came_with_the_workspace(anonymous: Anonymous) -> None:
    form = {
        "email": "nina@nails.test", "password": "lavender & honey", "name": "Nina", "organization": "Nina",
        "slug": "nina-nails",
    }  # fmt: skip
    made = anonymous(None).post("/api/auth/register/", form).json()
    here = Client(Tenant.objects.get(slug="nina-nails"))
    here.post("/api/auth/enter/", {"entry_token": made["entry_token"]})
    listed = here.get("/api/auth/sessions/").json()["results"]

    here.post("/api/auth/logout-all-sessions/")

    assert [row["is_current"] for row in listed] == [True]
    bearer = f"Bearer {made['access']}"
    assert anonymous(None).get("/api/auth/me/", HTTP_AUTHORIZATION=bearer).status_code == 401
    refreshed = anonymous(None).post("/api/auth/refresh/", {"refresh": made["refresh"]})
    assert refreshed.status_code == 401


@pytest.mark.parametrize("key", ["short", "no such session of anybody", '"aaaaaaaaaaaa\\000bbbb"', "é" * 32])
def test_it_takes_any_cookie_that_nobody_gave_out_for_none(acme: Tenant, key: str) -> None:
    client = DjangoClient(HTTP_HOST="acme.parlor.test", raise_request_exception=False)

    answer = client.get("/api/labels/", headers={"cookie": f"sessionid={key}"})

    assert answer.status_code == 401
