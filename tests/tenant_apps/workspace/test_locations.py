"""Where customers come to, and the hours of each place."""

from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenant_apps.workspace.models import Location
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api, InTenant

PATH = "/api/locations/"
HOURS = "/api/opening-hours/"
CENTRE: dict[str, Any] = {
    "name": "Centre",
    "address": "Rynok 1, Lviv",
    "phone": "+380501112233",
    "map_url": "https://maps.example/centre",
    "hours": None,
    "is_active": True,
}
WEEK = [[["09:00", "18:00"]]] * 5 + [[], []]
NIGHT = [[["20:00", "02:00"]]] * 7


def timetable(week: list[Any], **fields: Any) -> dict[str, Any]:
    return {"week": week, "timezone": "Europe/Kyiv", "holidays": [], "channels": [], **fields}


def test_it_opens_changes_and_closes_a_location(api: Api, ada: Person, cleo: Person) -> None:
    made = api(ada).post(PATH, CENTRE)

    assert made.status_code == 201
    row = made.json()
    assert row == {**CENTRE, "id": row["id"], "is_open": None, "next_opening": None}
    own = f"{PATH}{row['id']}/"
    assert api(ada).patch(own, {"name": "Old town"}).json()["name"] == "Old town"
    assert [one["name"] for one in api(cleo).get(PATH).json()["results"]] == ["Old town"]
    assert api(ada).delete(own).status_code == 204
    assert api(ada).get(own).status_code == 404


@time_machine.travel("2026-11-23T20:00:00Z", tick=False)
def test_it_keeps_the_usual_hours_or_its_own(api: Api, ada: Person) -> None:
    owner = api(ada)
    owner.put(HOURS, timetable(WEEK))
    centre, bar = (owner.post(PATH, {"name": name}).json()["id"] for name in ("Centre", "Bar"))

    night = owner.post(HOURS, timetable(NIGHT, name="Night", locations=[bar])).json()

    shown = {row["name"]: row for row in owner.get(PATH).json()["results"]}
    assert (shown["Centre"]["hours"], shown["Centre"]["is_open"]) == (None, False)
    assert shown["Centre"]["next_opening"] == "2026-11-24T07:00:00Z"
    assert (shown["Bar"]["hours"], shown["Bar"]["is_open"]) == (night["id"], True)
    assert (night["locations"], night["next_closing"]) == ([bar], "2026-11-24T00:00:00Z")
    moved = owner.put(f"{HOURS}{night['id']}/", timetable(NIGHT, name="Night", locations=[centre]))
    assert moved.json()["locations"] == [centre]
    owner.delete(f"{HOURS}{night['id']}/")
    assert {row["hours"] for row in owner.get(PATH).json()["results"]} == {None}


def test_two_locations_do_not_share_a_name(api: Api, ada: Person) -> None:
    api(ada).post(PATH, CENTRE)

    answer = api(ada).post(PATH, {"name": "centre"})

    assert (answer.status_code, answer.json()["code"]) == (409, "location_taken")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "n" * 121),
        ("address", "a" * 301),
        ("map_url", "javascript:alert(1)"),
        ("hours", "01920000-0000-7000-8000-0000000acae0"),
    ],
)
def test_it_refuses_a_location_that_makes_no_sense(field: str, value: object, api: Api, ada: Person) -> None:
    answer = api(ada).post(PATH, {**CENTRE, field: value})

    assert (answer.status_code, list(answer.json()["fields"])) == (400, [field])


def test_agents_viewers_and_neighbours_change_nothing(
    api: Api, ada: Person, ben: Person, cleo: Person, mallory: Person, acme: Tenant
) -> None:
    own = f"{PATH}{api(ada).post(PATH, CENTRE).json()['id']}/"

    refused = [
        api(ben).post(PATH, {"name": "Mine"}).status_code,
        api(cleo).patch(own, {"name": "Mine"}).status_code,
        api(cleo).delete(own).status_code,
        api(mallory).get(own).status_code,
        api(mallory, at=acme).get(PATH).status_code,
        api(mallory, at=acme).patch(own, {"name": "Mine"}).status_code,
    ]

    assert refused == [403, 403, 403, 404, 404, 404]
    assert api(cleo).get(own).json()["name"] == "Centre"


def test_thirty_locations_cost_what_one_costs(
    api: Api, ada: Person, acme: Tenant, in_tenant: InTenant
) -> None:
    client = api(ada)
    client.put(HOURS, timetable(WEEK))
    client.post(PATH, CENTRE)
    client.get(PATH)
    with CaptureQueriesContext(connection) as one:
        client.get(PATH)
    with in_tenant(acme):
        Location.objects.bulk_create(Location(name=f"Place {n}") for n in range(29))

    with CaptureQueriesContext(connection) as many:
        assert len(client.get(PATH).json()["results"]) == 30

    assert len(many) == len(one)
