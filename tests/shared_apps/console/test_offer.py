"""Plans made, retired and granted; wishes answered; features switched for all, a plan, a company."""

import pytest

from shared_apps.audit.models import AuditEntry
from shared_apps.plans import actions as plans
from shared_apps.plans import entitlements
from shared_apps.plans.choices import Period, Source
from shared_apps.plans.models import Plan, PlanRequest, Subscription
from tenants.models import Tenant
from tests.cast import Client, Person
from tests.conftest import InTenant

CUSTOM = {
    "name": "Chain of salons",
    "price_month": "149.00",
    "price_year": "1490.00",
    "limits": {"users": 80, "messages": None},
    "features": ["voice_cloning"],
    "kinds": ["telegram", "whatsapp"],
}


@pytest.fixture
def wish(acme: Tenant, ada: Person, in_tenant: InTenant) -> PlanRequest:
    with in_tenant(acme):
        return plans.ask_for_plan(actor=ada.member, plan="starter", period=Period.YEAR, message="We are few.")


def test_it_makes_a_custom_plan_for_one_company(console: Client, acme: Tenant) -> None:
    answer = console.post("/api/admin/create-custom-plan/", {**CUSTOM, "company": str(acme.id)})

    shown = answer.json()
    assert (answer.status_code, shown["code"], shown["company_name"]) == (
        201,
        "custom-chain-of-salons",
        "Acme",
    )
    assert (shown["limits"]["users"], shown["limits"]["messages"], shown["limits"]["photos"]) == (
        80,
        None,
        None,
    )
    assert AuditEntry.objects.filter(action="plan.created", actor_name="Olga").count() == 1


def test_it_makes_several_plans_whose_names_have_no_latin_letter(console: Client) -> None:
    made = [
        console.post("/api/admin/create-custom-plan/", {**CUSTOM, "name": name}).json()
        for name in ("Мережа салонів", "Мережа барбершопів")
    ]

    assert [plan["name"] for plan in made] == ["Мережа салонів", "Мережа барбершопів"]
    assert len({plan["code"] for plan in made}) == 2


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"price_month": "-1"}, "price_month"),
        ({"kinds": ["fax"]}, "kinds"),
        ({"limits": {"users": -3}}, "limits"),
    ],
)
def test_it_refuses_a_plan_that_makes_no_sense(wrong: dict[str, object], field: str, console: Client) -> None:
    answer = console.post("/api/admin/create-custom-plan/", {**CUSTOM, **wrong})

    assert (answer.status_code, list(answer.json()["fields"])) == (400, [field])
    assert not Plan.objects.filter(is_custom=True).exists()


def test_it_changes_a_custom_plan_for_who_is_on_it(
    console: Client, acme: Tenant, in_tenant: InTenant
) -> None:
    made = console.post("/api/admin/create-custom-plan/", CUSTOM).json()
    plans.start(tenant_id=acme.id, plan=made["code"], source=Source.OPERATOR)
    changed = {**CUSTOM, "name": "Two salons", "limits": {"users": 5}, "features": [], "seen": made["mark"]}

    answer = console.put(f"/api/admin/subscription-plan/{made['code']}/", changed)

    shown = answer.json()
    assert (answer.status_code, shown["name"], shown["limits"]["users"], shown["companies"]) == (
        200,
        "Two salons",
        5,
        1,
    )
    with in_tenant(acme):
        assert entitlements.current().limit("users") == 5
        assert not entitlements.has_feature("voice_cloning")
    line = AuditEntry.objects.get(action="plan.changed")
    assert (line.actor_name, line.details) == (
        "Olga",
        {
            "code": "custom-chain-of-salons",
            "name": "Chain of salons → Two salons",
            "features": "voice_cloning → –",
            "users": "80 → 5",
        },
    )
    # Somebody else saw the plan as it was before.
    second = console.put(f"/api/admin/subscription-plan/{made['code']}/", {**changed, "name": "Three"})
    assert (second.status_code, second.json()["code"]) == (409, "console_overtaken")


def test_it_changes_no_plan_of_the_catalogue_and_none_that_is_not_there(console: Client) -> None:
    shown = {
        row["code"]: row["mark"] for row in console.get("/api/admin/subscription-plan/").json()["results"]
    }

    answers = [
        console.put(f"/api/admin/subscription-plan/{code}/", {**CUSTOM, "seen": shown.get(code, "x")})
        for code in ("free", "nonsense")
    ]
    wrong = console.put("/api/admin/subscription-plan/free/", {**CUSTOM, "price_month": "-1"})

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [
        (400, "invalid"),
        (404, "not_found"),
    ]
    assert sorted(wrong.json()["fields"]) == ["price_month", "seen"]
    assert Plan.objects.get(code="free").name == "Free"


def test_it_offers_a_custom_plan_no_longer(console: Client) -> None:
    code = console.post("/api/admin/create-custom-plan/", CUSTOM).json()["code"]

    rows = console.delete(f"/api/admin/subscription-plan/{code}/").json()["results"]

    assert next(row for row in rows if row["code"] == code)["archived_at"] is not None


def test_it_keeps_the_plans_of_the_catalogue(console: Client) -> None:
    answer = console.delete("/api/admin/subscription-plan/free/")

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_it_grants_a_wish(console: Client, acme: Tenant, wish: PlanRequest) -> None:
    listed = console.get("/api/admin/user-plan-requests/").json()["results"]

    answer = console.post("/api/admin/approve-user-plan/", {"request": str(wish.id), "approve": True})

    assert [(row["company_name"], row["current_plan"], row["plan"]) for row in listed] == [
        ("Acme", "Enterprise", "starter")
    ]
    assert (answer.status_code, answer.json()["state"]) == (200, "approved")
    assert Subscription.objects.get(tenant=acme).plan.code == "starter"


def test_it_grants_nothing_to_who_pays_by_card(console: Client, acme: Tenant, wish: PlanRequest) -> None:
    plans.start(tenant_id=acme.id, plan="professional", source=Source.STRIPE)

    answer = console.post("/api/admin/approve-user-plan/", {"request": str(wish.id), "approve": True})

    assert (answer.status_code, answer.json()["data"]) == (409, {"what": "by_card"})
    wish.refresh_from_db()
    assert (wish.state, Subscription.objects.get(tenant=acme).plan.code) == ("pending", "professional")


def test_it_refuses_a_wish_with_a_reason_only(console: Client, acme: Tenant, wish: PlanRequest) -> None:
    mute = console.post("/api/admin/approve-user-plan/", {"request": str(wish.id), "approve": False})
    said = console.post(
        "/api/admin/approve-user-plan/", {"request": str(wish.id), "approve": False, "answer": "Too small."}
    )

    assert (mute.status_code, said.json()["state"], said.json()["answer"]) == (400, "rejected", "Too small.")
    assert Subscription.objects.get(tenant=acme).plan.code == "enterprise"


def test_it_answers_a_wish_once(console: Client, wish: PlanRequest) -> None:
    console.post(
        "/api/admin/approve-user-plan/", {"request": str(wish.id), "approve": False, "answer": "No."}
    )

    again = console.post("/api/admin/approve-user-plan/", {"request": str(wish.id), "approve": True})

    assert (again.status_code, again.json()["code"]) == (409, "plan_request_decided")


def has(tenant: Tenant, in_tenant: InTenant) -> bool:
    entitlements.forget(tenant.schema_name)
    with in_tenant(tenant):
        return entitlements.has_feature("voice_cloning")


def test_it_switches_a_feature_for_a_plan_a_company_and_all(
    console: Client, acme: Tenant, globex: Tenant, in_tenant: InTenant
) -> None:
    def switch(**whom: object) -> None:
        answer = console.put("/api/admin/features/", {"feature": "voice_cloning", **whom})
        assert answer.status_code == 200, answer.content

    seen = [has(acme, in_tenant)]
    switch(is_on=False, plan="enterprise")
    seen.append(has(acme, in_tenant))
    switch(is_on=True, company=str(acme.id))
    seen += [has(acme, in_tenant), has(globex, in_tenant)]
    # Off for all is off, whatever else is switched.
    switch(is_on=False)
    seen.append(has(acme, in_tenant))
    switch(is_on=None)
    seen.append(has(acme, in_tenant))

    assert seen == [True, False, True, False, False, True]


def test_it_shows_every_feature_with_its_switches(console: Client, acme: Tenant) -> None:
    console.put("/api/admin/features/", {"feature": "voice_cloning", "is_on": False, "company": str(acme.id)})

    rows = console.get("/api/admin/features/").json()["results"]

    assert next(row for row in rows if row["name"] == "voice_cloning") == {
        "name": "voice_cloning",
        "plans": ["enterprise"],
        "everywhere": None,
        "by_plan": {},
        "companies": [{"id": str(acme.id), "name": "Acme", "is_on": False}],
    }
