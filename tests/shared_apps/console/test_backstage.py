"""Django's admin: behind the same gate as the console, to look at only."""

import pytest
from django.contrib.sessions.backends.db import SessionStore

from shared_apps.accounts.credentials import SESSION_ID
from shared_apps.accounts.models import DeviceSession, SessionKind, User
from shared_apps.audit.models import AuditEntry
from shared_apps.console.backstage import backstage
from shared_apps.core.clock import now
from shared_apps.plans.models import Plan
from tests.cast import Client, Person

HOME = "/backstage/"


def browser(user: User, *, is_proved_twice: bool = True) -> Client:
    """Return a browser on the public site in which `user` is signed in."""
    client = Client(None)
    client.force_login(user)
    session = SessionStore(client.cookies["sessionid"].value)
    opened = DeviceSession.objects.create(
        user=user,
        kind=SessionKind.BROWSER,
        confirmed_at=now(),
        second_factor_at=now() if is_proved_twice else None,
    )
    session[SESSION_ID] = str(opened.id)
    session.save()
    return client


def test_it_sends_strangers_to_the_sign_in_page(db: None) -> None:
    answer = Client(None).get(HOME)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in?next=%2Fconsole")


def test_it_is_not_there_for_people_of_businesses(ada: Person) -> None:
    assert browser(ada.user).get(HOME).status_code == 404


def test_it_sends_staff_without_a_second_factor_to_the_gate(piet: User, olga: User) -> None:
    answers = [browser(piet).get(HOME), browser(olga, is_proved_twice=False).get(HOME)]

    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [(302, "/console")] * 2


def test_it_is_not_on_the_host_of_a_business(olga: User, ada: Person) -> None:
    client = browser(olga)
    client.defaults["HTTP_HOST"] = "acme.parlor.test"

    assert client.get(HOME).headers.get("Location") != "/console"


@pytest.mark.parametrize(
    "path", sorted(f"{model._meta.app_label}/{model._meta.model_name}/" for model in backstage._registry)
)
def test_it_shows_every_table(path: str, olga: User, ada: Person) -> None:
    answer = browser(olga).get(HOME + path)

    assert answer.status_code == 200
    assert AuditEntry.objects.filter(action="backstage.viewed", actor_id=olga.id).count() == 1


def test_it_never_shows_a_password(olga: User, ada: Person) -> None:
    page = browser(olga).get(f"{HOME}accounts/user/{ada.user.id}/change/").content.decode()

    assert "ada@acme.test" in page
    assert "argon2" not in page


def test_it_changes_no_row_that_actions_keep(olga: User) -> None:
    plan = Plan.objects.get(code="free")

    answer = browser(olga).post(f"{HOME}plans/plan/{plan.id}/change/", {"name": "Cheap"})

    assert answer.status_code == 403
    assert Plan.objects.get(code="free").name == "Free"
