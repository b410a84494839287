"""An authenticator app and recovery codes: turned on, asked for at every way in, turned off."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from pytest_django import DjangoCaptureOnCommitCallbacks

from shared_apps.accounts.models import PendingSignIn
from shared_apps.audit.models import AuditEntry
from shared_apps.core.clock import now
from tenants.models import Tenant
from tests.cast import PASSWORD, Client, Person
from tests.conftest import Anonymous, InTenant
from tests.shared_apps.accounts.signing import app_code, browser_of, letters_to, verify, with_two_factors

pytestmark = pytest.mark.django_db


def credentials(person: Person) -> dict[str, str]:
    return {"email": person.user.email, "password": PASSWORD}


def pending_of(client: Client, person: Person, door: str = "session") -> str:
    answer = client.post(f"/api/auth/{door}/", credentials(person))
    assert (answer.status_code, answer.json()["code"]) == (401, "second_factor_needed")
    return str(answer.json()["data"]["pending"])


def test_it_turns_two_factors_on_and_says_so(
    ada: Person,
    acme: Tenant,
    in_tenant: InTenant,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        _, secret, codes = with_two_factors(ada)

    assert len(set(codes)) == 10
    assert letters_to(ada.user.email) == ["Two-factor sign-in is on"]
    with in_tenant(acme):
        assert AuditEntry.objects.filter(action="user.two_factor_on", actor_id=ada.user.id).count() == 1
    kept = Authenticator.objects.get(user=ada.user, type="totp").data["secret"]
    assert secret not in kept


def test_it_shows_a_picture_for_the_app(ada: Person) -> None:
    verify(ada)

    answer = browser_of(ada).post("/api/auth/two-factor/totp/")

    assert answer.json()["url"].startswith("otpauth://totp/ada%40acme.test?secret=")
    assert answer.json()["qr"].startswith("data:image/svg+xml")


def test_it_asks_a_browser_for_the_second_factor(ada: Person, anonymous: Anonymous) -> None:
    _, secret, _ = with_two_factors(ada)
    client = anonymous(ada.tenant)
    pending = pending_of(client, ada)
    before = client.get("/api/auth/me/").status_code

    answer = client.post(
        "/api/auth/session/second-factor/", {"pending": pending, "code": app_code(secret, step=1)}
    )

    assert before == 401
    assert answer.status_code == 200
    assert client.get("/api/employees/").status_code == 200


def test_it_asks_an_api_client_for_the_second_factor(ada: Person, anonymous: Anonymous) -> None:
    _, secret, _ = with_two_factors(ada)
    client = anonymous(None)
    pending = pending_of(client, ada, "login")

    answer = client.post(
        "/api/auth/login/second-factor/", {"pending": pending, "code": app_code(secret, step=1)}
    )

    assert (answer.status_code, set(answer.json())) == (200, {"access", "refresh"})


def test_it_asks_for_it_at_allauths_own_door_too(ada: Person, anonymous: Anonymous) -> None:
    with_two_factors(ada)

    answer = anonymous(None).post("/api/auth/app/v1/auth/login", credentials(ada))

    assert answer.status_code == 401
    assert answer.json()["meta"]["is_authenticated"] is False


def test_it_takes_each_recovery_code_once(ada: Person, anonymous: Anonymous) -> None:
    _, _, codes = with_two_factors(ada)
    client = anonymous(ada.tenant)
    first = {"pending": pending_of(client, ada), "code": codes[0]}
    again = {"pending": pending_of(client, ada), "code": codes[0]}

    answers = [client.post("/api/auth/session/second-factor/", given) for given in (first, again)]

    assert [answer.status_code for answer in answers] == [200, 400]
    assert answers[1].json()["code"] == "invalid_code"


def test_it_tells_by_letter_that_a_recovery_code_was_used(
    ada: Person, anonymous: Anonymous, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    _, _, codes = with_two_factors(ada)
    client = anonymous(ada.tenant)
    given = {"pending": pending_of(client, ada), "code": codes[0]}

    with django_capture_on_commit_callbacks(execute=True):
        client.post("/api/auth/session/second-factor/", given)

    assert "A recovery code of your Parlor account was used" in letters_to(ada.user.email)


def test_it_takes_each_code_of_the_app_once(ada: Person, anonymous: Anonymous) -> None:
    _, secret, _ = with_two_factors(ada)
    client, code = anonymous(ada.tenant), app_code(secret, step=1)
    first, again = pending_of(client, ada), pending_of(client, ada)
    client.post("/api/auth/session/second-factor/", {"pending": first, "code": code})

    answer = client.post("/api/auth/session/second-factor/", {"pending": again, "code": code})

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_code")


def test_it_ends_the_second_step_after_five_wrong_codes(ada: Person, anonymous: Anonymous) -> None:
    _, secret, _ = with_two_factors(ada)
    pending = pending_of(anonymous(ada.tenant), ada)
    wrong = {"pending": pending, "code": "000000"}
    guesses = [
        anonymous(ada.tenant).post("/api/auth/session/second-factor/", wrong).status_code for _ in range(5)
    ]

    answer = anonymous(ada.tenant).post(
        "/api/auth/session/second-factor/", {"pending": pending, "code": app_code(secret, step=1)}
    )

    assert guesses == [400] * 5
    assert (answer.status_code, answer.json()["code"]) == (401, "invalid_token")


def test_it_counts_wrong_codes_over_many_sign_ins(ada: Person, anonymous: Anonymous) -> None:
    _, secret, _ = with_two_factors(ada)
    client = anonymous(ada.tenant)
    pendings = [pending_of(client, ada) for _ in range(6)]
    [
        client.post("/api/auth/session/second-factor/", {"pending": each, "code": "000000"})
        for each in pendings[:5]
    ]

    answer = client.post(
        "/api/auth/session/second-factor/", {"pending": pendings[5], "code": app_code(secret, step=1)}
    )

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


def test_it_forgets_a_second_step_that_nobody_takes(ada: Person, anonymous: Anonymous) -> None:
    _, secret, _ = with_two_factors(ada)
    pending = pending_of(anonymous(ada.tenant), ada)

    with time_machine.travel(now() + timedelta(minutes=11)):
        given = {"pending": pending, "code": app_code(secret)}
        answer = anonymous(ada.tenant).post("/api/auth/session/second-factor/", given)

    assert (answer.status_code, answer.json()["code"]) == (401, "invalid_token")


def test_it_keeps_a_setup_to_the_person_who_began_it(ada: Person, ben: Person) -> None:
    verify(ada)
    verify(ben)
    begun = browser_of(ben).post("/api/auth/two-factor/totp/").json()

    answer = browser_of(ada).put(
        "/api/auth/two-factor/totp/", {"setup": begun["setup"], "code": app_code(begun["secret"])}
    )

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_code")
    assert not Authenticator.objects.exists()


def test_it_asks_to_prove_the_address_first(ada: Person) -> None:
    client = browser_of(ada)
    begun = client.post("/api/auth/two-factor/totp/").json()

    answer = client.put(
        "/api/auth/two-factor/totp/", {"setup": begun["setup"], "code": app_code(begun["secret"])}
    )

    assert (answer.status_code, answer.json()["code"]) == (400, "email_not_verified")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("post", "two-factor/totp/"),
        ("delete", "two-factor/totp/"),
        ("post", "two-factor/recovery-codes/"),
        ("post", "passkeys/registration/"),
        ("post", "passkeys/"),
        ("delete", "passkeys/1/"),
        ("post", "change-email/"),
    ],
)
def test_it_asks_who_it_is_before_a_lock_is_changed(method: str, path: str, ada: Person) -> None:
    client = browser_of(ada)

    with time_machine.travel(now() + timedelta(minutes=16)):
        answer = getattr(client, method)(f"/api/auth/{path}")

    assert (answer.status_code, answer.json()["code"]) == (403, "confirmation_needed")


@pytest.mark.parametrize(
    ("given", "status"), [({"password": PASSWORD}, 204), ({"password": "wrong"}, 400), ({}, 400)]
)
def test_it_takes_the_password_as_proof(given: dict[str, str], status: int, ada: Person) -> None:
    client = browser_of(ada)

    with time_machine.travel(now() + timedelta(minutes=16)):
        answer = client.post("/api/auth/confirm/", given)
        confirmed = client.get("/api/auth/security/").json()["confirmed"]

    assert (answer.status_code, confirmed) == (status, status == 204)


def test_it_turns_two_factors_off(ada: Person, anonymous: Anonymous) -> None:
    client, _, _ = with_two_factors(ada)

    answer = client.delete("/api/auth/two-factor/totp/")

    assert answer.status_code == 204
    assert anonymous(ada.tenant).post("/api/auth/session/", credentials(ada)).status_code == 200
    assert client.get("/api/auth/security/").json() == {
        "has_password": True,
        "two_factor": False,
        "recovery_codes_left": 0,
        "passkeys": [],
        "google": None,
        "confirmed": True,
    }


def test_it_replaces_the_recovery_codes(ada: Person, anonymous: Anonymous) -> None:
    client, _, old = with_two_factors(ada)

    new = client.post("/api/auth/two-factor/recovery-codes/").json()["codes"]

    stranger = anonymous(ada.tenant)
    given = [{"pending": pending_of(stranger, ada), "code": code} for code in (old[0], new[0])]
    answers = [stranger.post("/api/auth/session/second-factor/", each).status_code for each in given]
    assert answers == [400, 200]
    assert PendingSignIn.objects.count() == 1
