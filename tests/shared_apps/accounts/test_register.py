"""From a form to a usable workspace."""

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from shared_apps.accounts.models import EntryToken, RefreshToken, User
from tenants.models import PoolSchema, Tenant
from tests.cast import Client, Person
from tests.conftest import Anonymous

FORM = {
    "email": "Olena@Salon.test",
    "password": "lavender & honey",
    "name": "Олена",
    "organization": "Люм'єр",
    "slug": "lumiere",
    "language": "uk",
}


def test_it_registers_a_person_with_a_workspace(anonymous: Anonymous) -> None:
    answer = anonymous(None).post("/api/auth/register/", FORM)

    assert answer.status_code == 201
    body = answer.json()
    assert set(body) == {"workspace", "entry_token", "access", "refresh"}
    assert body["workspace"] == {"slug": "lumiere", "url": "http://lumiere.parlor.test"}
    user = User.objects.get(email="olena@salon.test")
    tenant = Tenant.objects.get(slug="lumiere")
    assert (user.name, user.language, user.check_password(FORM["password"])) == ("Олена", "uk", True)
    assert (tenant.name, tenant.language) == ("Люм'єр", "uk")
    assert "sessionid" not in answer.cookies


def test_it_opens_the_workspace_to_the_fresh_access_token(anonymous: Anonymous) -> None:
    body = anonymous(None).post("/api/auth/register/", FORM).json()
    client = Client(Tenant.objects.get(slug="lumiere"))

    answer = client.get("/api/auth/me/", HTTP_AUTHORIZATION=f"Bearer {body['access']}")

    assert answer.status_code == 200
    me = answer.json()
    user = User.objects.get(email="olena@salon.test")
    assert me["user"] == {
        "id": str(user.id),
        "email": "olena@salon.test",
        "name": "Олена",
        "language": "uk",
        "email_verified": False,
    }
    assert (me["member"]["name"], me["member"]["role"]) == ("Олена", "owner")
    assert me["workspace"] == {
        "slug": "lumiere",
        "name": "Люм'єр",
        "url": "http://lumiere.parlor.test",
        "timezone": "Europe/Kyiv",
        "language": "uk",
    }
    assert me["workspaces"] == [
        {
            "slug": "lumiere", "name": "Люм'єр", "url": "http://lumiere.parlor.test", "role": "owner",
            "state": "active", "purge_at": None,
        }
    ]  # fmt: skip


def test_it_carries_the_sign_in_to_the_workspace_once(anonymous: Anonymous) -> None:
    token = anonymous(None).post("/api/auth/register/", FORM).json()["entry_token"]
    lumiere = Tenant.objects.get(slug="lumiere")
    client = Client(lumiere)

    entered = client.post("/api/auth/enter/", {"entry_token": token})
    again = Client(lumiere).post("/api/auth/enter/", {"entry_token": token})

    assert entered.status_code == 200
    assert entered.json()["member"]["role"] == "owner"
    cookie = entered.cookies["sessionid"]
    assert (cookie["domain"], cookie["httponly"], cookie["samesite"]) == ("", True, "Lax")
    assert client.get("/api/auth/me/").status_code == 200
    assert (again.status_code, again.json()["code"]) == (400, "invalid_entry_token")


def test_it_keeps_only_hashes_of_tokens(anonymous: Anonymous) -> None:
    body = anonymous(None).post("/api/auth/register/", FORM).json()

    assert not EntryToken.objects.filter(token_hash=body["entry_token"]).exists()
    assert not RefreshToken.objects.filter(token_hash=body["refresh"]).exists()


def test_it_refuses_an_entry_token_at_another_workspace(anonymous: Anonymous, acme: Tenant) -> None:
    token = anonymous(None).post("/api/auth/register/", FORM).json()["entry_token"]

    answer = anonymous(acme).post("/api/auth/enter/", {"entry_token": token})

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_entry_token")
    assert "sessionid" not in answer.cookies


def test_it_refuses_an_entry_token_that_is_too_old(anonymous: Anonymous) -> None:
    token = anonymous(None).post("/api/auth/register/", FORM).json()["entry_token"]
    EntryToken.objects.update(expires_at="2020-01-01T00:00:00Z")

    answer = anonymous(Tenant.objects.get(slug="lumiere")).post("/api/auth/enter/", {"entry_token": token})

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_entry_token")


def test_it_sends_a_code_in_the_persons_language(
    anonymous: Anonymous,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    settings: Settings,
) -> None:
    settings.SCHEMA_POOL_SIZE = 0  # the refill is asked for at the same commit and is not the matter here

    with django_capture_on_commit_callbacks(execute=True):
        anonymous(None).post("/api/auth/register/", FORM)

    [letter] = mail.outbox
    assert isinstance(letter, EmailMultiAlternatives)
    assert letter.to == ["olena@salon.test"]
    assert letter.subject.endswith("— ваш код Parlor")
    assert "Вітаємо, Олена!" in letter.body
    [(html, kind)] = letter.alternatives
    assert kind == "text/html"
    assert letter.subject.split()[0] in str(html)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "not an address"),
        ("email", ""),
        ("password", "short"),
        ("password", "12345678"),
        ("password", "p" * 257),
        ("name", ""),
        ("name", "n" * 121),
        ("organization", " "),
        ("slug", "Two Words"),
        ("slug", "x"),
        ("slug", "люмєр"),
        ("language", "de"),
        ("name", None),
        ("slug", ["lumiere"]),
        ("email", {"a": 1}),
    ],
)
def test_it_names_the_field_that_needs_another_look(field: str, value: object, anonymous: Anonymous) -> None:
    answer = anonymous(None).post("/api/auth/register/", {**FORM, field: value})

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert list(answer.json()["fields"]) == [field]
    assert not User.objects.filter(email="olena@salon.test").exists()
    assert not Tenant.objects.filter(slug="lumiere").exists()


def test_it_refuses_a_null_character(anonymous: Anonymous) -> None:
    answer = anonymous(None).post("/api/auth/register/", {**FORM, "name": "nul\x00byte"})

    assert (answer.status_code, answer.json()["code"]) == (400, "parse_error")
    assert not User.objects.filter(email="olena@salon.test").exists()
    assert not Tenant.objects.filter(slug="lumiere").exists()


@pytest.mark.parametrize("body", ["{", "[]", '"text"', "null"])
def test_it_refuses_a_body_that_is_no_object(body: str, anonymous: Anonymous) -> None:
    before = Tenant.objects.count()

    answer = anonymous(None).post("/api/auth/register/", body, content_type="application/json")

    assert answer.status_code == 400
    assert Tenant.objects.count() == before


def test_it_refuses_an_address_that_is_registered(anonymous: Anonymous, ada: Person) -> None:
    before = PoolSchema.objects.count()

    answer = anonymous(None).post("/api/auth/register/", {**FORM, "email": "ADA@acme.test"})

    assert (answer.status_code, answer.json()["code"]) == (409, "email_taken")
    assert not Tenant.objects.filter(slug="lumiere").exists()
    assert PoolSchema.objects.count() == before


def test_it_refuses_a_slug_that_is_taken(anonymous: Anonymous, acme: Tenant) -> None:
    answer = anonymous(None).post("/api/auth/register/", {**FORM, "slug": "acme"})

    assert (answer.status_code, answer.json()["code"]) == (409, "slug_taken")
    assert answer.json()["data"] == {"suggestion": "acme-2"}
    assert not User.objects.filter(email="olena@salon.test").exists()


def test_it_registers_on_the_public_site_only(anonymous: Anonymous, acme: Tenant) -> None:
    answer = anonymous(acme).post("/api/auth/register/", FORM)

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert not User.objects.filter(email="olena@salon.test").exists()


@pytest.mark.parametrize(
    ("slug", "verdict"),
    [
        ("lumiere", {"available": True, "reason": None, "suggestion": None}),
        ("acme", {"available": False, "reason": "taken", "suggestion": "acme-2"}),
        ("admin", {"available": False, "reason": "reserved", "suggestion": "admin-2"}),
        ("Щастя & Ко", {"available": False, "reason": "invalid", "suggestion": "shchastia-ko"}),
        ("!!", {"available": False, "reason": "invalid", "suggestion": None}),
        ("", {"available": False, "reason": "invalid", "suggestion": None}),
    ],
)
def test_it_judges_a_slug(slug: str, verdict: dict[str, object], anonymous: Anonymous, acme: Tenant) -> None:
    answer = anonymous(None).get("/api/auth/slug/", {"slug": slug})

    assert (answer.status_code, answer.json()) == (200, verdict)


def test_it_limits_registrations_from_one_address(anonymous: Anonymous, settings: Settings) -> None:
    settings.THROTTLE_RATES = {**settings.THROTTLE_RATES, "register": "1/h"}
    client = anonymous(None)
    client.post("/api/auth/register/", {})

    answer = client.post("/api/auth/register/", FORM)

    assert (answer.status_code, answer.json()["code"]) == (429, "throttled")
    assert 0 < answer.json()["data"]["retry_after_s"] <= 3600
    assert not User.objects.filter(email="olena@salon.test").exists()
