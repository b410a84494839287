"""Who works here."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenant_apps.team.models import Member
from tenants.models import Role, Tenant
from tests.cast import Person
from tests.conftest import Anonymous, Api, InTenant


def test_it_lists_the_team_by_name(api: Api, ada: Person, ben: Person, cleo: Person) -> None:
    answer = api(cleo).get("/api/employees/")

    assert answer.status_code == 200
    assert answer.json() == {
        "next": None,
        "previous": None,
        "results": [
            {
                "id": str(person.member.id),
                "name": person.member.name,
                "email": person.user.email,
                "role": role,
                "is_active": True,
                "availability": "online",
                "sees": "all",
                "skills": [],
                "working_week": [],
            }
            for person, role in ((ada, "owner"), (ben, "agent"), (cleo, "viewer"))
        ],
    }


def test_it_pages_through_the_team(api: Api, ada: Person) -> None:
    first = api(ada).get("/api/employees/", {"limit": 2}).json()

    second = api(ada).get(first["next"]).json()

    assert [row["name"] for row in first["results"] + second["results"]] == ["Ada", "Ben", "Cleo"]
    assert second["next"] is None


def test_it_hides_the_team_from_a_neighbour(api: Api, mallory: Person, acme: Tenant) -> None:
    answer = api(mallory, at=acme).get("/api/employees/")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_it_hides_the_team_from_strangers(anonymous: Anonymous, acme: Tenant) -> None:
    answer = anonymous(acme).get("/api/employees/")

    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")


def test_it_has_no_team_on_the_public_site(anonymous: Anonymous) -> None:
    answer = anonymous(None).get("/api/employees/")

    assert answer.status_code == 404


def test_it_reads_a_long_list_with_the_same_queries(api: Api, ada: Person, in_tenant: InTenant) -> None:
    client = api(ada)
    client.get("/api/employees/")  # the tenant of the host is remembered from here on
    with CaptureQueriesContext(connection) as few:
        client.get("/api/employees/")
    with in_tenant(ada.tenant):
        Member.objects.bulk_create(
            Member(
                user_id=f"00000000-0000-7000-8000-{n:012}",
                name=f"N{n}",
                email=f"{n}@acme.test",
                role=Role.AGENT,
            )
            for n in range(30)
        )

    with CaptureQueriesContext(connection) as many:
        answer = client.get("/api/employees/")

    assert len(answer.json()["results"]) == 33
    assert len(many) == len(few)


@pytest.mark.parametrize("query", [{"limit": "x"}, {"limit": "-1"}, {"limit": "100000"}])
def test_it_serves_a_page_whatever_the_limit(query: dict[str, str], api: Api, ada: Person) -> None:
    answer = api(ada).get("/api/employees/", query)

    assert answer.status_code == 200


def test_it_refuses_a_broken_cursor(api: Api, ada: Person) -> None:
    answer = api(ada).get("/api/employees/", {"cursor": "cD3p"})

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


WEEK: list[list[list[str]]] = [[["09:00", "13:00"], ["14:00", "18:00"]], *([[]] * 6)]


def test_it_keeps_somebodys_own_hours(api: Api, ada: Person, ben: Person) -> None:
    path = f"/api/employees/{ben.member.id}/"

    answer = api(ada).patch(path, {"working_week": WEEK})

    assert (answer.status_code, answer.json()["working_week"]) == (200, WEEK)
    assert api(ada).patch(path, {"working_week": []}).json()["working_week"] == []


@pytest.mark.parametrize(
    "week",
    [
        WEEK[:6],
        [*WEEK, []],
        [[["09:00", "14:00"], ["13:00", "18:00"]], *WEEK[1:]],
        [[["9", "18:00"]], *WEEK[1:]],
        [[["09:00"]], *WEEK[1:]],
        "always",
    ],
    ids=["six days", "eight days", "overlap", "no time", "half", "word"],
)
def test_it_refuses_hours_that_are_none(
    week: Any, api: Api, ada: Person, ben: Person, in_tenant: InTenant
) -> None:
    answer = api(ada).patch(f"/api/employees/{ben.member.id}/", {"working_week": week})

    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["working_week"])
    with in_tenant(ada.tenant):
        assert Member.objects.get(id=ben.member.id).working_week == []


def test_only_who_runs_the_team_sets_hours(
    api: Api, ada: Person, ben: Person, mallory: Person, in_tenant: InTenant
) -> None:
    path = f"/api/employees/{ben.member.id}/"

    answers = [api(ben).patch(path, {"working_week": WEEK})]
    answers += [api(mallory, at=ada.tenant).patch(path, {"working_week": WEEK})]

    assert [answer.status_code for answer in answers] == [403, 404]
    with in_tenant(ada.tenant):
        assert Member.objects.get(id=ben.member.id).working_week == []
