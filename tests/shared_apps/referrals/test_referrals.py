"""Codes, who came by them, what does not count, and the plan that is earned and lost."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from shared_apps.core.clock import now
from shared_apps.facts.models import FactRow
from shared_apps.jobs.actions import run_job
from shared_apps.plans import actions, entitlements, meters
from shared_apps.plans.choices import Meter, Source
from shared_apps.plans.models import Tally
from shared_apps.referrals.kernel import Life, normal_person, state_of
from shared_apps.referrals.models import Referral, ReferralCode, ReferralState
from tenants.models import Tenant, TenantState
from tests.cast import Person
from tests.conftest import Anonymous, Api, InTenant

pytestmark = pytest.mark.django_db


def link_of(person: Person, api: Api) -> dict[str, str]:
    answer: dict[str, str] = api(person).get("/api/referrals/my-code/").json()
    return answer


def sign_up(anonymous: Anonymous, slug: str, *, ref: str = "", device: str = "", email: str = "") -> Tenant:
    body = {
        "email": email or f"owner@{slug}.test",
        "password": "a long and winding road",
        "name": "Olha",
        "organization": slug.title(),
        "slug": slug,
        "ref": ref,
        "device": device or f"browser-of-{slug}",
    }
    answer = anonymous(None).post("/api/auth/register/", body)
    assert answer.status_code == 201, answer.json()
    return Tenant.objects.get(slug=slug)


def flourish(tenant: Tenant, in_tenant: InTenant) -> None:
    """Let the owner confirm the address and a customer write."""
    EmailAddress.objects.filter(user__memberships__tenant=tenant).update(verified=True)
    with in_tenant(tenant):
        meters.count({Meter.MESSAGES: 1})


def referral_of(tenant: Tenant) -> Referral:
    return Referral.objects.get(tenant=tenant)


def test_it_gives_a_workspace_one_code_and_a_link(ada: Person, api: Api) -> None:
    first, second = link_of(ada, api), link_of(ada, api)

    assert first == second
    assert first["link"].endswith(f"/sign-up?ref={first['code']}")
    assert ReferralCode.objects.count() == 1


def test_it_notes_who_brought_a_new_workspace(ada: Person, api: Api, anonymous: Anonymous) -> None:
    code = link_of(ada, api)["code"]

    lumi = sign_up(anonymous, "lumi", ref=code.lower())

    referral = referral_of(lumi)
    assert (referral.referrer_id, referral.state, referral.name) == (ada.tenant.id, "pending", "Lumi")
    shown = api(ada).get("/api/referrals/list/").json()["results"]
    assert [(row["name"], row["state"], row["reason"]) for row in shown] == [("Lumi", "pending", "")]


def test_a_wrong_code_keeps_nobody_from_signing_up(anonymous: Anonymous) -> None:
    sign_up(anonymous, "lumi", ref="NOSUCHCODE")

    assert not Referral.objects.exists()


@pytest.mark.parametrize(
    ("email", "device", "reason"),
    [
        ("ada+again@acme.test", "another", "self"),
        ("dana@lumi.test", "adas-browser", "same_device"),
        ("dana@lumi.test", "another", ""),
    ],
)
def test_it_does_not_count_the_same_people(
    email: str, device: str, reason: str, anonymous: Anonymous, api: Api
) -> None:
    first = sign_up(anonymous, "first", device="adas-browser", email="ada@acme.test".replace("ada", "adaa"))
    code = ReferralCode.objects.create(tenant=first, code="FIRST234").code
    if reason == "self":
        email = "adaa+again@acme.test"

    lumi = sign_up(anonymous, "lumi", ref=code, device=device, email=email)

    assert (referral_of(lumi).reason, referral_of(lumi).state) == (
        reason,
        "rejected" if reason else "pending",
    )


def test_it_does_not_count_two_that_came_from_one_browser(
    ada: Person, api: Api, anonymous: Anonymous
) -> None:
    code = link_of(ada, api)["code"]
    one = sign_up(anonymous, "one", ref=code, device="farm")

    two = sign_up(anonymous, "two", ref=code, device="farm")

    assert [referral_of(tenant).state for tenant in (one, two)] == ["pending", "rejected"]


def test_it_finds_the_same_card_later(
    ada: Person, api: Api, anonymous: Anonymous, in_tenant: InTenant
) -> None:
    lumi = sign_up(anonymous, "lumi", ref=link_of(ada, api)["code"])
    flourish(lumi, in_tenant)
    for tenant in (ada.tenant, lumi):
        actions.note_card(tenant_id=tenant.id, fingerprint="card_1")

    run_job("referral_stats")

    assert (referral_of(lumi).state, referral_of(lumi).reason) == ("rejected", "same_card")


def test_it_counts_who_works_with_us_and_who_left(
    ada: Person, api: Api, anonymous: Anonymous, in_tenant: InTenant
) -> None:
    code = link_of(ada, api)["code"]
    tenants = [sign_up(anonymous, slug, ref=code) for slug in ("one", "two", "six")]
    for tenant in tenants[:2]:
        flourish(tenant, in_tenant)
    run_job("referral_stats")
    Tenant.objects.filter(slug="one").update(state=TenantState.SUSPENDED)

    run = run_job("referral_stats")

    assert run.counts == {"looked_at": 3, "moved": 1}
    assert api(ada).get("/api/referrals/stats/").json() == {
        "signed_up": 3,
        "pending": 1,
        "active": 1,
        "left": 1,
        "rejected": 0,
        "needed": 50,
        "reward": None,
        "next_reward": None,
    }


def test_it_raises_the_plan_for_enough_and_takes_it_back(
    ada: Person, api: Api, anonymous: Anonymous, in_tenant: InTenant, settings: Settings
) -> None:
    settings.REFERRALS_FOR_UPGRADE = 2
    actions.start(tenant_id=ada.tenant.id, plan="starter", source=Source.STRIPE)
    code = link_of(ada, api)["code"]
    tenants = [sign_up(anonymous, slug, ref=code) for slug in ("one", "two")]
    for tenant in tenants:
        flourish(tenant, in_tenant)

    run_job("referral_rewards")

    with in_tenant(ada.tenant):
        assert entitlements.current().plan == "professional"
    shown = api(ada).get("/api/subscriptions/current/").json()
    assert (shown["plan"]["code"], shown["paid_plan"], shown["bonus_plan"]) == (
        "professional",
        "starter",
        "professional",
    )
    told = FactRow.objects.filter(name="PlanChanged", schema=ada.tenant.schema_name).count()
    assert run_job("referral_rewards").counts == {"moved": 0, "rewards": 0}
    assert FactRow.objects.filter(name="PlanChanged", schema=ada.tenant.schema_name).count() == told

    Tally.objects.filter(schema=tenants[0].schema_name).update(month=(now() - timedelta(days=120)).date())
    run_job("referral_rewards")

    with in_tenant(ada.tenant):
        assert entitlements.current().plan == "starter"
    assert api(ada).get("/api/referrals/stats/").json()["reward"] is None


def test_it_asks_as_often_for_thirty_as_for_one(ada: Person, api: Api) -> None:
    Referral.objects.create(referrer=ada.tenant, name="One")
    api(ada).get("/api/referrals/list/")
    with CaptureQueriesContext(connection) as for_one:
        api(ada).get("/api/referrals/list/")
    Referral.objects.bulk_create(Referral(referrer=ada.tenant, name=f"N{number}") for number in range(29))

    with CaptureQueriesContext(connection) as for_thirty:
        api(ada).get("/api/referrals/list/")

    assert len(for_thirty) == len(for_one)


@pytest.mark.parametrize("name", ["my-code", "stats", "list"])
def test_it_is_for_those_who_run_the_workspace(
    name: str, acme: Tenant, ben: Person, cleo: Person, mallory: Person, api: Api
) -> None:
    path = f"/api/referrals/{name}/"

    assert [api(person, at=acme).get(path).status_code for person in (ben, cleo, mallory)] == [403, 403, 404]


def test_a_neighbour_sees_none_of_it(ada: Person, mallory: Person, api: Api) -> None:
    Referral.objects.create(referrer=ada.tenant, name="Lumi")

    assert api(mallory).get("/api/referrals/list/").json()["results"] == []


@pytest.mark.parametrize(
    ("email", "expected"),
    [
        ("A.da+x@GMail.com", "ada@gmail.com"),
        ("ada@googlemail.com", "ada@gmail.com"),
        ("a.da+x@salon.ua", "a.da@salon.ua"),
    ],
)
def test_it_knows_one_person_by_many_addresses(email: str, expected: str) -> None:
    assert normal_person(email) == expected


def test_it_lets_somebody_come_back() -> None:
    at = now()
    life = Life(is_open=True, is_proven=True, last_used_at=at)

    assert state_of(life, ReferralState.LEFT, at) == ReferralState.ACTIVE
