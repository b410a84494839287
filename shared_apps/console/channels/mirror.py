"""Keep the platform's list of channels in step with what stands in each business's own schema."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from shared_apps.console.channels.gate import forget
from shared_apps.console.models import Channel, KindRule, Review
from tenant_apps.channels.events import ChannelConnected, ChannelDisconnected, ChannelMended, ChannelTroubled
from tenant_apps.channels.models import ChannelAccount
from tenants.every import for_each_tenant
from tenants.models import Tenant
from tenants.selectors import current_tenant

ChannelFact = ChannelConnected | ChannelDisconnected | ChannelMended | ChannelTroubled


def follow(facts: Sequence[ChannelFact]) -> None:
    """Copy the current tenant's channels; what was rejected and is connected anew is looked at again."""
    tenant = current_tenant()
    if tenant is None:
        return
    anew = {fact.channel_account_id for fact in facts if isinstance(fact, ChannelConnected)}
    again = Channel.objects.filter(tenant=tenant, account_id__in=anew, review=Review.REJECTED)
    again.update(review=Review.PENDING, reason="")
    copy_channels(tenant)


@transaction.atomic
def copy_channels(tenant: Tenant) -> int:
    """Copy the channels of the tenant we are in; return how many differed."""
    known = {row.account_id: row for row in Channel.objects.select_for_update().filter(tenant=tenant)}
    reviewed = set(KindRule.objects.filter(needs_review=True).values_list("kind", flat=True))
    changed = 0
    for account in ChannelAccount.objects.defer("credentials").order_by("id"):
        row = known.get(account.id)
        if row is None:
            row = Channel(tenant=tenant, account_id=account.id, connected_at=account.created_at)
            row.review = Review.PENDING if account.kind in reviewed else Review.APPROVED
        now = (account.kind, account.name, account.external_id, account.state, account.last_error)
        if row._state.adding or now != (row.kind, row.name, row.external_id, row.state, row.last_error):
            row.kind, row.name, row.external_id, row.state, row.last_error = now
            row.save()
            changed += 1
    # Also when nothing differed: the word about a channel that was connected anew may have.
    forget(tenant.schema_name)
    return changed


def copy_all(_: datetime) -> dict[str, int]:
    """Copy the channels of all businesses, in case a fact was lost; a job."""
    return {"changed": sum(copy_channels(tenant) for tenant in for_each_tenant())}
