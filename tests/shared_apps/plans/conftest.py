from collections.abc import Callable
from typing import Any

import pytest

from shared_apps.plans import actions
from shared_apps.plans.choices import Source
from tenants.models import Tenant

Put = Callable[..., None]


@pytest.fixture
def put() -> Put:
    """`put(acme, "free")` moves a workspace to a plan."""

    def moved(tenant: Tenant, plan: str, **dates: Any) -> None:
        actions.start(tenant_id=tenant.id, plan=plan, source=Source.OPERATOR, **dates)

    return moved
