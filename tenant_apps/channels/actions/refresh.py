"""Renew tokens before they expire; what cannot be renewed asks its owner to sign in again."""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.core.cache import cache
from django.db import transaction
from django.db.models import QuerySet

from shared_apps.core.clock import now
from shared_apps.core.keys import tenant_key
from tenant_apps.channels import registry, selectors
from tenant_apps.channels.actions.notes import note_failure
from tenant_apps.channels.adapters.protocol import RefreshesToken
from tenant_apps.channels.errors import OnboardingRefused, SendFailureCode
from tenant_apps.channels.models import AccountState, ChannelAccount

log = logging.getLogger(__name__)

AHEAD = timedelta(days=10)
# A refused renewal is tried again after this long, until the token is really gone.
PAUSE_S = 6 * 3600


def refresh_due_tokens() -> int:
    """Renew what expires within AHEAD; return how many were."""
    return sum(refresh_token(account_id=id) for id in expiring(now()).values_list("id", flat=True))


def expiring(at: datetime) -> QuerySet[ChannelAccount]:
    """Return the accounts whose token has to be renewed by then."""
    rows = ChannelAccount.objects.filter(token_expires_at__lt=at + AHEAD)
    return rows.exclude(state=AccountState.DISCONNECTED)


def refresh_token(*, account_id: UUID) -> bool:
    """Renew one account's token; tell whether it was."""
    if not cache.add(tenant_key("refresh-token", account_id), 1, PAUSE_S):
        return False
    account = selectors.get_channel_account(account_id)
    adapter = registry.get(account.kind)
    expires_at = account.token_expires_at
    try:
        if not isinstance(adapter, RefreshesToken):
            raise OnboardingRefused(reason_for_people="This sign-in cannot be renewed.")
        grant = adapter.refresh_token(selectors.credentials_of(account))
    except OnboardingRefused as refusal:
        log.warning("the token of %s was not renewed: %s", account.id, refusal.reason_for_people)
        if expires_at is not None and expires_at <= now():
            text = "The sign-in has expired. Connect this account again."
            note_failure(account.id, text, code=SendFailureCode.SIGN_IN_EXPIRED)
        return False
    with transaction.atomic():
        account = ChannelAccount.objects.select_for_update().get(id=account_id)
        account.credentials = {**(account.credentials or {}), **grant.secrets}
        account.token_expires_at = grant.expires_at
        account.save(update_fields=["credentials", "token_expires_at"])
    return True
