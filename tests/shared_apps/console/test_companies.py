"""Businesses as operators see them: listed by counters, looked at in full, put on plans, counted by the clock."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shared_apps.accounts.models import User
from shared_apps.audit.models import AuditEntry
from shared_apps.console.companies.counting import count_companies
from shared_apps.console.models import Channel, Company, CompanyDay
from shared_apps.core.clock import now
from shared_apps.plans import actions as plans
from shared_apps.plans.choices import Source, State
from shared_apps.plans.models import Subscription, Tally
from tenants import life, purging
from tenants.domains import add_domain
from tenants.models import Domain, Tenant
from tests.cast import Client, Person
from tests.conftest import Api
from tests.shared_apps.console.conftest import Desk

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def used(tenant: Tenant, meter: str, count: int) -> None:
    Tally.objects.update_or_create(
        schema=tenant.schema_name, month=date(2026, 11, 10), meter=meter, slot=0, defaults={"used": count}
    )


def row_of(console: Client, slug: str, query: str = "") -> Any:
    rows = console.get(f"/api/admin/companies/{query}").json()["results"]
    return next((row for row in rows if row["slug"] == slug), None)


def more_companies(count: int) -> None:
    made = [Tenant(slug=f"firm-{n}", name=f"Firm {n}", schema_name=f"t_firm{n}") for n in range(count)]
    Tenant.objects.bulk_create(made)
    Company.objects.bulk_create([Company(tenant=tenant, members=1) for tenant in made])


def test_it_lists_a_company_with_plan_usage_and_health(olga: User, desk: Desk, acme: Tenant) -> None:
    Company.objects.create(tenant=acme, members=3, channels=2, messages_month=70, last_active_at=NOON)

    with time_machine.travel(NOON, tick=False):
        row = row_of(desk(olga), "acme")

    assert row["url"] == "http://acme.parlor.test"
    shown = ("plan", "members", "channels", "messages_month", "health", "state")
    assert [row[name] for name in shown] == ["enterprise", 3, 2, 70, "well", "active"]


@pytest.mark.parametrize(
    ("counted", "state", "health"),
    [
        ({"channels_failing": 1, "last_active_at": NOON}, State.ACTIVE, "failing"),
        ({"last_active_at": NOON}, State.PAST_DUE, "unpaid"),
        ({}, State.ACTIVE, "new"),
        ({"last_active_at": NOON - timedelta(days=15)}, State.ACTIVE, "quiet"),
    ],
)
def test_it_says_what_is_wrong_with_a_company(
    counted: dict[str, Any], state: State, health: str, olga: User, desk: Desk, acme: Tenant
) -> None:
    Company.objects.create(tenant=acme, **counted)
    Subscription.objects.filter(tenant=acme).update(state=state)
    days = 30 if health == "quiet" else 1
    Tenant.objects.filter(id=acme.id).update(created_at=NOON - timedelta(days=days))

    with time_machine.travel(NOON, tick=False):
        row = row_of(desk(olga), "acme", f"?health={health}")

    assert row["health"] == health


def test_it_finds_companies_by_name_address_and_owner(console: Client, acme: Tenant, globex: Tenant) -> None:
    assert row_of(console, "acme", "?q=acm") is not None
    assert row_of(console, "acme", "?q=globex") is None
    assert row_of(console, "globex", "?q=mallory@globex") is not None
    assert row_of(console, "globex", "?plan=free") is None


def test_it_sorts_companies_by_messages(console: Client, acme: Tenant, globex: Tenant) -> None:
    Company.objects.create(tenant=globex, messages_month=5)
    Company.objects.create(tenant=acme, messages_month=9)

    rows = console.get("/api/admin/companies/?order=messages").json()["results"]

    assert [row["slug"] for row in rows][:2] == ["acme", "globex"]


def test_it_lists_thirty_companies_with_as_many_queries_as_one(console: Client, acme: Tenant) -> None:
    console.get("/api/admin/companies/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        console.get("/api/admin/companies/?limit=1")
    more_companies(30)
    with CaptureQueriesContext(connection) as many:
        answer = console.get("/api/admin/companies/?limit=40").json()

    assert answer["total"] == len(answer["results"]) == 32
    assert len(many) == len(few)


@pytest.mark.parametrize("order", ["members", "active"])
def test_it_goes_through_all_pages_once(order: str, console: Client, acme: Tenant) -> None:
    more_companies(7)
    seen, path = [], f"/api/admin/companies/?limit=3&order={order}"
    while path:
        page = console.get(path).json()
        seen += [row["slug"] for row in page["results"]]
        path = page["next"]

    assert len(seen) == len(set(seen)) == 9


def test_it_counts_what_meters_say_and_when_a_company_was_busy(acme: Tenant, globex: Tenant) -> None:
    Tenant.objects.filter(id=acme.id).update(created_at=NOON - timedelta(days=9))
    used(acme, "messages", 100)
    count_companies(NOON)
    used(acme, "messages", 130)
    used(acme, "conversations", 4)

    count_companies(NOON + timedelta(hours=1))

    counted = Company.objects.get(tenant=acme)
    assert (counted.messages_month, counted.members) == (130, 3)
    assert counted.last_active_at == NOON + timedelta(hours=1)
    # What was before the first count happened nobody knows when.
    assert list(CompanyDay.objects.values_list("tenant", "day", "messages", "conversations")) == [
        (acme.id, date(2026, 11, 21), 30, 4)
    ]


def test_it_counts_nothing_twice(acme: Tenant) -> None:
    used(acme, "messages", 10)
    count_companies(NOON)

    assert count_companies(NOON + timedelta(minutes=5)) == {"active": 0, "changed": 0}


def test_it_shows_a_company_in_full(console: Client, acme: Tenant, ada: Person) -> None:
    Channel.objects.create(
        tenant=acme, account_id=acme.id, kind="telegram", name="Bot", external_id="7", state="error",
        last_error="Token revoked.", connected_at=NOON,
    )  # fmt: skip

    shown = console.get(f"/api/admin/companies/{acme.id}/").json()

    assert [(person["email"], person["role"]) for person in shown["people"]] == [
        ("ada@acme.test", "owner"),
        ("ben@acme.test", "agent"),
        ("cleo@acme.test", "viewer"),
    ]
    assert [(row["name"], row["last_error"]) for row in shown["channels"]] == [("Bot", "Token revoked.")]
    assert {row["name"] for row in shown["usage"]} >= {"messages", "users", "storage_mb"}
    assert (shown["plan"]["code"], shown["company"]["slug"]) == ("enterprise", "acme")


def test_it_shows_what_the_dns_of_a_company_lacks(console: Client, acme: Tenant, globex: Tenant) -> None:
    add_domain(globex.id, domain="chat.globex-salon.com")
    asked = add_domain(acme.id, domain="chat.acme-salon.com")
    Domain.objects.filter(id=asked.id).update(problem="record_missing")

    shown = console.get(f"/api/admin/companies/{acme.id}/").json()["domains"]

    told = ("domain", "state", "problem", "record_name", "record_value", "checked_at")
    assert [tuple(row[name] for name in told) for row in shown] == [
        (
            "chat.acme-salon.com",
            "pending",
            "record_missing",
            "_parlor.chat.acme-salon.com",
            f"parlor-verify={asked.token}",
            None,
        )
    ]


def test_it_puts_a_company_on_a_plan_and_on_record(console: Client, olga: User, acme: Tenant) -> None:
    answer = console.put(f"/api/admin/companies/{acme.id}/plan/", {"plan": "starter"})

    assert (answer.status_code, answer.json()["plan"]["code"]) == (200, "starter")
    line = AuditEntry.objects.get(action="company.plan_changed")
    assert (line.actor_id, line.target_id, line.details) == (
        olga.id,
        str(acme.id),
        {"before": "enterprise", "plan": "starter"},
    )


def test_it_leaves_the_plan_of_who_pays_by_card(console: Client, acme: Tenant) -> None:
    plans.start(tenant_id=acme.id, plan="professional", source=Source.STRIPE)

    answer = console.put(f"/api/admin/companies/{acme.id}/plan/", {"plan": "free"})

    assert (answer.status_code, answer.json()["code"]) == (409, "console_not_eligible")
    assert Subscription.objects.get(tenant=acme).plan.code == "professional"


def test_it_gives_no_plan_that_was_made_for_another_company(
    console: Client, acme: Tenant, globex: Tenant
) -> None:
    made = plans.create_custom_plan(
        name="For Globex", price_month=Decimal(9), price_year=Decimal(90), limits={}, features=[],
        tenant_id=globex.id,
    )  # fmt: skip

    answer = console.put(f"/api/admin/companies/{acme.id}/plan/", {"plan": made.code})

    assert (answer.status_code, answer.json()["data"]) == (409, {"what": "of_others"})
    assert console.put(f"/api/admin/companies/{globex.id}/plan/", {"plan": made.code}).status_code == 200


def test_it_lets_only_the_first_of_two_operators_change_the_plan(console: Client, acme: Tenant) -> None:
    door = f"/api/admin/companies/{acme.id}/plan/"
    console.put(door, {"plan": "starter", "seen": "enterprise"})

    second = console.put(door, {"plan": "professional", "seen": "enterprise"})

    assert (second.status_code, second.json()["code"]) == (409, "console_overtaken")
    assert Subscription.objects.get(tenant=acme).plan.code == "starter"


def test_it_suspends_and_opens_a_company(console: Client, acme: Tenant, ada: Person, api: Api) -> None:
    door = f"/api/admin/companies/{acme.id}"

    closed = console.post(f"{door}/suspend/", {"reason": "Unpaid for months."})
    while_closed = api(ada).get("/api/company/").status_code
    opened = console.post(f"{door}/resume/")

    assert (closed.json()["company"]["health"], closed.json()["state_reason"]) == (
        "closed",
        "Unpaid for months.",
    )
    assert (while_closed, opened.json()["company"]["state"]) == (403, "active")
    lines = AuditEntry.objects.filter(action__startswith="company.", target_id=str(acme.id))
    assert list(lines.order_by("id").values_list("action", flat=True)) == [
        "company.suspended",
        "company.resumed",
    ]


def test_it_lets_only_the_first_of_two_operators_suspend(console: Client, acme: Tenant) -> None:
    door = f"/api/admin/companies/{acme.id}/suspend/"
    console.post(door, {"reason": "Unpaid."})

    second = console.post(door, {"reason": "Spam."})

    assert (second.status_code, second.json()["code"]) == (409, "wrong_state")
    assert Tenant.objects.get(id=acme.id).state_reason == "Unpaid."
    assert AuditEntry.objects.filter(action="company.suspended").count() == 1


def test_it_renames_a_company(console: Client, acme: Tenant) -> None:
    answer = console.post(f"/api/admin/companies/{acme.id}/rename/", {"name": "Acme Nails"})

    assert (answer.status_code, answer.json()["company"]["name"]) == (200, "Acme Nails")
    assert AuditEntry.objects.get(action="company.renamed").details == {"name": "Acme Nails"}


def test_it_deletes_with_grace_and_keeps_after_all(console: Client, acme: Tenant) -> None:
    door = f"/api/admin/companies/{acme.id}/delete/"

    asked = console.post(door, {"slug": "acme", "reason": "Asked by letter.", "grace_days": 7})
    kept = console.delete(door)

    assert (asked.json()["company"]["state"], kept.json()["company"]["state"]) == ("deleting", "active")
    assert asked.json()["purge_at"] is not None


def test_it_deletes_nothing_by_another_address(console: Client, acme: Tenant) -> None:
    answer = console.post(f"/api/admin/companies/{acme.id}/delete/", {"slug": "globex", "reason": "x"})

    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["slug"])
    assert Tenant.objects.get(id=acme.id).state == "active"
    assert not AuditEntry.objects.filter(action="company.deletion_asked").exists()


@pytest.mark.parametrize("door", ["delete", "export"])
def test_it_asks_once_more_who_it_is_before_it_deletes_or_exports(
    door: str, olga: User, desk: Desk, acme: Tenant
) -> None:
    body = {"slug": "acme", "reason": "x"}

    answer = desk(olga, is_confirmed=False).post(f"/api/admin/companies/{acme.id}/{door}/", body)

    assert (answer.status_code, answer.json()["code"]) == (403, "confirmation_needed")


def test_nothing_of_a_purged_company_is_left_at_the_console(console: Client, acme: Tenant) -> None:
    Company.objects.create(tenant=acme, members=3)
    CompanyDay.objects.create(tenant=acme, day=date(2026, 11, 21), messages=7, conversations=2)
    Channel.objects.create(
        tenant=acme, account_id=acme.id, kind="telegram", name="Bot", external_id="7", state="connected",
        connected_at=NOON,
    )  # fmt: skip
    console.put("/api/admin/features/", {"feature": "voice_cloning", "is_on": True, "company": str(acme.id)})
    life.ask_deletion(acme.id, reason="", grace_days=0)

    purging.purge_due(now())

    assert row_of(console, "acme") is None
    assert console.get(f"/api/admin/companies/{acme.id}/").status_code == 404
    assert console.get("/api/admin/channels/").json()["results"] == []
    features = console.get("/api/admin/features/").json()["results"]
    assert [row["companies"] for row in features if row["companies"]] == []
    # What the platform did as a whole stays true.
    assert CompanyDay.objects.get().messages == 7


def test_it_has_an_archive_made(console: Client, acme: Tenant) -> None:
    door = f"/api/admin/companies/{acme.id}/export/"

    asked = console.post(door, {"passphrase": "a long enough passphrase"})
    again = console.post(door, {})

    assert (asked.status_code, asked.json()["with_secrets"], again.status_code) == (202, True, 409)
    assert [row["id"] for row in console.get(door).json()["results"]] == [asked.json()["id"]]


def test_it_imports_for_nobody_unknown(console: Client) -> None:
    form = {
        "archive": SimpleUploadedFile("acme.parlor", b"x"),
        "slug": "acme-two",
        "name": "Acme",
        "owner": "nobody@x.test",
    }

    answer = console.post("/api/admin/imports/", form, format="multipart")

    assert (answer.status_code, answer.json()["code"]) == (400, "console_no_such_owner")
