"""What a plan allows, asked inside a workspace."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shared_apps.core.clock import now
from shared_apps.core.errors import Invalid
from shared_apps.facts.models import FactRow
from shared_apps.plans import actions, entitlements, meters
from shared_apps.plans.choices import Limit, Meter, Source, State
from shared_apps.plans.errors import ChannelMissing, FeatureMissing, LimitReached
from shared_apps.plans.models import Plan, Tally
from tenants.models import Tenant
from tests.conftest import InTenant
from tests.shared_apps.plans.conftest import Put

CATALOGUE = {
    "free": ("0.00", "0.00", 1, 10, 100, 100, 50, 1, 100, ["telegram"], True, 0),
    "starter": ("14.99", "149.90", 3, 100, 1000, 500, None, 2, 1000, ["telegram", "whatsapp"], False, 2),
    "professional": ("59.00", "590.00", 10, 1000, 10000, 5000, None, 10, 10000, None, False, 7),
    "enterprise": ("99.00", "990.00", 50, 10000, 100000, None, None, None, 100000, None, False, 10),
}


@pytest.mark.django_db
@pytest.mark.parametrize("code", CATALOGUE)
def test_it_has_the_four_plans_from_the_start(code: str) -> None:
    plan = Plan.objects.get(code=code)

    names = ("users", "documents", "photos", "messages", "conversations", "integrations", "storage_mb")
    assert CATALOGUE[code] == (
        str(plan.price_month),
        str(plan.price_year),
        *[plan.limits[name] for name in names],
        plan.kinds,
        plan.has_watermark,
        len(plan.features),
    )


def test_it_puts_a_new_workspace_on_the_free_plan(anonymous, db: None) -> None:  # type: ignore[no-untyped-def]
    body = {
        "email": "olha@lumi.test",
        "password": "a long and winding road",
        "name": "Olha",
        "organization": "Lumi",
        "slug": "lumi",
    }

    assert anonymous(None).post("/api/auth/register/", body).status_code == 201

    subscription = Tenant.objects.get(slug="lumi").subscription
    assert (subscription.plan.code, subscription.state, subscription.source) == ("free", "active", "signup")


def test_it_says_what_to_do_when_there_is_no_room(acme: Tenant, in_tenant: InTenant, put: Put) -> None:
    put(acme, "free")

    with in_tenant(acme), pytest.raises(LimitReached) as refusal:
        entitlements.require_room(Limit.DOCUMENTS, used=8, adding=3)

    assert refusal.value.status == 402
    assert refusal.value.data == {
        "what": "documents",
        "limit": 10,
        "used": 8,
        "plan": "free",
        "resets_at": None,
        "upgrade_url": "/settings/plan",
    }
    assert refusal.value.message == (
        "Your plan includes 10 documents and 8 are in use. "
        "Delete documents that are out of date or choose a larger plan."
    )


def test_it_names_the_plan_that_has_a_feature(acme: Tenant, in_tenant: InTenant, put: Put) -> None:
    put(acme, "starter")

    with in_tenant(acme), pytest.raises(FeatureMissing) as refusal:
        entitlements.require_feature("google_calendar")

    assert refusal.value.data["from_plan"] == "Professional"


def test_it_allows_the_websites_chat_on_every_plan(acme: Tenant, in_tenant: InTenant, put: Put) -> None:
    put(acme, "free")

    with in_tenant(acme):
        entitlements.require_kind("webchat")
        entitlements.require_kind("telegram")
        with pytest.raises(ChannelMissing) as refusal:
            entitlements.require_kind("whatsapp")

    assert refusal.value.data["from_plan"] == "Starter"


def test_it_follows_a_change_at_once(acme: Tenant, in_tenant: InTenant, put: Put) -> None:
    put(acme, "free")
    with in_tenant(acme):
        assert entitlements.has_watermark()

    put(acme, "professional")

    with in_tenant(acme):
        assert not entitlements.has_watermark()
        assert entitlements.has_feature("google_calendar")


def test_it_asks_the_database_once(acme: Tenant, in_tenant: InTenant) -> None:
    with in_tenant(acme):
        entitlements.current()
        with CaptureQueriesContext(connection) as queries:
            entitlements.require_feature("telegram")
            meters.consume(Meter.PHOTOS)

    assert len(queries) == 1


def test_it_lets_a_flag_overrule_the_plan(
    acme: Tenant, globex: Tenant, in_tenant: InTenant, put: Put
) -> None:
    put(acme, "free")

    actions.set_flag(feature="voice_cloning", is_on=True, tenant_id=acme.id)

    with in_tenant(acme):
        assert entitlements.has_feature("voice_cloning")
    actions.set_flag(feature="voice_cloning", is_on=False)
    with in_tenant(acme):
        assert not entitlements.has_feature("voice_cloning")
    with in_tenant(globex):
        assert not entitlements.has_feature("voice_cloning")


def test_it_lets_a_flag_go_again(globex: Tenant, in_tenant: InTenant) -> None:
    actions.set_flag(feature="voice_cloning", is_on=False)

    actions.set_flag(feature="voice_cloning", is_on=None)

    with in_tenant(globex):
        assert entitlements.has_feature("voice_cloning")


def test_it_falls_back_to_free_the_moment_a_trial_ends(acme: Tenant, in_tenant: InTenant, put: Put) -> None:
    put(acme, "professional", trial_ends_at=now() - timedelta(seconds=1))

    with in_tenant(acme):
        assert entitlements.current().plan == "free"
    assert acme.subscription.state == State.TRIAL


def test_it_works_on_through_the_grace_of_a_failed_payment(
    acme: Tenant, in_tenant: InTenant, put: Put
) -> None:
    put(acme, "professional")

    actions.fall_behind(tenant_id=acme.id, grace_ends_at=now() + timedelta(days=7))
    with in_tenant(acme):
        within = entitlements.current().plan
    actions.fall_behind(tenant_id=acme.id, grace_ends_at=now() - timedelta(seconds=1))
    with in_tenant(acme):
        after = entitlements.current().plan

    assert (within, after) == ("professional", "free")


def test_it_keeps_a_canceled_plan_until_its_time_is_over(acme: Tenant, in_tenant: InTenant, put: Put) -> None:
    put(acme, "starter")

    actions.cancel(tenant_id=acme.id, at=now() + timedelta(days=3))

    with in_tenant(acme):
        assert entitlements.current().plan == "starter"
    actions.keep(tenant_id=acme.id)
    actions.cancel(tenant_id=acme.id)
    with in_tenant(acme):
        assert entitlements.current().plan == "free"


def test_it_tells_nobody_of_the_same_state_again(acme: Tenant) -> None:
    state = {
        "tenant_id": acme.id,
        "plan": "starter",
        "state": State.ACTIVE,
        "source": Source.STRIPE,
        "external_id": "sub_1",
    }
    first = actions.settle(**state)  # type: ignore[arg-type]
    told = FactRow.objects.filter(name="PlanChanged", schema=acme.schema_name).count()

    again = actions.settle(**state)  # type: ignore[arg-type]

    assert again.rev == first.rev
    assert FactRow.objects.filter(name="PlanChanged", schema=acme.schema_name).count() == told


def test_it_lets_a_reward_hold_beside_what_is_paid(acme: Tenant, in_tenant: InTenant, put: Put) -> None:
    put(acme, "starter")

    actions.give_bonus(tenant_id=acme.id, plan=Plan.objects.get(code="professional"))

    with in_tenant(acme):
        assert entitlements.current().plan == "professional"
    actions.give_bonus(tenant_id=acme.id, plan=None)
    with in_tenant(acme):
        assert entitlements.current().plan == "starter"


def test_it_makes_a_plan_for_one_business(acme: Tenant, in_tenant: InTenant) -> None:
    plan = actions.create_custom_plan(
        name="Chain of three",
        price_month=200,  # type: ignore[arg-type]
        price_year=2000,  # type: ignore[arg-type]
        limits={"users": 200, "messages": None},
        features=["telegram", "whatsapp"],
        kinds=["whatsapp"],
        tenant_id=acme.id,
    )

    actions.start(tenant_id=acme.id, plan=plan.code, source=Source.OPERATOR)

    with in_tenant(acme):
        entitlements.require_room(Limit.USERS, used=199)
        with pytest.raises(ChannelMissing):
            entitlements.require_kind("telegram")


@pytest.mark.django_db
def test_it_refuses_a_custom_plan_that_limits_nothing_known() -> None:
    with pytest.raises(Invalid):
        actions.create_custom_plan(
            name="Odd",
            price_month=1,  # type: ignore[arg-type]
            price_year=1,  # type: ignore[arg-type]
            limits={"cups_of_tea": 3},
            features=[],
        )

    assert not Plan.objects.filter(is_custom=True).exists()


def test_it_counts_what_came_beyond_the_limit_and_tells_once(
    acme: Tenant, in_tenant: InTenant, put: Put
) -> None:
    put(acme, "free")

    with in_tenant(acme):
        meters.count({Meter.MESSAGES: 79})
        meters.count({Meter.MESSAGES: 1})
        meters.count({Meter.MESSAGES: 30, Meter.CONVERSATIONS: 2})
        meters.count({Meter.MESSAGES: 5})

        assert entitlements.usage() == {"messages": 115, "conversations": 2}
        assert entitlements.paused_by() == "messages"
    told = FactRow.objects.filter(schema=acme.schema_name, name__startswith="Allowance").order_by("id")
    assert [(row.name, row.payload) for row in told] == [
        ("AllowanceNeared", {"meter": "messages"}),
        ("AllowanceUsedUp", {"meter": "messages"}),
    ]


def test_it_takes_nothing_when_not_all_of_it_fits(acme: Tenant, in_tenant: InTenant, put: Put) -> None:
    put(acme, "free")

    with in_tenant(acme):
        meters.consume(Meter.PHOTOS, 99)
        with pytest.raises(LimitReached) as refusal:
            meters.consume(Meter.PHOTOS, 2)
        meters.consume(Meter.PHOTOS, 1)

        assert entitlements.used(Meter.PHOTOS) == 100
    assert refusal.value.data["used"] == 99
    assert refusal.value.data["resets_at"] is not None


def test_it_refuses_more_than_a_whole_months_allowance_at_once(
    acme: Tenant, in_tenant: InTenant, put: Put
) -> None:
    put(acme, "free")

    with in_tenant(acme), pytest.raises(LimitReached):
        meters.consume(Meter.PHOTOS, 101)

    assert not Tally.objects.exists()


def test_it_gives_back_what_did_not_happen(acme: Tenant, in_tenant: InTenant) -> None:
    with in_tenant(acme):
        meters.consume(Meter.PHOTOS, 3)
        meters.give_back(Meter.PHOTOS, 2)

        assert entitlements.used(Meter.PHOTOS) == 1


def test_it_pauses_at_the_first_conversation_too_many(acme: Tenant, in_tenant: InTenant, put: Put) -> None:
    put(acme, "free")

    with in_tenant(acme):
        meters.count({Meter.CONVERSATIONS: 50})
        at_the_limit = entitlements.is_paused()
        meters.count({Meter.CONVERSATIONS: 1})

        assert (at_the_limit, entitlements.is_paused()) == (False, True)


def test_it_begins_a_month_with_nothing_used(
    acme: Tenant, in_tenant: InTenant, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(acme, "free")
    with in_tenant(acme):
        meters.count({Meter.MESSAGES: 100})
        ends_at = entitlements.current().month_ends_at
        monkeypatch.setattr(entitlements, "now", lambda: ends_at)

        assert not entitlements.is_paused()
        assert entitlements.usage() == {}


def test_a_switch_opens_and_closes_the_channel_behind_a_feature(
    acme: Tenant, globex: Tenant, in_tenant: InTenant, put: Put
) -> None:
    put(acme, "free")
    put(globex, "professional")

    actions.set_flag(feature="email_integration", is_on=True, tenant_id=acme.id)
    actions.set_flag(feature="instagram", is_on=False)

    with in_tenant(acme):
        entitlements.require_kind("email")
    with in_tenant(globex), pytest.raises(ChannelMissing) as refusal:
        entitlements.require_kind("instagram")
    assert refusal.value.data["from_plan"] is None
