"""Six digits by e-mail: prove an address, set a new password."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail

from shared_apps.accounts.actions.codes import new_code
from shared_apps.accounts.actions.tokens import issue
from shared_apps.accounts.models import CodePurpose, EmailCode, User
from shared_apps.core.clock import now
from tests.cast import PASSWORD, Person
from tests.conftest import Anonymous, Api

NEW = "lavender & honey"


def wrong(code: str) -> str:
    """Return a code that differs in its last digit."""
    return code[:-1] + str((int(code[-1]) + 1) % 10)


def test_it_verifies_an_address_by_its_code(api: Api, ada: Person) -> None:
    code = new_code(ada.user, CodePurpose.VERIFY_EMAIL)

    answer = api(ada).post("/api/auth/verify-email/", {"code": f" {code[:3]} {code[3:]} "})

    assert answer.status_code == 200
    assert answer.json()["user"]["email_verified"] is True
    assert not EmailCode.objects.exists()


def test_it_refuses_a_wrong_code(api: Api, ada: Person) -> None:
    code = new_code(ada.user, CodePurpose.VERIFY_EMAIL)

    answer = api(ada).post("/api/auth/verify-email/", {"code": wrong(code)})

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_code")
    assert list(answer.json()["fields"]) == ["code"]
    assert not ada.user.is_email_verified


def test_it_refuses_the_right_code_after_five_guesses(api: Api, ada: Person) -> None:
    code = new_code(ada.user, CodePurpose.VERIFY_EMAIL)
    client = api(ada)
    guesses = [client.post("/api/auth/verify-email/", {"code": wrong(code)}).status_code for _ in range(5)]

    answer = client.post("/api/auth/verify-email/", {"code": code})

    assert guesses == [400] * 5
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_code")


def test_it_refuses_a_code_that_is_too_old(ada: Person, api: Api) -> None:
    code = new_code(ada.user, CodePurpose.RESET_PASSWORD)

    with time_machine.travel(now() + timedelta(minutes=16)):
        answer = api(ada).post(
            "/api/auth/reset-password/confirm/", {"email": ada.user.email, "code": code, "password": NEW}
        )

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_code")


def test_it_refuses_a_code_that_was_sent_for_something_else(api: Api, ada: Person) -> None:
    code = new_code(ada.user, CodePurpose.RESET_PASSWORD)

    answer = api(ada).post("/api/auth/verify-email/", {"code": code})

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_code")


def test_it_sends_another_code(api: Api, ada: Person) -> None:
    answer = api(ada).post("/api/auth/verify-email/resend/")

    assert answer.status_code == 204
    [letter] = mail.outbox
    assert letter.to == ["ada@acme.test"]
    assert letter.subject.endswith("is your Parlor code")
    assert letter.subject.split()[0] in letter.body


def test_it_asks_strangers_to_sign_in_first(anonymous: Anonymous, ada: Person) -> None:
    answer = anonymous(ada.tenant).post("/api/auth/verify-email/", {"code": "123456"})

    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")


@pytest.mark.parametrize(("email", "letters"), [("ADA@acme.test", 1), ("nobody@acme.test", 0)])
def test_it_answers_alike_whoever_forgot_a_password(
    email: str, letters: int, anonymous: Anonymous, ada: Person
) -> None:
    answer = anonymous(None).post("/api/auth/reset-password/", {"email": email})

    assert (answer.status_code, answer.content) == (204, b"")
    assert len(mail.outbox) == letters


def test_it_sets_a_new_password_and_ends_what_the_old_one_opened(
    anonymous: Anonymous, api: Api, ada: Person
) -> None:
    bearer, tokens, browser = api(ada), issue(ada.user), anonymous(ada.tenant)
    browser.post("/api/auth/session/", {"email": ada.user.email, "password": PASSWORD})
    code = new_code(ada.user, CodePurpose.RESET_PASSWORD)

    answer = anonymous(None).post(
        "/api/auth/reset-password/confirm/", {"email": ada.user.email, "code": code, "password": NEW}
    )

    assert answer.status_code == 204
    assert User.objects.get(id=ada.user.id).check_password(NEW)
    assert bearer.get("/api/employees/").status_code == 401
    assert browser.get("/api/auth/me/").status_code == 401
    assert anonymous(None).post("/api/auth/refresh/", {"refresh": tokens.refresh}).status_code == 401
    assert (
        anonymous(None).post("/api/auth/login/", {"email": ada.user.email, "password": NEW}).status_code
        == 200
    )


def test_it_keeps_the_code_when_the_password_is_too_weak(anonymous: Anonymous, ada: Person) -> None:
    code = new_code(ada.user, CodePurpose.RESET_PASSWORD)

    answer = anonymous(None).post(
        "/api/auth/reset-password/confirm/", {"email": ada.user.email, "code": code, "password": "12345678"}
    )

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert list(answer.json()["fields"]) == ["password"]
    assert EmailCode.objects.get().guesses == 0


def test_it_does_not_tell_an_unknown_address_from_a_wrong_code(anonymous: Anonymous, ada: Person) -> None:
    code = new_code(ada.user, CodePurpose.RESET_PASSWORD)
    form = {"code": wrong(code), "password": NEW}
    client = anonymous(None)

    unknown = client.post("/api/auth/reset-password/confirm/", {**form, "email": "nobody@acme.test"})
    known = client.post("/api/auth/reset-password/confirm/", {**form, "email": ada.user.email})

    assert (unknown.status_code, unknown.json()) == (known.status_code, known.json())
    assert known.json()["code"] == "invalid_code"


def test_it_takes_the_newest_code_only(api: Api, ada: Person) -> None:
    older = new_code(ada.user, CodePurpose.VERIFY_EMAIL)
    EmailCode.objects.update(code_hash="0" * 64)

    answer = api(ada).post("/api/auth/verify-email/", {"code": older})

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_code")
