"""Those who run the workspace hear of an allowance that runs out, in their own language."""

import pytest

from shared_apps.plans import meters
from shared_apps.plans.choices import Meter
from shared_apps.plans.events import AllowanceNeared, AllowanceUsedUp
from tenant_apps.notifications.models import Alert
from tenant_apps.notifications.plans import tell_of_allowances
from tenant_apps.notifications.presentation import worded
from tenant_apps.team.models import Member
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api, InTenant
from tests.shared_apps.plans.conftest import Put

pytestmark = pytest.mark.django_db


def test_it_tells_the_owner_that_messages_are_used_up(
    acme: Tenant, ada: Person, ben: Person, in_tenant: InTenant, put: Put, api: Api
) -> None:
    put(acme, "free")
    with in_tenant(acme):
        meters.count({Meter.MESSAGES: 100})

        tell_of_allowances([AllowanceUsedUp(meter="messages")])

    [shown] = api(ada).get("/api/alerts/").json()["results"]
    assert (shown["kind"], shown["about"]["meter"], shown["about"]["mark"]) == ("plan", "messages", "reached")
    assert shown["about"]["text"] == (
        "This month's messages are used up. Customers' messages are received and kept; the agent and replies wait "
        "for a larger plan or the next month."
    )
    assert api(ben).get("/api/alerts/").json()["results"] == []


def test_it_speaks_the_owners_language(acme: Tenant, ada: Person, in_tenant: InTenant, put: Put) -> None:
    put(acme, "free")
    with in_tenant(acme):
        Member.objects.filter(id=ada.member.id).update(language="uk")
        meters.consume(Meter.PHOTOS, 80)

        tell_of_allowances([AllowanceNeared(meter="photos")])

        title, text = worded(Alert.objects.get(), "uk")
    assert (title, text) == ("Зверніть увагу на ваш план", "Використано 80 з 100: фото цього місяця.")


def test_it_tells_who_may_see_the_money_and_nobody_who_was_denied_it(
    acme: Tenant, ada: Person, ben: Person, cleo: Person, in_tenant: InTenant, put: Put
) -> None:
    put(acme, "free")
    with in_tenant(acme):
        Member.objects.filter(id=ben.member.id).update(overrides={"money.view": True})
        Member.objects.filter(id=cleo.member.id).update(role="admin", overrides={"money.view": False})
        meters.count({Meter.MESSAGES: 100})

        tell_of_allowances([AllowanceUsedUp(meter="messages")])

        told = set(Alert.objects.values_list("member__name", flat=True))
    assert told == {"Ada", "Ben"}
