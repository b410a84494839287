"""Plans over the API: what is offered, what one has, what is used, and the wish for more."""

import pytest

from shared_apps.audit.models import AuditEntry
from shared_apps.core.errors import AppError
from shared_apps.plans import actions, meters
from shared_apps.plans.choices import Meter
from shared_apps.plans.models import Plan, PlanRequest
from shared_apps.plans.selectors import plan_requests
from tenant_apps.channels.models import ChannelAccount
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Anonymous, Api, InTenant
from tests.shared_apps.plans.conftest import Put


@pytest.mark.parametrize("path", ["/api/subscriptions/plans/", "/api/finance/plans/"])
def test_it_shows_the_catalogue_to_anybody_on_the_public_site(path: str, anonymous: Anonymous) -> None:
    answer = anonymous(None).get(path)

    shown = answer.json()["results"]
    assert [plan["code"] for plan in shown] == ["free", "starter", "professional", "enterprise"]
    assert shown[1] == {
        "code": "starter",
        "name": "Starter",
        "price_month": "14.99",
        "price_year": "149.90",
        "currency": "usd",
        "limits": {
            "messages": 500,
            "conversations": None,
            "photos": 1000,
            "users": 3,
            "documents": 100,
            "integrations": 2,
            "storage_mb": 1000,
        },
        "kinds": ["telegram", "whatsapp"],
        "features": ["telegram", "whatsapp"],
        "has_watermark": False,
        "is_custom": False,
    }


def test_it_keeps_the_plan_made_for_another_business_hidden(
    acme: Tenant, ada: Person, globex: Tenant, api: Api
) -> None:
    for tenant in (acme, globex):
        actions.create_custom_plan(
            name=f"For {tenant.name}",
            price_month=1,  # type: ignore[arg-type]
            price_year=1,  # type: ignore[arg-type]
            limits={},
            features=[],
            tenant_id=tenant.id,
        )

    shown = api(ada).get("/api/subscriptions/plans/").json()["results"]

    assert [plan["code"] for plan in shown if plan["is_custom"]] == ["custom-for-acme"]


@pytest.mark.parametrize("path", ["/api/subscriptions/current/", "/api/finance/check-plan/"])
def test_it_shows_the_plan_one_has(path: str, acme: Tenant, ben: Person, api: Api, put: Put) -> None:
    put(acme, "starter")

    shown = api(ben).get(path).json()

    assert shown["plan"]["code"] == "starter"
    assert (shown["paid_plan"], shown["bonus_plan"]) == ("starter", None)
    assert (shown["state"], shown["period"], shown["source"]) == ("active", "month", "operator")
    assert shown["features"] == ["telegram", "whatsapp"]
    assert shown["paused_by"] is None


def test_it_shows_what_is_used_and_what_is_over(
    acme: Tenant, ada: Person, api: Api, put: Put, in_tenant: InTenant
) -> None:
    put(acme, "free")
    with in_tenant(acme):
        meters.count({Meter.MESSAGES: 101})
        ChannelAccount.objects.create(kind="whatsapp", name="Salon", external_id="1", state="connected")
        ChannelAccount.objects.create(kind="telegram", name="Bot", external_id="2", state="connected")
        ChannelAccount.objects.create(kind="webchat", name="Website", external_id="3", state="connected")

    shown = api(ada).get("/api/subscriptions/usage/").json()

    rows = {row["name"]: row for row in shown["results"]}
    assert list(rows) == [
        "messages", "conversations", "photos", "users", "documents", "integrations", "storage_mb",
    ]  # fmt: skip
    assert (rows["messages"]["used"], rows["messages"]["condition"]) == (101, "over")
    assert rows["messages"]["resets_at"] == shown["month_ends_at"]
    assert rows["integrations"] == {
        "name": "integrations",
        "used": 2,
        "limit": 1,
        "percent": 200,
        "condition": "over",
        "resets_at": None,
    }
    assert rows["documents"]["condition"] == "fine"
    assert shown["paused_by"] == "messages"
    assert shown["over"] == [
        {"what": "users", "used": 3, "limit": 1, "names": []},
        {"what": "integrations", "used": 2, "limit": 1, "names": []},
        {"what": "kinds", "used": 1, "limit": 0, "names": ["whatsapp"]},
    ]


def test_an_owner_asks_for_a_plan_and_gets_it(acme: Tenant, ada: Person, api: Api, put: Put) -> None:
    put(acme, "free")

    asked = api(ada).post(
        "/api/plan-requests/", {"plan": "professional", "period": "year", "message": "Three salons now."}
    )
    waiting = plan_requests("pending").get()
    actions.approve_request(request_id=waiting.id, actor=ada.user)

    assert asked.status_code == 201
    assert (asked.json()["plan"], asked.json()["state"]) == ("professional", "pending")
    shown = api(ada).get("/api/subscriptions/current/").json()
    assert (shown["plan"]["code"], shown["period"], shown["source"]) == ("professional", "year", "operator")
    assert api(ada).get("/api/plan-requests/").json()["results"][0]["state"] == "approved"
    assert AuditEntry.objects.filter(action="plan_request.approved").count() == 1


def test_it_answers_a_refused_wish_with_its_reason(acme: Tenant, ada: Person, api: Api) -> None:
    api(ada).post("/api/plan-requests/", {"message": "A plan for ninety chairs."})

    actions.reject_request(
        request_id=plan_requests("pending").get().id, actor=ada.user, answer="Let us talk on the phone."
    )

    shown = api(ada).get("/api/plan-requests/").json()["results"][0]
    assert (shown["state"], shown["answer"]) == ("rejected", "Let us talk on the phone.")
    with pytest.raises(AppError) as refusal:
        actions.approve_request(request_id=PlanRequest.objects.get().id, actor=ada.user, plan="starter")
    assert refusal.value.code == "plan_request_decided"


def test_it_looks_at_one_wish_at_a_time(ada: Person, api: Api) -> None:
    first = api(ada).post("/api/plan-requests/", {"plan": "starter"}).json()

    second = api(ada).post("/api/plan-requests/", {"plan": "professional"})

    assert (second.status_code, second.json()["code"]) == (409, "plan_request_pending")
    assert api(ada).delete(f"/api/plan-requests/{first['id']}/").json()["state"] == "withdrawn"
    assert api(ada).post("/api/plan-requests/", {"plan": "professional"}).status_code == 201


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 400, "invalid"),
        ({"plan": "platinum"}, 404, "not_found"),
        ({"plan": "enterprise", "period": "month"}, 409, "same_plan"),
        ({"plan": "starter", "period": "never"}, 400, "invalid"),
    ],
)
def test_it_refuses_a_wish_that_makes_no_sense(
    body: dict[str, str], status: int, code: str, ada: Person, api: Api
) -> None:
    answer = api(ada).post("/api/plan-requests/", body)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not PlanRequest.objects.exists()


def test_only_the_owner_asks(ben: Person, cleo: Person, mallory: Person, acme: Tenant, api: Api) -> None:
    statuses = [
        api(ben).post("/api/plan-requests/", {"plan": "starter"}).status_code,
        api(cleo).post("/api/plan-requests/", {"plan": "starter"}).status_code,
        api(mallory, at=acme).post("/api/plan-requests/", {"plan": "starter"}).status_code,
    ]

    assert statuses == [403, 403, 404]
    assert not PlanRequest.objects.exists()


def test_a_neighbours_wish_is_not_there(ada: Person, mallory: Person, api: Api) -> None:
    mine = api(ada).post("/api/plan-requests/", {"plan": "starter"}).json()

    assert api(mallory).delete(f"/api/plan-requests/{mine['id']}/").status_code == 404
    assert PlanRequest.objects.get().state == "pending"


def test_an_archived_plan_is_offered_no_longer(acme: Tenant, ada: Person, api: Api) -> None:
    actions.create_custom_plan(
        name="Old",
        price_month=1,  # type: ignore[arg-type]
        price_year=1,  # type: ignore[arg-type]
        limits={},
        features=[],
        tenant_id=acme.id,
    )

    actions.archive_plan(plan="custom-old")

    assert Plan.objects.get(code="custom-old").archived_at is not None
    assert api(ada).post("/api/plan-requests/", {"plan": "custom-old"}).status_code == 404
