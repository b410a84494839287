"""The platform in numbers, and its trail."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from shared_apps.accounts.models import User
from shared_apps.audit.actions import record
from shared_apps.audit.models import AuditEntry
from shared_apps.billing.models import Payment
from shared_apps.console.models import Channel, Company, CompanyDay
from shared_apps.intake.models import EventState, IntakeEvent
from shared_apps.plans import actions as plans
from shared_apps.plans.choices import Period, Source
from tenants.models import Tenant
from tests.cast import Client, Person
from tests.shared_apps.console.conftest import Desk

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def busy(acme: Tenant, globex: Tenant) -> None:
    Tenant.objects.filter(id=acme.id).update(created_at=NOON - timedelta(days=40))
    Tenant.objects.filter(id=globex.id).update(created_at=NOON - timedelta(hours=2))
    Company.objects.create(tenant=acme, last_active_at=NOON - timedelta(hours=1), channels_failing=1)
    CompanyDay.objects.create(tenant=acme, day=date(2026, 11, 21), messages=7, conversations=2)
    CompanyDay.objects.create(tenant=acme, day=date(2026, 11, 13), messages=5, conversations=1)
    plans.start(tenant_id=acme.id, plan="professional", source=Source.STRIPE, period=Period.YEAR)
    Channel.objects.create(
        tenant=acme, account_id=acme.id, kind="telegram", name="Bot", external_id="7", state="error",
        connected_at=NOON,
    )  # fmt: skip


@pytest.mark.usefixtures("busy")
def test_it_sums_up_the_platform(olga: User, desk: Desk) -> None:
    with time_machine.travel(NOON, tick=False):
        shown = desk(olga).get("/api/admin/dashboard/").json()

    companies = shown["companies"]
    assert [companies[name] for name in ("total", "active", "new_today", "new_month")] == [2, 1, 1, 1]
    assert shown["messages"] == {"today": 7, "week": 7, "week_before": 5, "month": 12, "month_before": 0}
    assert [(row["name"], row["company_name"]) for row in shown["failing"]["channels"]] == [("Bot", "Acme")]
    by_plan = {row["code"]: (row["companies"], row["paying"], row["mrr"]) for row in shown["plans"]}
    assert by_plan == {
        "free": (0, 0, "0.00"),
        "starter": (0, 0, "0.00"),
        "professional": (1, 1, "49.17"),
        "enterprise": (1, 0, "0.00"),
    }


def test_it_says_how_far_intake_is_behind(console: Client) -> None:
    for number, (state, schema) in enumerate(
        [(EventState.FAILED, "t_1"), (EventState.UNROUTED, ""), (EventState.PENDING, "t_1")]
    ):
        IntakeEvent.objects.create(
            id=number + 1, platform="telegram", account_id="7", payload=b"{}", state=state, schema=schema
        )

    intake = console.get("/api/admin/dashboard/").json()["intake"]

    assert (intake["waiting"], intake["failed"], intake["unrouted"]) == (1, 1, 1)


@pytest.mark.usefixtures("busy")
def test_it_shows_the_course_of_days(console: Client, acme: Tenant) -> None:
    Payment.objects.create(
        tenant=acme,
        kind="subscription",
        state="paid",
        amount=5900,
        refunded=900,
        currency="usd",
        paid_at=NOON,
    )

    shown = console.get("/api/admin/performance-analytics/?from=2026-11-20&to=2026-11-21").json()

    today = {"day": "2026-11-21", "signups": 1, "active": 1, "messages": 7, "conversations": 2, "taken": 5000}
    nothing = {"day": "2026-11-20", "signups": 0, "active": 0, "messages": 0, "conversations": 0, "taken": 0}
    assert shown["days"] == [nothing, today]
    assert shown["now"] == {"signups": 1, "messages": 7, "conversations": 2, "taken": 5000}
    assert [row["name"] for row in shown["busiest"]] == ["Acme"]


@pytest.mark.parametrize(
    "period", ["?from=2026-11-21&to=2026-11-20", "?from=2020-01-01&to=2026-11-20", "?from=x"]
)
def test_it_refuses_a_period_that_is_none(period: str, console: Client) -> None:
    answer = console.get(f"/api/admin/performance-analytics/{period}")

    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["from"])


def test_it_filters_the_trail(console: Client, ada: Person) -> None:
    record("plan.created", actor=ada.user, target_kind="plan", target_id="p1")
    record("user.locked", actor=ada.user, target_kind="user", target_id="u1")

    def actions(query: str) -> list[str]:
        rows = console.get(f"/api/admin/audit/{query}").json()["results"]
        return [row["action"] for row in rows]

    assert actions("?action=plan.&views=false") == ["plan.created"]
    assert actions("?target=u1") == ["user.locked"]
    assert actions("?actor=ada&views=false") == ["user.locked", "plan.created"]
    assert actions("?to=2000-01-01") == []
    assert actions("?actor=olga")[0] == "console.viewed"


def test_it_names_whom_a_line_of_the_trail_is_about(console: Client, acme: Tenant, ada: Person) -> None:
    record("company.suspended", actor=None, target_kind="tenant", target_id=acme.id)
    record("user.locked", actor=None, target_kind="user", target_id=ada.user.id)
    record("plan.created", actor=None, target_kind="plan", target_id="p1")

    lines = console.get("/api/admin/audit/?views=false").json()["results"]

    assert [(line["target_kind"], line["target_name"]) for line in lines] == [
        ("plan", ""),
        ("user", "Ada"),
        ("tenant", "Acme"),
    ]


def test_it_gives_the_trail_as_a_table_that_no_spreadsheet_runs(console: Client, ada: Person) -> None:
    ada.user.name = "=HYPERLINK(1)"
    record(
        "plan.given", actor=ada.user, target_kind="tenant", target_id=ada.tenant.id, details={"code": "pro"}
    )

    answer = console.get("/api/admin/audit/export/?action=plan.")

    lines = answer.getvalue().decode().splitlines()
    assert lines[0] == "at,actor_name,actor_id,action,target_kind,target_id,target_name,details"
    assert lines[1].split(",")[1:4] == ["'=HYPERLINK(1)", str(ada.user.id), "plan.given"]
    assert lines[1].split(",")[4:7] == ["tenant", str(ada.tenant.id), "Acme"]
    assert AuditEntry.objects.filter(action="audit.exported", actor_name="Olga").count() == 1
