"""The free plan's mark on the website's chat."""

import pytest

from shared_apps.plans.actions import start
from shared_apps.plans.choices import Source
from tenant_apps.webchat.widget import shown_to_visitors
from tenants.models import Tenant
from tests.tenant_apps.webchat.conftest import Visit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("plan", "hours"), [("free", "Powered by Parlor"), ("starter", "")])
def test_it_tells_the_widget_of_the_mark_of_the_plan(
    plan: str, hours: str, acme: Tenant, visit: Visit
) -> None:
    start(tenant_id=acme.id, plan=plan, source=Source.OPERATOR)

    site = visit().get("config/").json()

    assert site["office_hours"]["en"] == hours


def test_it_puts_the_mark_behind_the_hours() -> None:
    stored = {"widget": {"office_hours": {"en": "9–18", "uk": ""}}}

    shown = shown_to_visitors(stored, has_mark=True)

    assert shown["office_hours"] == {"en": "9–18 · Powered by Parlor", "uk": "Працює на Parlor"}
