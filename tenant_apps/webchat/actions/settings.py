"""What the owner sets about a website's chat."""

import secrets
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from shared_apps.core.errors import NotFound
from tenant_apps.channels.models import AccountState, ChannelAccount
from tenant_apps.webchat import widget
from tenant_apps.webchat.selectors import KIND
from tenant_apps.workspace.selectors import current_workspace


@transaction.atomic
def change_widget(*, account_id: UUID, changes: Mapping[str, Any]) -> ChannelAccount:
    """Set the given widget settings; raises NotFound."""
    account = _locked(account_id)
    if name := changes.get("name"):
        account.name = name
    known = {key: value for key, value in changes.items() if key in widget.DEFAULTS}
    settings = {**account.settings.get("widget", {}), **known}
    brand = current_workspace().brand_colour
    account.settings = {**account.settings, "widget": widget.own_colours(settings, brand)}
    account.save(update_fields=["name", "settings"])
    return account


@transaction.atomic
def renew_secret(*, account_id: UUID) -> str:
    """Return a new identity secret, which is never shown again; visitors proved by the old one are signed out."""
    account = _locked(account_id)
    secret = secrets.token_hex(32)
    account.credentials = {**(account.credentials or {}), "identity_secret": secret}
    account.save(update_fields=["credentials"])
    return secret


def _locked(account_id: UUID) -> ChannelAccount:
    rows = ChannelAccount.objects.select_for_update().exclude(state=AccountState.DISCONNECTED)
    account = rows.filter(id=account_id, kind=KIND).first()
    if account is None:
        raise NotFound("There is no such website chat here.")
    return account
