"""The page of opening hours."""

from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenant_apps.workspace.models import OpeningHours
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api, InTenant

PATH = "/api/opening-hours/"
WEEK = [[["09:00", "13:00"], ["14:00", "18:00"]]] * 5 + [[["20:00", "02:00"]], []]
HOURS: dict[str, Any] = {
    "name": "Salon",
    "timezone": "Europe/Kyiv",
    "week": WEEK,
    "holidays": [{"date": "2026-12-25", "name": "Різдво", "every_year": True, "hours": []}],
    "channels": [],
    "away": {"on": True, "en": "We are closed.", "uk": "Ми зачинені."},
}


@time_machine.travel("2026-11-23T08:00:00Z", tick=False)
def test_it_keeps_the_default_hours(ada: Person, api: Api) -> None:
    written = api(ada).put(PATH, HOURS)

    assert written.status_code == 200
    row = written.json()
    assert row == {
        **HOURS,
        "id": row["id"],
        "is_default": True,
        "is_open": True,
        "next_opening": "2026-11-23T08:00:00Z",
        "next_closing": "2026-11-23T11:00:00Z",
        "zone": "Europe/Kyiv",
        "locations": [],
        "rev": 1,
    }
    assert api(ada).get(PATH).json()["results"] == [row]


def test_a_second_put_changes_the_same_hours(ada: Person, api: Api) -> None:
    first = api(ada).put(PATH, HOURS).json()

    second = api(ada).put(PATH, {**HOURS, "name": "Studio"}).json()

    assert (second["id"], second["name"], second["rev"]) == (first["id"], "Studio", 2)


def test_a_channel_has_hours_of_its_own(ada: Person, api: Api) -> None:
    api(ada).put(PATH, HOURS)

    own = api(ada).post(PATH, {**HOURS, "name": "Night line", "channels": [str(uuid4())]})

    assert (own.status_code, own.json()["is_default"]) == (201, False)
    assert [row["name"] for row in api(ada).get(PATH).json()["results"]] == ["Salon", "Night line"]
    assert api(ada).delete(f"{PATH}{own.json()['id']}/").status_code == 204


def test_the_default_hours_stay(ada: Person, api: Api) -> None:
    row = api(ada).put(PATH, HOURS).json()

    refused = api(ada).delete(f"{PATH}{row['id']}/")

    assert (refused.status_code, refused.json()["code"]) == (409, "is_default")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("timezone", "Europe/Nowhere"),
        ("week", WEEK[:6]),
        ("week", [[["09:00", "08:60"]], *WEEK[1:]]),
        ("week", [[["09:00", "13:00"], ["12:00", "18:00"]], *WEEK[1:]]),
        ("holidays", [{"date": "25 December"}]),
        ("channels", ["line"]),
    ],
)
def test_it_refuses_hours_that_make_no_sense(ada: Person, api: Api, field: str, value: object) -> None:
    answer = api(ada).put(PATH, {**HOURS, field: value})

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert list(answer.json()["fields"]) == [field]


def test_agents_viewers_and_neighbours_change_nothing(
    ada: Person, ben: Person, cleo: Person, mallory: Person, acme: Tenant, api: Api, in_tenant: InTenant
) -> None:
    row = api(ada).put(PATH, HOURS).json()
    own = f"{PATH}{row['id']}/"

    statuses = [
        api(ben).put(PATH, HOURS).status_code,
        api(cleo).put(own, HOURS).status_code,
        api(cleo).post(PATH, HOURS).status_code,
        api(cleo).delete(own).status_code,
        api(mallory).get(own).status_code,
        api(mallory, at=acme).get(PATH).status_code,
        api(mallory, at=acme).put(own, HOURS).status_code,
    ]

    assert statuses == [403, 403, 403, 403, 404, 404, 404]
    assert api(cleo).get(own).json()["rev"] == 1


def test_a_list_of_thirty_costs_what_one_costs(
    ada: Person, acme: Tenant, api: Api, in_tenant: InTenant
) -> None:
    api(ada).put(PATH, HOURS)
    with CaptureQueriesContext(connection) as one:
        api(ada).get(PATH)
    with in_tenant(acme):
        OpeningHours.objects.bulk_create(
            [OpeningHours(name=str(n), week=WEEK, timezone="Europe/Kyiv") for n in range(30)]
        )

    with CaptureQueriesContext(connection) as many:
        api(ada).get(PATH)

    assert len(many) == len(one)
