"""Six digits by e-mail: prove an address, set a new password."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from pytest_django import Settings

from shared_apps.accounts.actions.codes import new_code
from shared_apps.accounts.actions.tokens import issue
from shared_apps.accounts.models import EmailCode, FlowCode, User
from shared_apps.core.clock import now
from tests.cast import PASSWORD, Client, Person
from tests.conftest import Anonymous, Api
from tests.shared_apps.accounts.signing import browser_of, code_in_letter, letters_to

NEW = "lavender & honey"
RESET, CONFIRM = "/api/auth/reset-password/", "/api/auth/reset-password/confirm/"


def asked_by(client: Client, person: Person) -> dict[str, str]:
    """Ask for a new password in this browser; return what goes with it, the code from the letter included."""
    flow = client.post(RESET, {"email": person.user.email}).json()["flow"]
    return {"flow": flow, "code": code_in_letter(person.user.email), "password": NEW}


def wrong(code: str) -> str:
    """Return a code that differs in its last digit."""
    return code[:-1] + str((int(code[-1]) + 1) % 10)


def test_it_verifies_an_address_by_its_code(api: Api, ada: Person) -> None:
    code = new_code(ada.user)

    answer = api(ada).post("/api/auth/verify-email/", {"code": f" {code[:3]} {code[3:]} "})

    assert answer.status_code == 200
    assert answer.json()["user"]["email_verified"] is True
    assert not EmailCode.objects.exists()


def test_it_refuses_a_wrong_code(api: Api, ada: Person) -> None:
    code = new_code(ada.user)

    answer = api(ada).post("/api/auth/verify-email/", {"code": wrong(code)})

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_code")
    assert list(answer.json()["fields"]) == ["code"]
    assert not ada.user.is_email_verified


def test_it_refuses_the_right_code_after_five_guesses(api: Api, ada: Person) -> None:
    code = new_code(ada.user)
    client = api(ada)
    guesses = [client.post("/api/auth/verify-email/", {"code": wrong(code)}).status_code for _ in range(5)]

    answer = client.post("/api/auth/verify-email/", {"code": code})

    assert guesses == [400] * 5
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_code")


def test_it_refuses_a_code_that_is_too_old(ada: Person, anonymous: Anonymous) -> None:
    client = anonymous(None)
    given = asked_by(client, ada)

    with time_machine.travel(now() + timedelta(minutes=16)):
        answer = client.post(CONFIRM, given)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_code")


def test_it_refuses_a_code_that_was_sent_for_something_else(anonymous: Anonymous, ada: Person) -> None:
    client = anonymous(None)
    given = asked_by(client, ada)

    answer = client.post("/api/auth/verify-otp/", given)

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
    answer = anonymous(None).post(RESET, {"email": email})

    assert (answer.status_code, list(answer.json()), len(answer.json()["flow"])) == (200, ["flow"], 43)
    assert len(mail.outbox) == letters


def test_it_sets_a_new_password_and_ends_what_the_old_one_opened(
    anonymous: Anonymous, api: Api, ada: Person
) -> None:
    bearer, tokens, browser = api(ada), issue(ada.user), anonymous(ada.tenant)
    browser.post("/api/auth/session/", {"email": ada.user.email, "password": PASSWORD})
    client = anonymous(None)

    given = asked_by(client, ada)
    answer, again = client.post(CONFIRM, given), client.post(CONFIRM, given)

    assert (answer.status_code, again.json()["code"]) == (204, "invalid_code")
    assert User.objects.get(id=ada.user.id).check_password(NEW)
    assert bearer.get("/api/employees/").status_code == 401
    assert browser.get("/api/auth/me/").status_code == 401
    assert anonymous(None).post("/api/auth/refresh/", {"refresh": tokens.refresh}).status_code == 401
    entered = anonymous(None).post("/api/auth/login/", {"email": ada.user.email, "password": NEW})
    assert entered.status_code == 200


def test_it_keeps_the_code_when_the_password_is_too_weak(anonymous: Anonymous, ada: Person) -> None:
    client = anonymous(None)
    given = asked_by(client, ada)

    answer = client.post(CONFIRM, {**given, "password": "12345678"})

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert list(answer.json()["fields"]) == ["password"]
    assert FlowCode.objects.get().guesses == 0
    assert client.post(CONFIRM, given).status_code == 204


def test_it_does_not_tell_an_unknown_address_from_a_wrong_code(anonymous: Anonymous, ada: Person) -> None:
    client = anonymous(None)
    given = asked_by(client, ada)
    nobodys = client.post(RESET, {"email": "nobody@acme.test"}).json()

    unknown = client.post(CONFIRM, {**given, **nobodys})
    known = client.post(CONFIRM, {**given, "code": wrong(given["code"])})

    assert (unknown.status_code, unknown.json()) == (known.status_code, known.json())
    assert known.json()["code"] == "invalid_code"


def test_a_strangers_guesses_cost_nobody_their_code(anonymous: Anonymous, ada: Person) -> None:
    hers, his = anonymous(None), anonymous(None)
    given = asked_by(hers, ada)
    other = his.post(RESET, {"email": ada.user.email}).json()["flow"]
    guesses = [his.post(CONFIRM, {"flow": other, "code": "000000", "password": NEW}) for _ in range(6)]

    stolen = his.post(CONFIRM, {**given, "flow": other})
    answer = hers.post(CONFIRM, given)

    assert {guess.status_code for guess in guesses} == {400}
    assert (stolen.status_code, answer.status_code) == (400, 204)


def test_it_takes_five_guesses_at_a_new_password(anonymous: Anonymous, ada: Person) -> None:
    client = anonymous(None)
    given = asked_by(client, ada)
    [client.post(CONFIRM, {**given, "code": wrong(given["code"])}) for _ in range(5)]

    answer = client.post(CONFIRM, given)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_code")


def test_letters_that_strangers_ask_for_keep_nobody_from_their_own(
    anonymous: Anonymous, ada: Person, settings: Settings
) -> None:
    settings.CODES_OF_STRANGERS = (2, 3600)
    known = browser_of(ada)
    [anonymous(None).post(RESET, {"email": ada.user.email}) for _ in range(3)]
    mail.outbox.clear()

    anonymous(None).post(RESET, {"email": ada.user.email})
    assert mail.outbox == []
    known.post(RESET, {"email": ada.user.email})

    assert len(letters_to(ada.user.email)) == 1


def test_one_address_does_not_use_up_the_letters_of_all(
    anonymous: Anonymous, ada: Person, settings: Settings
) -> None:
    settings.CODES_OF_ADDRESS = (1, 3600)
    mail.outbox.clear()

    for address in ("198.51.100.1", "198.51.100.1", "198.51.100.2"):
        anonymous(None).post(RESET, {"email": ada.user.email}, REMOTE_ADDR=address)

    assert len(letters_to(ada.user.email)) == 2


def test_it_takes_the_newest_code_only(api: Api, ada: Person) -> None:
    older = new_code(ada.user)
    EmailCode.objects.update(code_hash="0" * 64)

    answer = api(ada).post("/api/auth/verify-email/", {"code": older})

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_code")
