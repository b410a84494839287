"""The end of a business that is no more."""

from shared_apps.billing.actions.syncing import settle_plan
from shared_apps.billing.locks import reading_stripe
from shared_apps.billing.models import BillingAccount, EventState, StripeEvent
from shared_apps.billing.reading import holding
from shared_apps.facts import unannounced
from shared_apps.vendors.stripe import asking, client, listed


def end_for_good(account: BillingAccount) -> None:
    """End every subscription now, and forget events that nobody is left to hear; may be repeated.

    Its tables are gone, so none of its parts is told.
    """
    with reading_stripe(account.tenant_id), unannounced():
        with asking():
            asked = {"customer": account.customer_id, "status": "all"}
            found = listed(client().v1.subscriptions.list(asked))  # type: ignore[arg-type]  # typed dicts of the library
            for sub in holding(found):
                client().v1.subscriptions.cancel(sub["id"])
        settle_plan(account)
    StripeEvent.objects.filter(tenant=account.tenant_id, state=EventState.PENDING).update(
        state=EventState.DONE
    )
