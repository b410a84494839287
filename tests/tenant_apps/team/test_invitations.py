"""How people come in: by a letter to their address, by a link, and what is said to those who do not."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shared_apps.accounts.models import User
from shared_apps.core.clock import now
from shared_apps.facts.publisher import unannounced
from shared_apps.plans.actions import start
from shared_apps.plans.choices import Source
from tenant_apps.team.invitations.models import Invitation
from tenant_apps.team.models import Member
from tenants.models import Membership, Role, Tenant
from tests.cast import Client, Person
from tests.conftest import Anonymous, Api, InTenant
from tests.shared_apps.accounts.signing import browser_of

pytestmark = pytest.mark.django_db

INVITATIONS = "/api/invitations/"
JOIN = "/api/join/"
EVE = {"name": "Eve", "password": "lavender & honey"}
Letters = Callable[[], Any]


@pytest.fixture
def letters(acme: Tenant, in_tenant: InTenant, django_capture_on_commit_callbacks: Any) -> Letters:
    """`with letters():` lets what Acme asked for be sent."""

    @contextmanager
    def sent() -> Iterator[None]:
        with in_tenant(acme), django_capture_on_commit_callbacks(execute=True):
            yield

    return sent


def invited(
    by: Person, api: Api, letters: Letters, email: str = "eve@acme.test", **wished: Any
) -> tuple[dict[str, Any], str]:
    """Return the invitation and the token in its letter."""
    with letters():
        answer = api(by).post(INVITATIONS, {"email": email, "role": "agent", **wished})
    assert answer.status_code == 201, answer.content
    return answer.json(), token_in_letter(email)


def token_in_letter(email: str) -> str:
    newest = [letter for letter in mail.outbox if letter.to == [email]][-1]
    found = re.search(r"http://acme\.parlor\.test/join#([\w-]{43})", str(newest.body))
    assert found, newest.body
    return found[1]


def linked(by: Person, api: Api, **wished: Any) -> tuple[dict[str, Any], str]:
    answer = api(by).post(INVITATIONS, {"kind": "link", "role": "viewer", **wished})
    assert answer.status_code == 201, answer.content
    return answer.json(), answer.json()["url"].partition("#")[2]


def refusal(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_a_newcomer_comes_in_by_a_letter(
    ada: Person, acme: Tenant, api: Api, letters: Letters, anonymous: Anonymous, in_tenant: InTenant
) -> None:
    _, token = invited(ada, api, letters)
    browser = anonymous(acme)

    seen = browser.post(f"{JOIN}look/", {"token": token}).json()
    joined = browser.post(JOIN, {"token": token, **EVE})

    assert (seen["workspace"]["name"], seen["invited_by"], seen["role"]) == ("Acme", "Ada", "agent")
    assert (seen["email"], seen["has_account"], seen["you"]) == ("eve@acme.test", False, None)
    assert joined.status_code == 200, joined.content
    assert joined.json()["member"]["role"] == "agent"
    assert browser.get("/api/conversations/").status_code == 200
    assert User.objects.get(email="eve@acme.test").is_email_verified
    [row] = api(ada).get(INVITATIONS).json()["results"]
    assert (row["state"], row["joined"], row["uses"]) == ("used", ["Eve"], 1)
    with in_tenant(acme):
        assert token not in str(Invitation.objects.values().get())


def test_the_letter_is_in_the_language_that_was_chosen(ada: Person, api: Api, letters: Letters) -> None:
    invited(ada, api, letters, language="uk")

    letter = mail.outbox[-1]
    assert letter.subject == "Ada запрошує вас до Acme у Parlor"
    assert "роль — оператор" in str(letter.body)


def test_somebody_signed_in_comes_in_as_who_they_are(
    ada: Person, mallory: Person, acme: Tenant, api: Api, letters: Letters
) -> None:
    _, token = invited(ada, api, letters, email=mallory.user.email)
    client = api(mallory, at=acme)

    seen = client.post(f"{JOIN}look/", {"token": token}).json()
    joined = client.post(JOIN, {"token": token})

    assert seen["you"] == {
        "email": mallory.user.email,
        "name": "Mallory",
        "is_member": False,
        "is_meant": True,
    }
    assert joined.json()["member"]["role"] == "agent"
    assert client.get("/api/employees/").status_code == 200
    assert sorted(row["slug"] for row in joined.json()["workspaces"]) == ["acme", "globex"]


def test_a_letter_opens_for_its_own_address_only(
    ada: Person, mallory: Person, acme: Tenant, api: Api, letters: Letters
) -> None:
    _, token = invited(ada, api, letters)

    answer = api(mallory, at=acme).post(JOIN, {"token": token})

    assert refusal(answer) == (403, "invitation_for_another")
    assert answer.json()["data"] == {"email": "eve@acme.test"}
    assert not Membership.objects.filter(user=mallory.user, tenant=acme).exists()


def test_whoever_has_an_account_is_asked_to_sign_in(
    ada: Person, mallory: Person, acme: Tenant, api: Api, letters: Letters, anonymous: Anonymous
) -> None:
    _, token = invited(ada, api, letters, email=mallory.user.email)

    assert anonymous(acme).post(f"{JOIN}look/", {"token": token}).json()["has_account"] is True
    answer = anonymous(acme).post(JOIN, {"token": token, **EVE})

    assert refusal(answer) == (409, "email_taken")
    assert not Membership.objects.filter(user=mallory.user, tenant=acme).exists()


def test_each_bad_token_has_its_own_answer(
    ada: Person, acme: Tenant, globex: Tenant, api: Api, letters: Letters, anonymous: Anonymous
) -> None:
    _, used = invited(ada, api, letters, email="one@acme.test")
    assert anonymous(acme).post(JOIN, {"token": used, **EVE}).status_code == 200
    revoked_row, revoked = invited(ada, api, letters, email="two@acme.test")
    assert api(ada).delete(f"{INVITATIONS}{revoked_row['id']}/").status_code == 204
    _, expired = invited(ada, api, letters, email="three@acme.test", days=1)
    _, good = invited(ada, api, letters, email="four@acme.test", days=30)

    with time_machine.travel(now() + timedelta(days=2), tick=False):
        for token, expected in (
            (used, (410, "invitation_used")),
            (revoked, (410, "invitation_revoked")),
            (expired, (410, "invitation_expired")),
            (good[:-1] + "x", (404, "invitation_unknown")),
            ("x", (404, "invitation_unknown")),
        ):
            assert refusal(anonymous(acme).post(f"{JOIN}look/", {"token": token})) == expected
            assert refusal(anonymous(acme).post(JOIN, {"token": token, **EVE})) == expected
        # Next door it is as good as forged.
        assert refusal(anonymous(globex).post(JOIN, {"token": good, **EVE})) == (404, "invitation_unknown")
    assert not User.objects.filter(email__in=["two@acme.test", "three@acme.test", "four@acme.test"]).exists()


def test_sending_again_ends_the_letter_before(
    ada: Person, acme: Tenant, api: Api, letters: Letters, anonymous: Anonymous
) -> None:
    made, first = invited(ada, api, letters)

    with letters():
        again = api(ada).post(f"{INVITATIONS}{made['id']}/resend/")

    second = token_in_letter("eve@acme.test")
    assert (again.status_code, again.json()["url"]) == (200, None)
    assert refusal(anonymous(acme).post(f"{JOIN}look/", {"token": first})) == (404, "invitation_unknown")
    assert anonymous(acme).post(f"{JOIN}look/", {"token": second}).status_code == 200


def test_a_link_lets_in_as_many_as_it_says(ada: Person, acme: Tenant, api: Api, anonymous: Anonymous) -> None:
    _made, token = linked(ada, api, max_uses=2, label="Front desk")

    answers = [
        anonymous(acme).post(JOIN, {"token": token, "email": f"{name}@acme.test", **EVE})
        for name in ("one", "two", "three")
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 410]
    assert not User.objects.get(email="one@acme.test").is_email_verified
    [row] = api(ada).get(INVITATIONS).json()["results"]
    assert (row["label"], row["uses"], row["state"], "url" in row) == ("Front desk", 2, "used", False)


def test_a_link_needs_an_address_and_a_name(
    ada: Person, acme: Tenant, api: Api, anonymous: Anonymous
) -> None:
    _, token = linked(ada, api)

    nameless = anonymous(acme).post(JOIN, {"token": token})
    homeless = anonymous(acme).post(JOIN, {"token": token, **EVE})
    weak = anonymous(acme).post(
        JOIN, {"token": token, "name": "Eve", "email": "e@acme.test", "password": "1"}
    )

    assert sorted(nameless.json()["fields"]) == ["name", "password"]
    assert list(homeless.json()["fields"]) == ["email"]
    assert list(weak.json()["fields"]) == ["password"]
    assert api(ada).get(INVITATIONS).json()["results"][0]["uses"] == 0


def test_it_tells_a_member_that_they_are_in(ada: Person, ben: Person, acme: Tenant, api: Api) -> None:
    _, token = linked(ada, api)

    assert refusal(api(ben).post(JOIN, {"token": token})) == (409, "already_member")
    invite_ben = api(ada).post(INVITATIONS, {"email": "BEN@acme.test", "role": "agent"})
    assert refusal(invite_ben) == (409, "already_member")


def test_one_address_has_one_open_invitation(ada: Person, api: Api, letters: Letters) -> None:
    made, _ = invited(ada, api, letters)

    answer = api(ada).post(INVITATIONS, {"email": "eve@acme.test", "role": "viewer"})

    assert refusal(answer) == (409, "already_invited")
    assert answer.json()["data"] == {"invitation": made["id"]}


def test_the_plan_has_so_many_places(
    ada: Person, acme: Tenant, api: Api, letters: Letters, anonymous: Anonymous
) -> None:
    _, token = linked(ada, api, max_uses=5)
    with unannounced():
        start(tenant_id=acme.id, plan="starter", source=Source.DEMO)  # three people, all there

    asked = api(ada).post(INVITATIONS, {"email": "eve@acme.test", "role": "agent"})
    came = anonymous(acme).post(JOIN, {"token": token, "email": "eve@acme.test", **EVE})

    assert refusal(asked) == (402, "plan_limit_reached")
    assert asked.json()["message"].endswith("Deactivate somebody or choose a larger plan.")
    assert asked.json()["data"]["upgrade_url"] == "/settings/plan"
    assert refusal(came) == (402, "workspace_full")
    assert came.json()["data"] == {"by": "Ada", "limit": 3}
    assert not User.objects.filter(email="eve@acme.test").exists()


def test_those_on_their_way_take_places_too(ada: Person, acme: Tenant, api: Api, letters: Letters) -> None:
    with unannounced():
        start(tenant_id=acme.id, plan="professional", source=Source.DEMO)  # ten
    for number in range(5):
        invited(ada, api, letters, email=f"{number}@acme.test")
    made, _ = invited(ada, api, letters, email="5@acme.test")
    invited(ada, api, letters, email="6@acme.test")

    full = api(ada).post(INVITATIONS, {"email": "7@acme.test", "role": "agent"})
    assert refusal(full) == (402, "plan_limit_reached")
    api(ada).delete(f"{INVITATIONS}{made['id']}/")

    assert api(ada).post(INVITATIONS, {"email": "7@acme.test", "role": "agent"}).status_code == 201


def test_what_somebody_promised_falls_with_their_right_to(
    ada: Person, ben: Person, acme: Tenant, api: Api, anonymous: Anonymous
) -> None:
    overrides = f"/api/employees/{ben.member.id}/permissions/"
    api(ada).put(overrides, {"overrides": {"team.manage": "allow"}})
    _, token = linked(ben, api)
    refused = api(ben).post(INVITATIONS, {"kind": "link", "role": "admin"})

    api(ada).put(overrides, {"overrides": {}})

    assert refusal(refused) == (403, "beyond_own_rights")
    came = anonymous(acme).post(JOIN, {"token": token, "email": "eve@acme.test", **EVE})
    assert refusal(came) == (410, "invitation_revoked")


def test_nobody_is_invited_as_an_owner_or_with_nonsense(ada: Person, api: Api) -> None:
    for given in (
        {"email": "eve@acme.test", "role": "owner"},
        {"email": "nobody", "role": "agent"},
        {"role": "agent"},
        {"kind": "link", "role": "agent", "max_uses": 0},
        {"kind": "link", "role": "agent", "days": 400},
    ):
        assert api(ada).post(INVITATIONS, given).status_code == 400
    assert api(ada).get(INVITATIONS).json()["results"] == []


def test_letters_are_limited(ada: Person, api: Api, letters: Letters, settings: Any) -> None:
    settings.INVITATION_LETTERS_A_DAY = 1
    invited(ada, api, letters, email="one@acme.test")

    answer = api(ada).post(INVITATIONS, {"email": "two@acme.test", "role": "agent"})

    assert refusal(answer) == (429, "invitations_throttled")
    assert int(answer.headers["Retry-After"]) > 0
    assert len(api(ada).get(INVITATIONS).json()["results"]) == 1


def test_only_who_runs_the_team_sees_and_makes_invitations(
    ada: Person, ben: Person, mallory: Person, api: Api
) -> None:
    made, _ = linked(ada, api)
    path = f"{INVITATIONS}{made['id']}/"

    assert api(ben).get(INVITATIONS).status_code == 403
    assert api(ben).post(INVITATIONS, {"email": "eve@acme.test", "role": "agent"}).status_code == 403
    assert [api(mallory).delete(path).status_code, api(mallory).post(f"{path}resend/").status_code] == [
        404,
        404,
    ]
    assert api(ada).get(INVITATIONS).json()["results"][0]["state"] == "open"


def test_another_site_makes_nobody_join(
    ada: Person, mallory: Person, acme: Tenant, api: Api, in_tenant: InTenant
) -> None:
    _, token = linked(ada, api)
    browser = Client(acme, is_csrf_checked=True)
    browser.cookies = browser_of(Person(mallory.user, mallory.member, acme)).cookies

    answer = browser.post(JOIN, {"token": token})

    assert refusal(answer) == (403, "csrf_failed")
    assert not Membership.objects.filter(user=mallory.user, tenant=acme).exists()


def test_it_reads_many_invitations_with_the_same_queries(
    ada: Person, acme: Tenant, api: Api, in_tenant: InTenant
) -> None:
    def queries(count: int) -> int:
        with in_tenant(acme):
            for number in range(Invitation.objects.count(), count):
                Invitation.objects.create(
                    kind="email",
                    email=f"{number}@acme.test",
                    role=Role.AGENT,
                    invited_by=Member.objects.get(id=ada.member.id),
                    expires_at=now() + timedelta(days=1),
                )
        with CaptureQueriesContext(connection) as captured:
            assert len(api(ada).get(INVITATIONS).json()["results"]) == count
        return len(captured)

    queries(1)

    assert queries(1) == queries(30)
