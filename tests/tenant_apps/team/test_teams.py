"""Teams over HTTP, and what an admin decides about a member: what they see, what they know."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenant_apps.team.models import Member, Team, TeamMembership
from tests.cast import Person
from tests.conftest import Api, InTenant

TEAMS = "/api/teams/"
pytestmark = pytest.mark.django_db


def test_an_admin_makes_changes_and_deletes_a_team(
    ada: Person, ben: Person, api: Api, in_tenant: InTenant
) -> None:
    members = [{"id": str(ben.member.id), "is_lead": True}]

    made = api(ada).post(TEAMS, {"name": "Nails", "members": members})
    path = f"{TEAMS}{made.json()['id']}/"
    changed = api(ada).patch(path, {"name": "Hands", "members": []})
    deleted = api(ada).delete(path)

    assert (made.status_code, changed.status_code, deleted.status_code) == (201, 200, 204)
    assert [row["id"] for row in made.json()["members"]] == [str(ben.member.id)]
    assert (changed.json()["name"], changed.json()["members"]) == ("Hands", [])
    with in_tenant(ada.tenant):
        assert not Team.objects.exists()


def test_agents_read_teams_and_write_none(ben: Person, api: Api, in_tenant: InTenant) -> None:
    assert api(ben).get(TEAMS).json()["results"] == []
    assert api(ben).post(TEAMS, {"name": "Mine"}).status_code == 403
    with in_tenant(ben.tenant):
        assert not Team.objects.exists()


def test_it_reads_many_teams_with_the_same_queries(ada: Person, api: Api, in_tenant: InTenant) -> None:
    def queries(count: int) -> int:
        with in_tenant(ada.tenant):
            for number in range(Team.objects.count(), count):
                team = Team.objects.create(name=f"Team {number}")
                TeamMembership.objects.create(team=team, member=ada.member)
        with CaptureQueriesContext(connection) as captured:
            assert len(api(ada).get(TEAMS).json()["results"]) == count
        return len(captured)

    queries(1)

    assert queries(1) == queries(30)


def test_an_admin_says_what_a_member_sees_and_knows(
    ada: Person, ben: Person, api: Api, in_tenant: InTenant
) -> None:
    changes = {"sees": "team", "skills": ["nails"]}

    answer = api(ada).patch(f"/api/employees/{ben.member.id}/", changes)

    assert answer.status_code == 200
    assert {name: answer.json()[name] for name in changes} == changes
    with in_tenant(ada.tenant):
        assert Member.objects.get(id=ben.member.id).is_restricted


def test_nobody_widens_their_own_sight(ben: Person, mallory: Person, api: Api) -> None:
    path = f"/api/employees/{ben.member.id}/"

    assert api(ben).patch(path, {"sees": "all"}).status_code == 403
    assert api(mallory).patch(path, {"sees": "all"}).status_code == 404
    assert api(mallory).patch(f"/api/employees/{uuid4()}/", {"sees": "all"}).status_code == 404
