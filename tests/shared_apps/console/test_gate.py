"""Every door of the console: nobody, people of businesses and staff without a second factor stay outside.

The paths are read from the URL configuration, so a new one is judged as soon as it is there.
"""

from allauth.mfa.models import Authenticator
from django.urls import get_resolver

from shared_apps.accounts.models import User
from shared_apps.audit.models import AuditEntry
from tests.architecture.test_api_doors import doors, knock
from tests.cast import Client, Person
from tests.conftest import Anonymous, Api
from tests.shared_apps.accounts.signing import app_code, with_two_factors
from tests.shared_apps.console.conftest import Desk

DOORS = sorted(
    door
    for door in set(doors(get_resolver("config.urls_public").url_patterns))
    if door[0].startswith("/api/admin/")
)


def test_it_finds_the_console() -> None:
    assert len(DOORS) > 25
    assert ("/api/admin/create-admin/", "post") in DOORS


def test_it_asks_strangers_who_they_are(anonymous: Anonymous) -> None:
    assert knock(anonymous(None), DOORS) == dict.fromkeys(DOORS, 401)


def test_it_is_not_there_for_people_of_businesses(ada: Person, desk: Desk) -> None:
    assert knock(desk(ada.user), DOORS) == dict.fromkeys(DOORS, 404)


def test_it_is_closed_to_staff_without_a_second_factor(piet: User, desk: Desk) -> None:
    assert knock(desk(piet), DOORS) == dict.fromkeys(DOORS, 403)


def test_it_is_closed_to_a_session_that_proved_no_second_factor(olga: User, desk: Desk) -> None:
    assert knock(desk(olga, is_proved_twice=False), DOORS) == dict.fromkeys(DOORS, 403)


def test_it_is_not_on_the_host_of_a_business(olga: User, ada: Person, api: Api) -> None:
    assert api(Person(olga, ada.member, ada.tenant)).get("/api/admin/dashboard/").status_code == 404


def test_it_leads_staff_to_a_second_factor(piet: User, olga: User, desk: Desk) -> None:
    without = desk(piet).get("/api/admin/me/").json()
    unshown = desk(olga, is_proved_twice=False).get("/api/admin/me/").json()

    assert (without["code"], without["data"]) == ("second_factor_required", {"has_one": False})
    assert (unshown["code"], unshown["data"]) == ("second_factor_required", {"has_one": True})


def test_it_puts_refused_staff_on_record(piet: User, desk: Desk) -> None:
    desk(piet).get("/api/admin/users/")

    line = AuditEntry.objects.get(action="console.refused")
    assert (line.actor_id, line.details["path"]) == (piet.id, "/api/admin/users/")


def test_it_notes_who_looked_at_what_once_a_minute(olga: User, console: Client) -> None:
    for _ in range(2):
        console.get("/api/admin/users/?q=ada")

    lines = AuditEntry.objects.filter(action="console.viewed").values_list("actor_name", "details__address")
    assert list(lines) == [("Olga", "/api/admin/users/?q=ada")]


def test_it_closes_when_the_second_factor_is_turned_off(olga: User, console: Client) -> None:
    Authenticator.objects.filter(user=olga).delete()

    assert console.get("/api/admin/me/").status_code == 403


def test_it_closes_when_an_operator_is_none_any_more(olga: User, console: Client) -> None:
    User.objects.filter(id=olga.id).update(is_staff=False)

    assert console.get("/api/admin/me/").status_code == 404


def test_it_opens_to_the_browser_in_which_the_second_factor_was_set_up(ada: Person) -> None:
    client, _, _ = with_two_factors(ada)
    User.objects.filter(id=ada.user.id).update(is_staff=True)
    client.defaults["HTTP_HOST"] = "parlor.test"

    assert client.get("/api/admin/me/").json()["email"] == "ada@acme.test"


def test_it_opens_once_a_session_shows_its_second_factor(ada: Person) -> None:
    client, secret, _ = with_two_factors(ada)
    User.objects.filter(id=ada.user.id).update(is_staff=True)
    ada.user.device_sessions.update(second_factor_at=None)
    client.defaults["HTTP_HOST"] = "parlor.test"
    before = client.get("/api/admin/me/").status_code

    shown = client.post("/api/auth/confirm/", {"code": app_code(secret, step=1)})

    assert (before, shown.status_code) == (403, 204)
    assert client.get("/api/admin/me/").status_code == 200


def test_it_limits_what_one_operator_changes(console: Client, settings: object) -> None:
    settings.THROTTLE_RATES = {**settings.THROTTLE_RATES, "operator": "1/h"}  # type: ignore[attr-defined]
    switch = {"feature": "voice_cloning", "is_on": True}
    first = console.put("/api/admin/features/", switch).status_code

    second = console.put("/api/admin/features/", switch)

    assert (first, second.status_code) == (200, 429)
    assert console.get("/api/admin/features/").status_code == 200
