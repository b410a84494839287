"""Somebody is deactivated: nothing opens for them, their work goes on, their name stays; and they may come back."""

from typing import Any

import pytest
from django.core import mail

from shared_apps.accounts.models import ApiKey, DeviceSession, User
from shared_apps.facts.publisher import unannounced
from shared_apps.plans.actions import start
from shared_apps.plans.choices import Source
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.contacts.models import Contact
from tenant_apps.conversations.actions import change_conversation
from tenant_apps.conversations.assignment.handover import pass_on, pass_on_reopened
from tenant_apps.conversations.events import ConversationOpened
from tenant_apps.conversations.models import Conversation
from tenant_apps.team.actions import add_member
from tenant_apps.team.events import MemberLeft
from tenant_apps.team.models import Member, Team, TeamMembership
from tenants.models import Membership, Role, Tenant
from tests.cast import Person
from tests.conftest import Api, InTenant
from tests.shared_apps.accounts.signing import browser_of
from tests.shared_apps.accounts.test_api_keys import client_with, make

pytestmark = pytest.mark.django_db


def path_of(person: Person, verb: str) -> str:
    return f"/api/employees/{person.member.id}/{verb}/"


def threads_of(person: Person, count: int, status: str = "open") -> list[Conversation]:
    """Give somebody so many threads; call inside their tenant."""
    account, _ = ChannelAccount.objects.get_or_create(kind="telegram", name="Bot", external_id="700")
    return [
        Conversation.objects.create(
            contact=Contact.objects.create(name=f"Dana {number}"),
            channel_account=account,
            assignee_id=person.member.id,
            status=status,
        )
        for number in range(count)
    ]


def held_by(person: Person) -> int:
    return Conversation.objects.filter(assignee=person.member.id).count()


def test_nothing_opens_for_who_left(ada: Person, ben: Person, api: Api) -> None:
    browser, key = browser_of(ben), make(ben)["key"]
    client = api(ben)

    answer = api(ada).post(path_of(ben, "deactivate"), {})

    assert (answer.status_code, answer.json()["is_active"]) == (200, False)
    assert client.get("/api/conversations/").status_code == 404
    assert browser.get("/api/conversations/").status_code == 401
    assert client_with(key, ben.tenant).get("/api/contacts/").status_code == 401
    assert not Membership.objects.filter(user=ben.user).exists()
    assert not DeviceSession.objects.filter(user=ben.user, ended_at=None).exists()
    assert not ApiKey.objects.filter(user=ben.user, revoked_at=None).exists()


def test_who_works_elsewhere_too_stays_signed_in_there(
    ada: Person, ben: Person, globex: Tenant, api: Api
) -> None:
    Membership.objects.create(user=ben.user, tenant=globex, role=Role.AGENT)
    browser_of(ben)

    api(ada).post(path_of(ben, "deactivate"), {})

    assert DeviceSession.objects.filter(user=ben.user, ended_at=None).exists()
    assert api(ben).get("/api/conversations/").status_code == 404
    assert [row.tenant for row in Membership.objects.filter(user=ben.user)] == [globex]


@pytest.mark.parametrize("to", ["member", "team", "nobody"])
def test_work_goes_where_it_was_told_to(
    to: str, ada: Person, ben: Person, api: Api, in_tenant: InTenant
) -> None:
    with in_tenant(ada.tenant):
        threads_of(ben, 3)
        [done] = threads_of(ben, 1, "resolved")
        team = Team.objects.create(name="Nails")
        TeamMembership.objects.create(team=team, member=ben.member)
    assert api(ada).get(path_of(ben, "work")).json() == {"conversations": 3, "service_keys": 0}
    given = {"member": {"to_member": str(ada.member.id)}, "team": {"to_team": str(team.id)}, "nobody": {}}[to]

    api(ada).post(path_of(ben, "deactivate"), given)

    with in_tenant(ada.tenant):
        pass_on([MemberLeft(member_id=ben.member.id)])
        assert (held_by(ben), held_by(ada)) == (1, 3 if to == "member" else 0)
        assert Conversation.objects.filter(team=team, assignee=None).count() == (3 if to == "team" else 0)
        assert not TeamMembership.objects.filter(member=ben.member).exists()
        # What is resolved keeps its name, until it comes back.
        change_conversation(conversation_id=done.id, changes={"status": "open"})
        pass_on_reopened([ConversationOpened(conversation_id=done.id)])
        assert held_by(ben) == 0


def test_work_follows_a_line_of_people_who_left(
    ada: Person, ben: Person, api: Api, in_tenant: InTenant
) -> None:
    with in_tenant(ada.tenant):
        user = User.objects.create_user("eve@acme.test", name="Eve")
        eve = Person(user, add_member(tenant=ada.tenant, user=user, role=Role.AGENT), ada.tenant)
        threads_of(ben, 1)

    api(ada).post(path_of(ben, "deactivate"), {"to_member": str(eve.member.id)})
    api(ada).post(path_of(eve, "deactivate"), {"to_member": str(ada.member.id)})

    with in_tenant(ada.tenant):
        pass_on([MemberLeft(member_id=ben.member.id), MemberLeft(member_id=eve.member.id)])
        assert held_by(ada) == 1


def test_work_goes_to_nobody_who_could_not_do_it(
    ada: Person, ben: Person, cleo: Person, mallory: Person, api: Api
) -> None:
    for heir in (cleo, ben, mallory):
        answer = api(ada).post(path_of(ben, "deactivate"), {"to_member": str(heir.member.id)})
        assert (answer.status_code, list(answer.json()["fields"])) == (400, ["to_member"])
    assert Membership.objects.filter(user=ben.user).exists()


def test_their_name_stays_in_the_list(ada: Person, ben: Person, api: Api) -> None:
    api(ada).post(path_of(ben, "deactivate"), {})

    rows = {row["name"]: row["is_active"] for row in api(ada).get("/api/employees/").json()["results"]}
    assert rows == {"Ada": True, "Ben": False, "Cleo": True}
    assert [row["name"] for row in api(ada).get("/api/presence/").json()["results"]] == ["Ada", "Cleo"]


def test_they_come_back_with_their_role_and_nothing_beside_it(
    ada: Person, ben: Person, api: Api, in_tenant: InTenant
) -> None:
    api(ada).put(path_of(ben, "permissions"), {"overrides": {"agent.manage": "allow"}})
    api(ada).post(path_of(ben, "deactivate"), {"to_member": str(ada.member.id)})

    back = api(ada).post(path_of(ben, "reactivate"))

    assert (back.status_code, back.json()["role"]) == (200, "agent")
    assert api(ben).get("/api/conversations/").status_code == 200
    assert api(ben).get("/api/agent/usage/").status_code == 403
    again = api(ada).post(path_of(ben, "reactivate"))
    assert (again.status_code, again.json()["code"]) == (409, "still_active")
    with in_tenant(ada.tenant):
        assert Member.objects.get(id=ben.member.id).successor is None


def test_they_come_back_by_an_invitation_as_the_same_person(ada: Person, ben: Person, api: Api) -> None:
    api(ada).post(path_of(ben, "deactivate"), {})
    made = api(ada).post("/api/invitations/", {"kind": "link", "role": "viewer"}).json()

    joined = api(ben).post("/api/join/", {"token": made["url"].partition("#")[2]})

    assert joined.json()["member"] | {"permissions": []} == {
        "id": str(ben.member.id),
        "name": "Ben",
        "role": "viewer",
        "permissions": [],
        "can_manage": False,
    }


def test_there_has_to_be_a_place_for_who_comes_back(ada: Person, ben: Person, acme: Tenant, api: Api) -> None:
    api(ada).post(path_of(ben, "deactivate"), {})
    with unannounced():
        start(tenant_id=acme.id, plan="free", source=Source.DEMO)

    answer = api(ada).post(path_of(ben, "reactivate"))

    assert (answer.status_code, answer.json()["code"]) == (402, "plan_limit_reached")
    assert not Membership.objects.filter(user=ben.user).exists()


def test_only_who_runs_the_team_lets_people_go(
    ada: Person, ben: Person, cleo: Person, mallory: Person, api: Api
) -> None:
    for verb in ("deactivate", "reactivate", "ownership"):
        assert api(ben).post(path_of(cleo, verb), {}).status_code == 403
        assert api(mallory).post(path_of(cleo, verb), {}).status_code == 404
    assert Membership.objects.filter(user=cleo.user).exists()


def test_the_owner_hands_the_workspace_over(
    ada: Person, ben: Person, api: Api, in_tenant: InTenant, django_capture_on_commit_callbacks: Any
) -> None:
    with in_tenant(ada.tenant), django_capture_on_commit_callbacks(execute=True):
        answer = browser_of(ada).post(path_of(ben, "ownership"), {})

    assert (answer.status_code, answer.json()["role"]) == (200, "owner")
    roles = dict(Membership.objects.filter(tenant=ada.tenant).values_list("user__name", "role"))
    assert roles == {"Ada": "admin", "Ben": "owner", "Cleo": "viewer"}
    told = sorted(letter.to[0] for letter in mail.outbox if "new owner" in str(letter.subject))
    assert told == ["ada@acme.test", "ben@acme.test"]
    assert api(ada).post(path_of(ben, "deactivate"), {}).json()["code"] == "above_you"


def test_two_may_own_together_until_one_steps_back(ada: Person, ben: Person, api: Api) -> None:
    browser_of(ada).post(path_of(ben, "ownership"), {"stays_owner": True})
    twice = browser_of(ada).post(path_of(ben, "ownership"), {"stays_owner": True})

    first = api(ben).patch(f"/api/employees/{ada.member.id}/", {"role": "agent"})
    last = api(ben).patch(f"/api/employees/{ben.member.id}/", {"role": "agent"})

    assert (twice.status_code, twice.json()["code"]) == (409, "already_owner")
    assert (first.status_code, first.json()["role"]) == (200, "agent")
    assert (last.status_code, last.json()["code"]) == (409, "last_owner")


def test_ownership_asks_who_it_is_once_more(ada: Person, ben: Person, api: Api) -> None:
    browser = browser_of(ada)
    DeviceSession.objects.filter(user=ada.user).update(confirmed_at="2026-01-01T00:00:00Z")

    stale = browser.post(path_of(ben, "ownership"), {})
    token = api(ada).post(path_of(ben, "ownership"), {})

    assert (stale.status_code, stale.json()["code"]) == (403, "confirmation_needed")
    assert (token.status_code, token.json()["code"]) == (403, "confirmation_needed")
    assert Membership.objects.get(user=ada.user).role == Role.OWNER


def test_a_teams_work_goes_to_another_when_it_is_deleted(
    ada: Person, ben: Person, api: Api, in_tenant: InTenant
) -> None:
    with in_tenant(ada.tenant):
        nails, hair = Team.objects.create(name="Nails"), Team.objects.create(name="Hair")
        for row in [*threads_of(ben, 2), *threads_of(ben, 1, "resolved")]:
            Conversation.objects.filter(id=row.id).update(team=nails)

    same = api(ada).delete(f"/api/teams/{nails.id}/?move_to={nails.id}")
    moved = api(ada).delete(f"/api/teams/{nails.id}/?move_to={hair.id}")

    assert (same.status_code, moved.status_code) == (400, 204)
    with in_tenant(ada.tenant):
        assert Conversation.objects.filter(team=hair).count() == 3
        assert not Team.objects.filter(name="Nails").exists()
