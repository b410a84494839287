"""Tell a tenant that its plan is another one now, from wherever that was decided."""

from functools import partial

from django.db import transaction

from shared_apps.facts import Fact, publish
from shared_apps.plans import entitlements
from shared_apps.plans.events import PlanChanged
from shared_apps.plans.models import Notice
from tenants.every import visiting
from tenants.models import Tenant


def announce(tenant: Tenant, fact: Fact | None = None) -> None:
    """Publish `fact` (PlanChanged) in the tenant's own log and forget what was remembered, both with the commit.

    Payments and operators work in the public schema; the fact has to stand in the tenant's.
    """
    with visiting(tenant):
        publish(fact or PlanChanged())
    # Other limits are other marks to come to.
    Notice.objects.filter(schema=tenant.schema_name).delete()
    forget_after_commit(tenant.schema_name)


def forget_after_commit(schema_name: str) -> None:
    # At once too: this transaction must not go on with what it has just changed.
    entitlements.forget(schema_name)
    transaction.on_commit(partial(entitlements.forget, schema_name), robust=True)
