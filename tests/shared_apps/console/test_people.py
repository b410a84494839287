"""People at the console: found, signed out, locked, made operators; never oneself."""

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks

from shared_apps.accounts.models import DeviceSession, User
from shared_apps.audit.models import AuditEntry
from tests.cast import Client, Person
from tests.conftest import Anonymous, Api
from tests.shared_apps.accounts.signing import browser_of, code_in_letter, verify
from tests.shared_apps.console.conftest import Desk, add_second_factor


def test_it_finds_a_person_by_address(console: Client, ada: Person) -> None:
    rows = console.get("/api/admin/users/?q=ada@").json()["results"]

    assert [(row["email"], row["workspaces"], row["is_staff"]) for row in rows] == [
        ("ada@acme.test", 1, False)
    ]


def test_it_lists_many_people_with_as_many_queries_as_one(console: Client) -> None:
    console.get("/api/admin/users/?limit=2")
    with CaptureQueriesContext(connection) as few:
        console.get("/api/admin/users/?limit=1")
    User.objects.bulk_create([User(email=f"p{n}@x.test", name=f"P{n}") for n in range(30)])
    with CaptureQueriesContext(connection) as many:
        console.get("/api/admin/users/?limit=30")

    assert len(many) == len(few)


def test_it_signs_a_person_out_everywhere(console: Client, ada: Person) -> None:
    browser = browser_of(ada)

    shown = console.post(f"/api/admin/users/{ada.user.id}/sign-out/", {})

    assert (shown.status_code, shown.json()["sessions"]) == (200, [])
    assert browser.get("/api/auth/me/").status_code == 401


def test_it_ends_one_session_of_a_person(console: Client, ada: Person) -> None:
    kept, ended = browser_of(ada), browser_of(ada)
    newest = DeviceSession.objects.filter(user=ada.user).latest("id")

    console.post(f"/api/admin/users/{ada.user.id}/sign-out/", {"session": str(newest.id)})

    assert (kept.get("/api/auth/me/").status_code, ended.get("/api/auth/me/").status_code) == (200, 401)


def test_it_locks_a_person_out_and_lets_them_in_again(console: Client, ada: Person, api: Api) -> None:
    person = f"/api/admin/users/{ada.user.id}"
    before = api(ada)

    locked = console.post(f"{person}/lock/", {"reason": "Spam to strangers"})
    while_locked = before.get("/api/auth/me/").status_code
    console.post(f"{person}/unlock/")

    assert locked.json()["person"]["is_active"] is False
    assert (while_locked, browser_of(ada).get("/api/auth/me/").status_code) == (401, 200)
    line = AuditEntry.objects.get(action="user.locked")
    assert (line.actor_name, line.details) == (
        "Olga",
        {"email": "ada@acme.test", "reason": "Spam to strangers"},
    )


def test_it_wants_a_reason_for_a_lock(console: Client, ada: Person) -> None:
    answer = console.post(f"/api/admin/users/{ada.user.id}/lock/", {})

    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["reason"])
    assert User.objects.get(id=ada.user.id).is_active


@pytest.mark.parametrize(
    ("method", "door", "body"),
    [("post", "lock", {"reason": "x"}), ("post", "unlock", {}), ("put", "staff", {"is_staff": False})],
)
def test_it_changes_nothing_about_oneself(
    method: str, door: str, body: dict[str, object], console: Client, olga: User
) -> None:
    answer = getattr(console, method)(f"/api/admin/users/{olga.id}/{door}/", body)

    assert (answer.status_code, answer.json()["code"]) == (409, "console_own_account")
    olga.refresh_from_db()
    assert (olga.is_active, olga.is_staff) == (True, True)


def test_it_lets_a_person_in_who_lost_the_second_factor(
    console: Client, ada: Person, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    add_second_factor(ada.user)
    door = f"/api/admin/users/{ada.user.id}/reset-second-factor/"

    with django_capture_on_commit_callbacks(execute=True):
        answer = console.post(door, {"reason": "Showed her passport on a call"})
    again = console.post(door, {"reason": "Once more"})

    assert (answer.status_code, answer.json()["person"]["has_second_factor"]) == (200, False)
    assert (again.status_code, again.json()["code"]) == (409, "two_factor_off")
    line = AuditEntry.objects.get(action="user.second_factor_reset")
    assert (line.actor_name, line.details["reason"]) == ("Olga", "Showed her passport on a call")
    assert [letter.to for letter in mail.outbox] == [["ada@acme.test"]]


def test_it_resets_no_second_factor_of_operators_nor_without_a_reason(
    console: Client, olga: User, piet: User, desk: Desk, ada: Person
) -> None:
    add_second_factor(piet)
    add_second_factor(ada.user)
    reason = {"reason": "Lost"}

    def reset(who: User, body: dict[str, str], by: Client = console) -> tuple[int, str]:
        answer = by.post(f"/api/admin/users/{who.id}/reset-second-factor/", body)
        return answer.status_code, answer.json()["code"]

    unsure = desk(olga, is_confirmed=False)
    assert reset(piet, reason) == (409, "console_not_eligible")
    assert reset(olga, reason) == (409, "console_own_account")
    assert reset(ada.user, {"reason": " "})[0] == 400
    assert reset(ada.user, reason, unsure) == (403, "confirmation_needed")
    assert Authenticator.objects.filter(type=Authenticator.Type.TOTP).count() == 3


def test_it_makes_a_person_an_operator_and_tells_them(
    console: Client, ada: Person, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    verify(ada)

    with django_capture_on_commit_callbacks(execute=True):
        answer = console.put(f"/api/admin/users/{ada.user.id}/staff/", {"is_staff": True})

    assert answer.json()["person"]["is_staff"] is True
    assert [letter.subject for letter in mail.outbox] == ["You can open Parlor's console now"]
    assert AuditEntry.objects.filter(action="user.made_operator", target_id=ada.user.id).count() == 1


def test_it_makes_no_operator_of_an_address_that_nobody_proved(console: Client, ada: Person) -> None:
    answer = console.put(f"/api/admin/users/{ada.user.id}/staff/", {"is_staff": True})

    assert (answer.status_code, answer.json()["code"]) == (409, "console_not_eligible")
    assert not User.objects.get(id=ada.user.id).is_staff


@pytest.mark.parametrize(
    ("path", "method"), [("users/{id}/staff/", "put"), ("create-admin/", "post")], ids=["staff", "create"]
)
def test_it_asks_once_more_who_it_is_before_it_makes_operators(
    path: str, method: str, olga: User, ada: Person, desk: Desk
) -> None:
    client = desk(olga, is_confirmed=False)
    body = {"is_staff": True, "email": "new@parlor.test", "name": "New"}

    answer = getattr(client, method)(f"/api/admin/{path.format(id=ada.user.id)}", body)

    assert (answer.status_code, answer.json()["code"]) == (403, "confirmation_needed")
    assert User.objects.filter(is_staff=True).count() == 1


def test_it_creates_an_admin_and_shows_them_where_to_choose_a_password(
    console: Client, anonymous: Anonymous, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    given = {"email": "Rosa@Parlor.test", "name": "Rosa", "language": "uk"}
    with django_capture_on_commit_callbacks(execute=True):
        made = console.post("/api/admin/create-admin/", given)
    [letter] = mail.outbox
    client = anonymous(None)
    flow = client.post("/api/auth/reset-password/", {"email": "rosa@parlor.test"}).json()["flow"]

    chosen = {"flow": flow, "code": code_in_letter("rosa@parlor.test"), "password": "a long enough secret"}
    reset = client.post("/api/auth/reset-password/confirm/", chosen)

    assert letter.subject == "Оберіть пароль для консолі Parlor"
    assert "http://parlor.test/reset-password" in letter.body

    assert (made.status_code, made.json()["person"]["is_staff"], reset.status_code) == (201, True, 204)


def test_it_creates_nobody_twice(console: Client, ada: Person) -> None:
    answer = console.post("/api/admin/create-admin/", {"email": "ada@acme.test", "name": "Ada"})

    assert (answer.status_code, answer.json()["code"]) == (409, "email_taken")
    assert not User.objects.get(id=ada.user.id).is_staff
