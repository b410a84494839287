"""Announcements: written in two languages, shown to whom they concern while they last, put away by each reader."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks

from shared_apps.accounts.models import User
from shared_apps.audit.models import AuditEntry
from shared_apps.console.models import Announcement
from shared_apps.core.clock import now
from tests.cast import Client, Person
from tests.conftest import Api

NEWS = "/api/announcements/"


def given(**changes: Any) -> dict[str, Any]:
    return {
        "severity": "warning",
        "audience": "everybody",
        "title_en": "Maintenance tonight",
        "text_en": "For ten minutes.",
        "title_uk": "Роботи вночі",
        "text_uk": "Десять хвилин.",
        "starts_at": (now() - timedelta(hours=1)).isoformat(),
        "ends_at": (now() + timedelta(days=1)).isoformat(),
        **changes,
    }


def make(console: Client, **changes: Any) -> str:
    answer = console.post("/api/admin/announcements/", given(**changes))
    assert answer.status_code == 201, answer.content
    return str(answer.json()["id"])


def titles(client: Client) -> list[str]:
    return [row["title"] for row in client.get(NEWS).json()["results"]]


def test_it_tells_everybody_in_their_language(console: Client, ben: Person, cleo: Person, api: Api) -> None:
    User.objects.filter(id=cleo.user.id).update(language="uk")

    make(console)

    assert (titles(api(ben)), titles(api(cleo))) == (["Maintenance tonight"], ["Роботи вночі"])
    assert AuditEntry.objects.filter(action="announcement.made", actor_name="Olga").count() == 1


def test_it_tells_owners_only(console: Client, ada: Person, ben: Person, api: Api) -> None:
    make(console, audience="owners")

    assert (titles(api(ada)), titles(api(ben))) == (["Maintenance tonight"], [])


def test_it_begins_and_ends_on_time(console: Client, ben: Person, api: Api) -> None:
    start = now() + timedelta(minutes=5)
    make(console, starts_at=start.isoformat(), ends_at=(start + timedelta(minutes=5)).isoformat())
    shown = []
    for minutes in (0, 6, 11):
        with time_machine.travel(now() + timedelta(minutes=minutes), tick=False):
            shown.append(titles(api(ben)))

    assert shown == [[], ["Maintenance tonight"], []]


def test_it_is_put_away_by_each_reader_alone(console: Client, ada: Person, ben: Person, api: Api) -> None:
    made = make(console)

    answer = api(ben).post(f"{NEWS}{made}/dismiss/")

    assert answer.status_code == 204
    assert (titles(api(ben)), titles(api(ada))) == ([], ["Maintenance tonight"])
    assert console.get("/api/admin/announcements/").json()["results"][0]["dismissed"] == 1


def test_it_is_taken_back(
    console: Client, ben: Person, api: Api, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    made = make(console)
    before = titles(api(ben))

    with django_capture_on_commit_callbacks(execute=True):
        console.delete(f"/api/admin/announcements/{made}/")

    assert (before, titles(api(ben))) == (["Maintenance tonight"], [])


def test_it_is_worded_anew(
    console: Client, ben: Person, api: Api, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    made = make(console)

    with django_capture_on_commit_callbacks(execute=True):
        answer = console.put(f"/api/admin/announcements/{made}/", given(title_en="Maintenance is over"))

    assert (answer.status_code, titles(api(ben))) == (200, ["Maintenance is over"])


def test_it_is_not_worded_over_what_another_operator_wrote(console: Client) -> None:
    made = make(console)
    [first] = console.get("/api/admin/announcements/").json()["results"]
    path = f"/api/admin/announcements/{made}/"
    changed = console.put(path, given(title_en="In an hour", seen=first["mark"])).json()

    late = console.put(path, given(title_en="At midnight", seen=first["mark"]))
    fresh = console.put(path, given(title_en="At noon", seen=changed["mark"]))

    assert (late.status_code, late.json()["code"]) == (409, "console_overtaken")
    assert (fresh.status_code, fresh.json()["title_en"]) == (200, "At noon")


def test_it_refuses_an_end_before_the_beginning(console: Client) -> None:
    answer = console.post(
        "/api/admin/announcements/", given(ends_at=(now() - timedelta(hours=2)).isoformat())
    )

    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["ends_at"])
    assert not Announcement.objects.exists()


def test_it_refuses_a_link_that_is_no_page(console: Client) -> None:
    answer = console.post("/api/admin/announcements/", given(link="javascript:alert(1)"))

    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["link"])


def test_it_asks_the_database_nothing_while_nothing_is_announced(ben: Person, api: Api) -> None:
    client = api(ben)
    client.get(NEWS)

    with CaptureQueriesContext(connection) as asked:
        client.get(NEWS)

    assert not [query for query in asked if "console_" in query["sql"]]


def test_it_puts_nothing_away_that_is_not_there(ben: Person, api: Api) -> None:
    assert api(ben).post(f"{NEWS}{uuid4()}/dismiss/").status_code == 404
