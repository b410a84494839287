"""What a member may do and why; who may change it, and that it counts at once."""

from typing import Any

import pytest

from shared_apps.audit.models import AuditEntry
from tenant_apps.conversations.signals.sending import have_member_typing
from tenant_apps.team.actions import add_member
from tenant_apps.team.models import Member
from tenant_apps.team.rights.kernel import DOORS, LEVELS, Permission, permission_of
from tenants.entering import entered
from tenants.models import Membership, Role
from tests.architecture.test_api_doors import CLOSED, UNSAFE, filled
from tests.cast import Person, _user, person
from tests.conftest import Api, InTenant
from tests.shared_apps.accounts.signing import browser_of
from tests.shared_apps.accounts.test_api_keys import client_with, make

pytestmark = pytest.mark.django_db


def path_of(person: Person) -> str:
    return f"/api/employees/{person.member.id}/permissions/"


@pytest.fixture
def dora(ada: Person, in_tenant: InTenant) -> Person:
    """Admin of Acme."""
    with in_tenant(ada.tenant):
        add_member(tenant=ada.tenant, user=_user("dora@acme.test", "Dora"), role=Role.ADMIN)
    return person(ada.tenant, "dora@acme.test")


def said(answer: Any) -> dict[str, tuple[bool, str]]:
    return {row["name"]: (row["is_allowed"], row["reason"]) for row in answer.json()["permissions"]}


def override(person: Person, **overrides: bool) -> None:
    """Say something of a person behind the API's back, to see what they can do with it."""
    with entered(person.tenant):
        Member.objects.filter(id=person.member.id).update(overrides=overrides)


def test_it_tells_what_each_role_may_and_why(ada: Person, ben: Person, cleo: Person, api: Api) -> None:
    owner, agent, viewer = (said(api(ada).get(path_of(one))) for one in (ada, ben, cleo))

    assert set(owner.values()) == {(True, "owner")}
    assert agent["conversations.reply"] == agent["knowledge.edit"] == (True, "role")
    assert agent["channels.manage"] == agent["plan.manage"] == (False, "role")
    assert set(viewer.values()) == {(False, "role")}


def test_an_override_beats_the_role_and_says_so(ada: Person, ben: Person, api: Api) -> None:
    given = {"overrides": {"channels.manage": "allow", "conversations.reply": "deny"}}

    answer = api(ada).put(path_of(ben), given)

    assert answer.status_code == 200, answer.content
    rows = {row["name"]: row for row in answer.json()["permissions"]}
    assert rows["channels.manage"] == {
        "name": "channels.manage",
        "is_allowed": True,
        "reason": "allowed",
        "by_role": False,
        "override": "allow",
        "can_change": True,
    }
    assert (rows["conversations.reply"]["is_allowed"], rows["conversations.reply"]["reason"]) == (
        False,
        "denied",
    )


def test_what_is_allowed_opens_its_doors_at_once_and_no_others(ada: Person, ben: Person, api: Api) -> None:
    agent = api(ben)
    assert agent.get("/api/agent/usage/").status_code == 403
    api(ada).put(path_of(ben), {"overrides": {"agent.manage": "allow"}})

    assert agent.get("/api/agent/usage/").status_code == 200
    assert agent.post("/api/teams/", {"name": "Mine"}).status_code == 403
    assert "agent.manage" in agent.get("/api/auth/me/").json()["member"]["permissions"]


def test_what_is_denied_closes_its_doors_at_once_and_says_what_is_missing(
    ada: Person, ben: Person, api: Api
) -> None:
    api(ada).put(path_of(ben), {"overrides": {"conversations.reply": "deny"}})

    refused = api(ben).post("/api/views/", {"name": "Mine", "filter": {}})

    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    assert refused.json()["data"] == {"permission": "conversations.reply"}
    assert api(ben).get("/api/conversations/").status_code == 200
    assert api(ben).get("/api/auth/me/").json()["member"]["can_manage"] is False


def test_the_customer_hears_no_typing_of_who_may_not_answer(
    ada: Person, ben: Person, api: Api, in_tenant: InTenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[object] = []
    monkeypatch.setattr("tenant_apps.conversations.signals.sending._soon", lambda *given: heard.append(given))
    monkeypatch.setattr("tenant_apps.conversations.signals.sending.note_typing", heard.append)
    api(ada).put(path_of(ben), {"overrides": {"conversations.reply": "deny"}})

    with in_tenant(ada.tenant):
        have_member_typing(conversation_id=ben.member.id, member_id=ben.member.id)
        have_member_typing(conversation_id=ben.member.id, member_id=ada.member.id)

    assert len(heard) == 2  # Ada's alone


def test_the_owners_doors_can_be_opened_to_one_person(ada: Person, dora: Person, api: Api) -> None:
    asked = {"plan": "starter"}
    assert api(dora).post("/api/plan-requests/", asked).status_code == 403

    api(ada).put(path_of(dora), {"overrides": {"plan.manage": "allow"}})

    assert api(dora).post("/api/plan-requests/", asked).status_code != 403


def test_nobody_gives_what_they_do_not_have(ada: Person, ben: Person, dora: Person, api: Api) -> None:
    answer = api(dora).put(path_of(ben), {"overrides": {"plan.manage": "allow"}})
    assert (answer.status_code, answer.json()["code"]) == (403, "beyond_own_rights")
    assert answer.json()["data"] == {"permissions": ["plan.manage"]}

    override(dora, **{"channels.manage": False})
    answer = api(dora).put(path_of(ben), {"overrides": {"channels.manage": "allow"}})
    assert answer.json()["code"] == "beyond_own_rights"
    answer = api(dora).patch(f"/api/employees/{ben.member.id}/", {"role": "admin"})
    assert (answer.status_code, answer.json()["code"]) == (403, "beyond_own_rights")
    assert Membership.objects.get(user=ben.user).role == Role.AGENT


def test_nobody_lifts_themselves(ben: Person, api: Api) -> None:
    override(ben, **{"team.manage": True})

    answer = api(ben).put(path_of(ben), {"overrides": {"team.manage": "allow", "channels.manage": "allow"}})

    assert (answer.status_code, answer.json()["code"]) == (403, "beyond_own_rights")


def test_nobody_weakens_who_may_more(ada: Person, dora: Person, api: Api) -> None:
    hers = f"/api/employees/{ada.member.id}/"

    for answer in (
        api(dora).put(path_of(ada), {"overrides": {"team.manage": "deny"}}),
        api(dora).patch(hers, {"role": "viewer"}),
        api(dora).patch(hers, {"sees": "team"}),
        api(dora).post(f"{hers}deactivate/", {}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "above_you")
    assert Membership.objects.get(user=ada.user).role == Role.OWNER


def test_the_last_owner_stays_one(ada: Person, api: Api) -> None:
    path = f"/api/employees/{ada.member.id}/"

    demoted = api(ada).patch(path, {"role": "admin"})
    denied = api(ada).put(path_of(ada), {"overrides": {"team.manage": "deny"}})
    gone = api(ada).post(f"{path}deactivate/", {})

    assert (demoted.status_code, demoted.json()["code"]) == (409, "last_owner")
    assert (denied.status_code, denied.json()["code"]) == (409, "owner_may_all")
    assert (gone.status_code, gone.json()["code"]) == (409, "last_owner")


def test_owning_is_never_an_override(ada: Person, ben: Person, api: Api) -> None:
    for name in ("workspace.own", "everything"):
        answer = api(ada).put(path_of(ben), {"overrides": {name: "allow"}})
        assert (answer.status_code, list(answer.json()["fields"])) == (400, ["overrides"])
    assert api(ada).patch(f"/api/employees/{ben.member.id}/", {"role": "owner"}).status_code == 400


def test_a_new_role_counts_inside_and_outside_and_is_on_record(
    ada: Person, ben: Person, api: Api, in_tenant: InTenant
) -> None:
    answer = api(ada).patch(f"/api/employees/{ben.member.id}/", {"role": "admin"})

    assert (answer.status_code, answer.json()["role"]) == (200, "admin")
    assert Membership.objects.get(user=ben.user).role == Role.ADMIN
    assert api(ben).get("/api/agent/usage/").status_code == 200
    with in_tenant(ada.tenant):
        line = AuditEntry.objects.get(action="member.role_changed")
        assert line.details == {"name": "Ben", "from": "agent", "to": "admin"}


def test_one_sees_ones_own_rights_only(ben: Person, cleo: Person, mallory: Person, api: Api) -> None:
    assert api(cleo).get(path_of(cleo)).status_code == 200
    assert api(ben).get(path_of(cleo)).status_code == 403
    assert api(ben).put(path_of(ben), {"overrides": {}}).status_code == 403
    assert api(mallory).get(path_of(ben)).status_code == 404
    assert api(mallory).put(path_of(ben), {"overrides": {}}).status_code == 404


def test_a_service_key_gives_no_more_than_it_has(
    ada: Person, ben: Person, api: Api, in_tenant: InTenant
) -> None:
    key = make(ada, kind="service", scopes=["settings:write"])["key"]

    answer = client_with(key, ada.tenant).put(path_of(ben), {"overrides": {"plan.manage": "allow"}})

    assert (answer.status_code, answer.json()["code"]) == (403, "beyond_own_rights")


def test_who_is_denied_a_part_makes_no_key_that_has_it(dora: Person) -> None:
    override(dora, **{"channels.manage": False})
    given = {"name": "Door", "kind": "service", "scopes": ["settings:write"]}

    browser = browser_of(dora)

    answer = browser.post("/api/auth/api-keys/", given)

    assert answer.status_code == 403
    assert browser.get("/api/auth/api-keys/").json()["results"] == []


def test_every_door_that_is_not_everybodys_needs_a_permission_of_its_level() -> None:
    for level, doors in DOORS.items():
        assert {LEVELS[permission] for permission in doors.values()} == {level}
        for path, _ in CLOSED:
            assert LEVELS[permission_of(level, filled(path))] == level
    assert {LEVELS[each] for each in Permission} == set(DOORS)


def test_who_is_denied_everything_changes_nothing(dora: Person, cleo: Person, api: Api) -> None:
    """Every door that viewers find closed is closed to an admin to whom all was denied: none looks at roles."""
    override(dora, **{each.value: False for each in Permission})

    def refuses(person: Person, door: tuple[str, str]) -> bool:
        return bool(getattr(api(person), door[1])(filled(door[0])).status_code == 403)

    open_doors = [door for door in UNSAFE if not refuses(dora, door) and refuses(cleo, door)]

    assert open_doors == []


def test_a_service_key_may_no_more_than_its_maker(ada: Person, dora: Person, api: Api) -> None:
    scopes = ["conversations:write", "settings:write"]
    client = client_with(make(dora, kind="service", name="Booking site", scopes=scopes)["key"], ada.tenant)
    assert client.patch("/api/company/", {"tagline": "Before"}).status_code == 200

    api(ada).put(path_of(dora), {"overrides": {"company.manage": "deny"}})

    refused = client.patch("/api/company/", {"tagline": "After"})
    assert (refused.status_code, refused.json()["data"]["permission"]) == (403, "company.manage")
    assert client.get("/api/company/").json()["tagline"] == "Before"
    assert client.get("/api/auth/me/").json()["member"]["can_manage"] is False
    assert client.post("/api/labels/", {"name": "Online"}).status_code == 201


@pytest.mark.parametrize(("role", "status"), [("agent", 403), ("viewer", 403), ("admin", 200)])
def test_a_service_key_goes_down_with_its_makers_role(
    role: str, status: int, ada: Person, dora: Person, api: Api
) -> None:
    key = make(dora, kind="service", name="Booking site", scopes=["settings:write"])["key"]

    api(ada).patch(f"/api/employees/{dora.member.id}/", {"role": role})

    answer = client_with(key, ada.tenant).patch("/api/company/", {"tagline": "Online"})
    assert answer.status_code == status


def test_a_service_key_sees_nothing_where_its_maker_sees_a_part(ada: Person, dora: Person, api: Api) -> None:
    key = make(dora, kind="service", name="Booking site", scopes=["conversations:read"])["key"]

    api(ada).patch(f"/api/employees/{dora.member.id}/", {"role": "agent", "sees": "team"})

    assert client_with(key, ada.tenant).get("/api/conversations/").status_code == 404


def test_a_kept_service_key_does_what_its_maker_could(ada: Person, dora: Person, api: Api) -> None:
    key = make(dora, kind="service", name="Booking site", scopes=["conversations:write"])["key"]

    gone = api(ada).post(f"/api/employees/{dora.member.id}/deactivate/", {"keeps_service_keys": True})

    assert gone.status_code == 200
    client = client_with(key, ada.tenant)
    assert client.post("/api/labels/", {"name": "Online"}).status_code == 201
    assert client.get("/api/auth/me/").json()["member"]["role"] == "admin"
