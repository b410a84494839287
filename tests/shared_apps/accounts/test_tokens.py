"""Refresh tokens rotate; one that comes back ends its family."""

from datetime import timedelta

import pytest
import time_machine

from shared_apps.accounts import jwt
from shared_apps.accounts.actions.tokens import issue
from shared_apps.core.clock import now
from tests.cast import PASSWORD, Person
from tests.conftest import Anonymous


def test_it_rotates_a_refresh_token(anonymous: Anonymous, ada: Person) -> None:
    first = issue(ada.user)

    answer = anonymous(None).post("/api/auth/refresh/", {"refresh": first.refresh})

    assert answer.status_code == 200
    assert answer.json()["refresh"] != first.refresh
    assert jwt.holder_of(answer.json()["access"])[0] == ada.user


def test_it_ends_the_family_when_a_used_token_comes_back(anonymous: Anonymous, ada: Person) -> None:
    client, first, other = anonymous(None), issue(ada.user), issue(ada.user)
    second = client.post("/api/auth/refresh/", {"refresh": first.refresh}).json()

    reused = client.post("/api/auth/refresh/", {"refresh": first.refresh})
    after = client.post("/api/auth/refresh/", {"refresh": second["refresh"]})
    beside = client.post("/api/auth/refresh/", {"refresh": other.refresh})

    assert (reused.status_code, reused.json()["code"]) == (401, "token_reused")
    assert (after.status_code, after.json()["code"]) == (401, "invalid_token")
    assert beside.status_code == 200


def test_it_ends_the_family_at_logout(anonymous: Anonymous, ada: Person) -> None:
    client, first = anonymous(None), issue(ada.user)

    answer = client.post("/api/auth/logout/", {"refresh": first.refresh})

    assert (answer.status_code, answer.content) == (204, b"")
    assert client.post("/api/auth/refresh/", {"refresh": first.refresh}).json()["code"] == "invalid_token"


def test_it_ends_the_session_of_the_access_token_at_logout(anonymous: Anonymous, ada: Person) -> None:
    client = anonymous(ada.tenant)
    pair = client.post("/api/auth/login/", {"email": ada.user.email, "password": PASSWORD}).json()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {pair['access']}")

    answer = client.post("/api/auth/logout/")

    assert answer.status_code == 204
    assert client.get("/api/auth/me/").status_code == 401
    assert client.post("/api/auth/refresh/", {"refresh": pair["refresh"]}).status_code == 401


def test_it_asks_whose_session_to_end_at_logout(anonymous: Anonymous) -> None:
    answer = anonymous(None).post("/api/auth/logout/")

    assert (answer.status_code, answer.json()["fields"]) == (400, {"refresh": ["This field is required."]})


def test_it_refuses_a_refresh_token_that_is_too_old(anonymous: Anonymous, ada: Person) -> None:
    first = issue(ada.user)

    with time_machine.travel(now() + timedelta(days=31)):
        answer = anonymous(None).post("/api/auth/refresh/", {"refresh": first.refresh})

    assert (answer.status_code, answer.json()["code"]) == (401, "token_expired")


@pytest.mark.parametrize(("refresh", "status"), [("unknown", 401), ("", 400), (None, 400), ("x" * 201, 400)])
def test_it_refuses_what_is_no_refresh_token(refresh: object, status: int, anonymous: Anonymous) -> None:
    answer = anonymous(None).post("/api/auth/refresh/", {"refresh": refresh})

    assert answer.status_code == status


def test_it_refuses_the_refresh_token_of_someone_who_was_switched_off(
    anonymous: Anonymous, ada: Person
) -> None:
    first = issue(ada.user)
    ada.user.is_active = False
    ada.user.save()

    answer = anonymous(None).post("/api/auth/refresh/", {"refresh": first.refresh})

    assert (answer.status_code, answer.json()["code"]) == (401, "invalid_token")
