"""What an account's own events and refusals tell about it."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from shared_apps.core.clock import now
from shared_apps.facts import publish
from tenant_apps.channels import selectors
from tenant_apps.channels.actions.confirming import ask_confirmation
from tenant_apps.channels.events import ChannelMended, ChannelTroubled
from tenant_apps.channels.inbound import AccountNotice
from tenant_apps.channels.models import AccountState, ChannelAccount

# One write a minute tells people enough and keeps busy accounts off the row.
_EVENT_GRAIN = timedelta(minutes=1)


def note_events(account_ids: Collection[UUID]) -> None:
    """Remember that customers' messages of these accounts arrive."""
    at = now()
    is_due = Q(last_event_at=None) | Q(last_event_at__lt=at - _EVENT_GRAIN)
    ChannelAccount.objects.filter(is_due, id__in=account_ids).update(last_event_at=at)


@transaction.atomic
def note_failure(account_id: UUID, reason: str, *, code: str = "") -> None:
    """Mark an account that cannot work until someone mends it; announced once. `code` names the reason."""
    rows = ChannelAccount.objects.filter(id=account_id)
    noted = {"last_error": reason, "last_error_code": code}
    if rows.filter(state=AccountState.CONNECTED).update(state=AccountState.ERROR, **noted):
        publish(ChannelTroubled(channel_account_id=account_id))
    else:
        rows.filter(state=AccountState.ERROR).update(**noted)


@transaction.atomic
def note_recovery(account_id: UUID, *, trouble: str | None = None) -> None:
    """Mark an account that works again; with `trouble`, only if that is what kept it."""
    rows = ChannelAccount.objects.filter(id=account_id, state=AccountState.ERROR)
    if trouble is not None:
        rows = rows.filter(last_error=trouble)
    if rows.update(state=AccountState.CONNECTED, last_error="", last_error_code=""):
        publish(ChannelMended(channel_account_id=account_id))


def note_account(account: ChannelAccount, notice: AccountNotice) -> None:
    """Act on what the vendor says about an account: a critical notice marks all that it concerns.

    Bodies that do not name their account (Telegram's) speak of the one whose address they came to.
    """
    if notice.confirm:
        ask_confirmation(account.id, notice.confirm)
    if notice.severity != "critical":
        return
    for concerned in selectors.accounts_behind(account.kind, notice.account_id or account.external_id):
        note_failure(concerned.id, notice.text, code=notice.code)
