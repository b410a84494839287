"""A business that goes is not charged again, and one that stays after all goes on paying."""

import pytest

from shared_apps.billing.subscribers import end_subscriptions, follow_deletion
from shared_apps.core.clock import now
from tenants import life, purging
from tenants.events import DeletionAsked, DeletionCancelled, TenantPurged
from tests.shared_apps.billing.conftest import Till

pytestmark = pytest.mark.django_db


def test_a_plan_runs_out_with_the_workspace_and_goes_on_with_it(till: Till) -> None:
    till.buy("starter")
    till.carry()
    tenant_id = till.tenant.id
    life.ask_deletion(tenant_id, reason="")

    follow_deletion([DeletionAsked(tenant_id=tenant_id)])
    follow_deletion([DeletionAsked(tenant_id=tenant_id)])

    assert [sub["cancel_at_period_end"] for sub in till.objects("subscription")][-1] is True
    assert till.account.ends_with_tenant
    life.cancel_deletion(tenant_id)
    follow_deletion([DeletionCancelled(tenant_id=tenant_id), DeletionAsked(tenant_id=tenant_id)])
    assert till.plan().cancel_at is None
    assert not till.account.ends_with_tenant


def test_a_plan_that_was_to_end_anyway_ends_also_when_the_workspace_stays(till: Till) -> None:
    till.buy("starter")
    till.carry()
    till.post("finance/cancel-subscription")
    life.ask_deletion(till.tenant.id, reason="")
    follow_deletion([DeletionAsked(tenant_id=till.tenant.id)])

    life.cancel_deletion(till.tenant.id)
    follow_deletion([DeletionCancelled(tenant_id=till.tenant.id)])

    assert till.plan().cancel_at is not None


def test_a_subscription_ends_for_good_with_its_workspace(till: Till) -> None:
    till.buy("starter")
    till.carry()
    life.ask_deletion(till.tenant.id, reason="", grace_days=0)
    assert purging.purge_due(now())["purged"] == 1

    for _ in range(2):
        end_subscriptions([TenantPurged(tenant_id=till.tenant.id)])

    assert [sub["status"] for sub in till.objects("subscription")][-1] == "canceled"
    assert till.state[0] == "free"
