"""A code by e-mail instead of a password, and a code from each side for another address."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from shared_apps.accounts.models import FlowCode, User
from shared_apps.core.clock import now
from tenant_apps.team.models import Member
from tests.cast import PASSWORD, Person
from tests.conftest import Anonymous, InTenant
from tests.shared_apps.accounts.signing import browser_of, code_in_letter, letters_to, with_two_factors

pytestmark = pytest.mark.django_db


def test_it_signs_a_browser_in_by_a_code(anonymous: Anonymous, ada: Person) -> None:
    client = anonymous(ada.tenant)
    flow = client.post("/api/auth/get-otp/", {"email": "Ada@Acme.test"}).json()["flow"]

    answer = client.post("/api/auth/session/code/", {"flow": flow, "code": code_in_letter("ada@acme.test")})

    assert (answer.status_code, answer.json()["member"]["name"]) == (200, "Ada")
    assert client.get("/api/employees/").status_code == 200


def test_it_signs_an_api_client_in_by_a_code(anonymous: Anonymous, ada: Person) -> None:
    client = anonymous(None)
    flow = client.post("/api/auth/get-otp/", {"email": ada.user.email}).json()["flow"]

    answer = client.post("/api/auth/verify-otp/", {"flow": flow, "code": code_in_letter(ada.user.email)})

    assert (answer.status_code, set(answer.json())) == (200, {"access", "refresh"})


def test_it_takes_a_code_once(anonymous: Anonymous, ada: Person) -> None:
    client = anonymous(None)
    flow = client.post("/api/auth/get-otp/", {"email": ada.user.email}).json()["flow"]
    given = {"flow": flow, "code": code_in_letter(ada.user.email)}
    client.post("/api/auth/verify-otp/", given)

    answer = client.post("/api/auth/verify-otp/", given)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_code")


def test_it_does_not_tell_whether_an_address_is_known(anonymous: Anonymous, ada: Person) -> None:
    client = anonymous(None)
    mail.outbox.clear()

    answers = [client.post("/api/auth/get-otp/", {"email": e}) for e in (ada.user.email, "nobody@acme.test")]
    unknown = client.post("/api/auth/verify-otp/", {"flow": answers[1].json()["flow"], "code": "123456"})
    wrong = client.post("/api/auth/verify-otp/", {"flow": answers[0].json()["flow"], "code": "000000"})

    assert [(a.status_code, list(a.json()), len(a.json()["flow"])) for a in answers] == [
        (200, ["flow"], 43)
    ] * 2
    assert (unknown.status_code, unknown.json()) == (wrong.status_code, wrong.json())
    assert len(mail.outbox) == 1


def test_it_asks_the_database_nothing_before_it_answers(
    anonymous: Anonymous, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared_apps.accounts.tasks.send_sign_in_code.delay", lambda *_: None)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        anonymous(None).post("/api/auth/get-otp/", {"email": ada.user.email})

    assert [query["sql"] for query in asked if "accounts_user" in query["sql"]] == []


def test_it_takes_five_guesses_at_a_code(anonymous: Anonymous, ada: Person) -> None:
    client = anonymous(None)
    flow = client.post("/api/auth/get-otp/", {"email": ada.user.email}).json()["flow"]
    code = code_in_letter(ada.user.email)
    wrong = {"flow": flow, "code": str((int(code) + 1) % 1_000_000).zfill(6)}
    guesses = [client.post("/api/auth/verify-otp/", wrong).status_code for _ in range(5)]

    answer = client.post("/api/auth/verify-otp/", {"flow": flow, "code": code})

    assert guesses == [400] * 5
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_code")


def test_a_stranger_cannot_guess_somebody_elses_code_away(anonymous: Anonymous, ada: Person) -> None:
    hers, his = anonymous(None), anonymous(None)
    flow = hers.post("/api/auth/get-otp/", {"email": ada.user.email}).json()["flow"]
    code = code_in_letter(ada.user.email)
    other = his.post("/api/auth/get-otp/", {"email": ada.user.email}).json()["flow"]
    [his.post("/api/auth/verify-otp/", {"flow": other, "code": "000000"}) for _ in range(6)]

    stolen = his.post("/api/auth/verify-otp/", {"flow": other, "code": code})
    answer = hers.post("/api/auth/verify-otp/", {"flow": flow, "code": code})

    assert (stolen.status_code, answer.status_code) == (400, 200)


def test_it_refuses_a_code_that_is_too_old(anonymous: Anonymous, ada: Person) -> None:
    client = anonymous(None)
    flow = client.post("/api/auth/get-otp/", {"email": ada.user.email}).json()["flow"]

    with time_machine.travel(now() + timedelta(minutes=16)):
        given = {"flow": flow, "code": code_in_letter(ada.user.email)}
        answer = client.post("/api/auth/verify-otp/", given)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_code")


def test_it_floods_nobody_with_codes(anonymous: Anonymous, ada: Person, settings: Settings) -> None:
    settings.CODES_OF_STRANGERS = (2, 3600)
    mail.outbox.clear()

    answers = [anonymous(None).post("/api/auth/get-otp/", {"email": ada.user.email}) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200] * 4
    assert len(mail.outbox) == FlowCode.objects.count() == 2


def test_a_code_is_one_factor_only(anonymous: Anonymous, ada: Person) -> None:
    with_two_factors(ada)
    client = anonymous(ada.tenant)
    flow = client.post("/api/auth/get-otp/", {"email": ada.user.email}).json()["flow"]

    answer = client.post("/api/auth/session/code/", {"flow": flow, "code": code_in_letter(ada.user.email)})

    assert (answer.status_code, answer.json()["code"]) == (401, "second_factor_needed")
    assert client.get("/api/auth/me/").status_code == 401


def test_it_takes_a_code_by_e_mail_as_proof_of_oneself(ada: Person, ben: Person) -> None:
    client = browser_of(ada)

    with time_machine.travel(now() + timedelta(minutes=16)):
        flow = client.post("/api/auth/get-otp/", {"email": ada.user.email}).json()["flow"]
        bens = client.post("/api/auth/get-otp/", {"email": ben.user.email}).json()["flow"]
        other = {"flow": bens, "code": code_in_letter(ben.user.email)}
        answers = [client.post("/api/auth/confirm/", other).status_code]
        own = {"flow": flow, "code": code_in_letter(ada.user.email)}
        answers += [client.post("/api/auth/confirm/", own).status_code]

    assert answers == [400, 204]


def test_it_changes_the_address_with_a_code_from_each_side(
    ada: Person, in_tenant: InTenant, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    client = browser_of(ada)
    mail.outbox.clear()
    client.post("/api/auth/change-email/", {"email": "Ada.New@Acme.test"})
    given = {"new_code": code_in_letter("ada.new@acme.test"), "old_code": code_in_letter("ada@acme.test")}

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/api/auth/change-email/confirm/", given)

    assert (answer.status_code, answer.json()["email"], answer.json()["email_verified"]) == (
        200,
        "ada.new@acme.test",
        True,
    )
    with in_tenant(ada.tenant):
        assert Member.objects.get(user_id=ada.user.id).email == "ada.new@acme.test"
    assert letters_to("ada@acme.test")[-1] == letters_to("ada.new@acme.test")[-1]
    assert letters_to("ada@acme.test")[-1] == "Your Parlor sign-in address was changed"
    assert list(EmailAddress.objects.values_list("email", "verified")) == [("ada.new@acme.test", True)]


@pytest.mark.parametrize("side", ["new_code", "old_code"])
def test_it_needs_both_codes(side: str, ada: Person) -> None:
    client = browser_of(ada)
    client.post("/api/auth/change-email/", {"email": "new@acme.test"})
    given = {"new_code": code_in_letter("new@acme.test"), "old_code": code_in_letter("ada@acme.test")}

    answer = client.post("/api/auth/change-email/confirm/", {**given, side: "000000"})

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_code")
    assert User.objects.get(id=ada.user.id).email == "ada@acme.test"


def test_it_does_not_tell_that_an_address_is_taken(ada: Person, ben: Person) -> None:
    client = browser_of(ada)
    mail.outbox.clear()

    answer = client.post("/api/auth/change-email/", {"email": ben.user.email})

    assert (answer.status_code, answer.content) == (204, b"")
    assert letters_to(ben.user.email) == []


def test_it_keeps_a_look_alike_domain_apart(anonymous: Anonymous, ada: Person) -> None:
    # The first letter of the domain is a Cyrillic "а".
    form = {
        "email": "ada@\u0430cme.test", "password": "lavender & honey", "name": "Ada", "organization": "Acme",
        "slug": "acme-two",
    }  # fmt: skip

    answer = anonymous(None).post("/api/auth/register/", form)

    assert answer.status_code == 201
    assert User.objects.get(email="ada@xn--cme-5cd.test").id != ada.user.id
    stranger = anonymous(None).post("/api/auth/login/", {"email": form["email"], "password": PASSWORD})
    assert stranger.status_code == 400


@pytest.mark.parametrize("email", ["\u0430da@acme.test", "\uff41da@acme.test"])
def test_it_takes_no_look_alike_names(email: str, anonymous: Anonymous) -> None:
    form = {
        "email": email,
        "password": "lavender & honey",
        "name": "A",
        "organization": "B",
        "slug": "acme-two",
    }

    answer = anonymous(None).post("/api/auth/register/", form)

    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["email"])
