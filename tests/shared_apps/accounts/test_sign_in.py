"""Sign in and out: the browser's cookie, the API client's tokens, and what is refused."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client as DjangoClient
from pytest_django import Settings

from shared_apps.accounts import jwt
from shared_apps.core.clock import now
from tenants.models import Tenant
from tests.cast import PASSWORD, Client, Person
from tests.conftest import Anonymous, Api, InTenant

CREDENTIALS = {"email": "Ada@Acme.test", "password": PASSWORD}


def test_it_signs_a_browser_in_on_this_host_only(anonymous: Anonymous, ada: Person, acme: Tenant) -> None:
    client = anonymous(acme)

    answer = client.post("/api/auth/session/", CREDENTIALS)

    assert answer.status_code == 200
    assert answer.json()["user"]["email"] == "ada@acme.test"
    member = answer.json()["member"]
    assert (member["id"], member["name"], member["role"]) == (str(ada.member.id), "Ada", "owner")
    cookie = answer.cookies["sessionid"]
    assert (cookie["domain"], cookie["httponly"], cookie["samesite"]) == ("", True, "Lax")
    assert client.get("/api/employees/").status_code == 200


def test_it_signs_a_browser_out(anonymous: Anonymous, ada: Person, acme: Tenant) -> None:
    client = anonymous(acme)
    client.post("/api/auth/session/", CREDENTIALS)

    answer = client.delete("/api/auth/session/")

    assert answer.status_code == 204
    assert client.get("/api/auth/me/").status_code == 401


@pytest.mark.parametrize(
    "credentials",
    [
        {"email": "ada@acme.test", "password": "wrong"},
        {"email": "nobody@acme.test", "password": PASSWORD},
        {"email": "nobody@acme.test", "password": "wrong"},
    ],
)
@pytest.mark.parametrize("door", ["session", "login"])
def test_it_does_not_tell_a_wrong_password_from_an_unknown_address(
    door: str, credentials: dict[str, str], anonymous: Anonymous, ada: Person
) -> None:
    answer = anonymous(ada.tenant).post(f"/api/auth/{door}/", credentials)

    assert answer.status_code == 400
    assert answer.json() == {
        "code": "invalid_credentials",
        "message": "The e-mail address or the password is wrong.",
        "fields": {},
        "data": {},
    }
    assert "sessionid" not in answer.cookies


def test_it_refuses_someone_who_was_switched_off(anonymous: Anonymous, ada: Person) -> None:
    ada.user.is_active = False
    ada.user.save()

    answer = anonymous(ada.tenant).post("/api/auth/session/", CREDENTIALS)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_credentials")


def test_it_locks_guessing_at_one_account_on_every_host(
    anonymous: Anonymous, ada: Person, globex: Tenant
) -> None:
    guesser = anonymous(ada.tenant)
    wrong = {**CREDENTIALS, "password": "wrong"}
    guesses = [guesser.post("/api/auth/login/", wrong).status_code for _ in range(5)]

    answer = guesser.post("/api/auth/login/", CREDENTIALS, HTTP_HOST="globex.parlor.test")

    assert guesses == [400] * 5
    assert (answer.status_code, answer.json()["code"]) == (429, "throttled")
    assert 0 < int(answer.headers["Retry-After"]) <= 61


def test_it_locks_nobody_out_by_guessing_from_elsewhere(anonymous: Anonymous, ada: Person) -> None:
    guesser = anonymous(ada.tenant)
    [guesser.post("/api/auth/login/", {**CREDENTIALS, "password": "wrong"}) for _ in range(9)]

    answer = anonymous(ada.tenant).post("/api/auth/session/", CREDENTIALS)

    assert answer.status_code == 200


def test_it_lets_a_known_device_in_while_many_addresses_guess(
    anonymous: Anonymous, ada: Person, settings: Settings
) -> None:
    settings.GUESSES_OF_STRANGERS = (3, 3600)
    home = anonymous(ada.tenant)
    home.post("/api/auth/session/", CREDENTIALS)
    home.delete("/api/auth/session/")
    wrong = {**CREDENTIALS, "password": "wrong"}
    [anonymous(ada.tenant).post("/api/auth/login/", wrong) for _ in range(3)]

    stranger = anonymous(ada.tenant).post("/api/auth/session/", CREDENTIALS)
    known = home.post("/api/auth/session/", CREDENTIALS)

    assert (stranger.status_code, known.status_code) == (429, 200)


def test_it_gives_a_stolen_device_token_no_way_into_another_account(
    anonymous: Anonymous, ada: Person, ben: Person, settings: Settings
) -> None:
    settings.GUESSES_OF_STRANGERS = (1, 3600)
    bens = anonymous(ben.tenant)
    bens.post("/api/auth/session/", {"email": ben.user.email, "password": PASSWORD})
    anonymous(ada.tenant).post("/api/auth/login/", {**CREDENTIALS, "password": "wrong"})

    answer = bens.post("/api/auth/login/", CREDENTIALS)

    assert answer.status_code == 429


def test_it_gives_a_visitors_session_a_new_name_at_sign_in(anonymous: Anonymous, ada: Person) -> None:
    client = anonymous(ada.tenant)
    client.post("/api/auth/session/passkey/options/")
    planted = client.cookies["sessionid"].value

    client.post("/api/auth/session/", CREDENTIALS)

    assert client.cookies["sessionid"].value != planted
    client.cookies["sessionid"] = planted
    assert client.get("/api/auth/me/").status_code == 401


def test_it_limits_sign_ins_from_one_address(anonymous: Anonymous, ada: Person, settings: Settings) -> None:
    settings.THROTTLE_RATES = {**settings.THROTTLE_RATES, "sign_in": "1/m"}
    client = anonymous(ada.tenant)
    client.post("/api/auth/login/", CREDENTIALS)

    answer = client.post("/api/auth/session/", CREDENTIALS)

    assert (answer.status_code, answer.json()["code"]) == (429, "throttled")


def test_it_asks_for_the_csrf_header_once_a_session_exists(ada: Person) -> None:
    client = Client(ada.tenant, is_csrf_checked=True)
    assert client.post("/api/auth/session/", CREDENTIALS).status_code == 200

    without = client.patch("/api/company/", {"about": "Nails"})
    with_header = client.patch(
        "/api/company/", {"about": "Nails"}, HTTP_X_CSRFTOKEN=client.cookies["csrftoken"].value
    )

    assert (without.status_code, without.json()["code"]) == (403, "csrf_failed")
    assert (with_header.status_code, with_header.json()["about"]) == (200, "Nails")


def test_it_takes_no_form_of_another_site(ada: Person) -> None:
    browser = DjangoClient(HTTP_HOST="acme.parlor.test", enforce_csrf_checks=True)

    answer = browser.post("/api/auth/session/", CREDENTIALS)

    assert answer.status_code == 415
    assert "sessionid" not in answer.cookies


@pytest.mark.parametrize("site", ["public", "acme"])
def test_it_leaves_the_csrf_cookie_with_a_stranger(site: str, anonymous: Anonymous, acme: Tenant) -> None:
    answer = anonymous(acme if site == "acme" else None).get("/api/auth/me/")

    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
    assert answer.cookies["csrftoken"].value


def test_it_knows_a_person_on_the_public_site(api: Api, ada: Person) -> None:
    answer = Client(None, ada).get("/api/auth/me/")

    assert answer.status_code == 200
    assert (answer.json()["member"], answer.json()["workspace"]) == (None, None)
    assert [row["slug"] for row in answer.json()["workspaces"]] == ["acme"]


def test_it_shows_a_neighbour_that_they_are_no_member(api: Api, mallory: Person, acme: Tenant) -> None:
    answer = api(mallory, at=acme).get("/api/auth/me/")

    assert (answer.status_code, answer.json()["member"]) == (200, None)
    assert [row["slug"] for row in answer.json()["workspaces"]] == ["globex"]


def test_it_signs_an_api_client_in(anonymous: Anonymous, ada: Person) -> None:
    answer = anonymous(None).post("/api/auth/login/", CREDENTIALS)

    assert answer.status_code == 200
    assert set(answer.json()) == {"access", "refresh"}
    assert jwt.holder_of(answer.json()["access"])[0] == ada.user


def test_it_refuses_an_expired_access_token(api: Api, ada: Person) -> None:
    client = api(ada)

    with time_machine.travel(now() + timedelta(minutes=16)):
        answer = client.get("/api/employees/")

    assert (answer.status_code, answer.json()["code"]) == (401, "token_expired")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "token",
    [
        "",
        "x",
        "a.b.c",
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.",
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
    ],
)
def test_it_refuses_a_token_that_is_not_ours(token: str, anonymous: Anonymous, acme: Tenant) -> None:
    answer = anonymous(acme).get("/api/employees/", HTTP_AUTHORIZATION=f"Bearer {token}")

    assert (answer.status_code, answer.json()["code"]) == (401, "invalid_token")


def test_it_refuses_the_token_of_someone_who_was_switched_off(api: Api, ada: Person) -> None:
    client = api(ada)
    ada.user.is_active = False
    ada.user.save()

    answer = client.get("/api/employees/")

    assert (answer.status_code, answer.json()["code"]) == (401, "invalid_token")


def test_it_refuses_a_member_who_was_let_go(api: Api, ben: Person, in_tenant: InTenant) -> None:
    client = api(ben)
    with in_tenant(ben.tenant):
        ben.member.is_active = False
        ben.member.save()

    answer = client.get("/api/employees/")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
