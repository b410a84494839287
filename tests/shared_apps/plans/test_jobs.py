"""What the clock does about plans: by name, on record, and the same again for nothing."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import Settings

from shared_apps.core.clock import now
from shared_apps.facts.models import FactRow
from shared_apps.jobs.actions import run_job
from shared_apps.jobs.models import JobRun, Outcome
from shared_apps.jobs.selectors import jobs
from shared_apps.jobs.tasks import run_job as clock
from shared_apps.plans import actions, entitlements, meters
from shared_apps.plans.choices import Meter, State
from shared_apps.plans.models import Notice, Subscription, Tally
from tenants.models import Tenant
from tests.conftest import InTenant
from tests.shared_apps.plans.conftest import Put

pytestmark = pytest.mark.django_db


def told(tenant: Tenant, name: str) -> int:
    return FactRow.objects.filter(schema=tenant.schema_name, name=name).count()


def test_it_ends_a_trial_that_is_over_once(acme: Tenant, put: Put) -> None:
    put(acme, "professional", trial_ends_at=now() - timedelta(minutes=1))

    first, second = run_job("trial_expiry"), run_job("trial_expiry")

    assert (first.outcome, first.counts, second.counts) == (Outcome.DONE, {"expired": 1}, {"expired": 0})
    subscription = Subscription.objects.select_related("plan").get(tenant=acme)
    assert (subscription.plan.code, subscription.state) == ("free", State.ACTIVE)


def test_it_leaves_a_running_trial_alone(acme: Tenant, put: Put) -> None:
    put(acme, "professional", trial_ends_at=now() + timedelta(days=1))

    assert run_job("trial_expiry").counts == {"expired": 0}


def test_it_ends_what_was_not_paid_and_what_was_canceled(acme: Tenant, globex: Tenant, put: Put) -> None:
    put(acme, "starter")
    put(globex, "starter")
    actions.fall_behind(tenant_id=acme.id, grace_ends_at=now() - timedelta(seconds=1))
    actions.cancel(tenant_id=globex.id, at=now() + timedelta(days=1))
    Subscription.objects.filter(tenant=globex).update(cancel_at=now() - timedelta(seconds=1))

    run = run_job("billing_checks")

    assert run.counts == {"ended": 2}
    assert set(Subscription.objects.values_list("plan__code", flat=True)) == {"free"}
    assert run_job("billing_checks").counts == {"ended": 0}


def test_it_begins_a_month_once_and_says_so(acme: Tenant, globex: Tenant) -> None:
    for tenant in (acme, globex):
        actions.begin_month(tenant_id=tenant.id, starts_on=now().date())
    Subscription.objects.filter(tenant=acme).update(month_begun_on=now().date() - timedelta(days=40))
    Subscription.objects.filter(tenant=acme).update(anchor_on=now().date() - timedelta(days=75))
    before = told(acme, "MonthBegun")

    first, second = run_job("monthly_reset"), run_job("monthly_reset")

    assert (first.counts["begun"], second.counts["begun"]) == (1, 0)
    assert told(acme, "MonthBegun") == before + 1


def test_it_tells_of_a_mark_that_two_writers_came_to_at_once(
    acme: Tenant, put: Put, in_tenant: InTenant
) -> None:
    put(acme, "free")
    with in_tenant(acme):
        month = entitlements.current().month
    for slot in (1_000_001, 1_000_002):
        Tally.objects.create(schema=acme.schema_name, month=month, meter="messages", slot=slot, used=50)

    first, second = run_job("usage_checks"), run_job("usage_checks")

    assert first.counts == {"told": 1, "folded": 1}
    assert second.counts == {"told": 0, "folded": 0}
    assert told(acme, "AllowanceUsedUp") == 1
    with in_tenant(acme):
        assert entitlements.usage() == {"messages": 100}


def test_it_tells_anew_after_another_plan(acme: Tenant, put: Put, in_tenant: InTenant) -> None:
    put(acme, "free")
    with in_tenant(acme):
        meters.count({Meter.MESSAGES: 100})
    put(acme, "starter")
    assert not Notice.objects.exists()

    with in_tenant(acme):
        meters.count({Meter.MESSAGES: 400})

    assert told(acme, "AllowanceUsedUp") == 2


def test_it_keeps_a_failed_run_with_its_reason(settings: Settings) -> None:
    settings.JOBS = {
        "broken": {"run": "tests.shared_apps.plans.test_jobs.broken", "every_s": 1.0, "about": ""}
    }

    run = run_job("broken", by_name="Ada")

    assert (run.outcome, run.error, run.by_name) == (Outcome.FAILED, "ValueError: no", "Ada")
    with pytest.raises(CommandError):
        call_command("run_job", "broken", stdout=StringIO())


def broken(_: object) -> dict[str, int]:
    raise ValueError("no")


def test_it_runs_by_the_clock_and_shows_when(acme: Tenant) -> None:
    clock("trial_expiry")

    shown = {job.name: job for job in jobs()}
    last = shown["trial_expiry"].last
    assert last is not None
    assert (last.trigger, last.outcome, last.ended_at is not None) == ("clock", Outcome.DONE, True)
    assert shown["file_clean_up"].last is None
    assert set(shown) == {
        "trial_expiry", "billing_checks", "usage_checks", "monthly_reset", "referral_rewards",
        "referral_stats", "file_clean_up", "stripe_reconciliation", "tenant_purge", "company_counts",
        "channel_mirror", "domain_checks", "deletion_reminders", "session_clean_up",
    }  # fmt: skip


def test_it_is_run_by_hand(acme: Tenant) -> None:
    out = StringIO()

    call_command("run_job", "usage_checks", stdout=out)
    call_command("run_job", stdout=out)

    assert out.getvalue().startswith("usage_checks: done in ")
    assert JobRun.objects.get().by_name == "manage.py"
