"""The demo's channels beside WhatsApp: each is registered with the sandbox and connected as its owner would."""

from collections.abc import Mapping
from typing import Any

import httpx
from django.conf import settings

from config.demo.script import Business, Line
from tenant_apps.channels.actions import connect, note_events
from tenant_apps.channels.adapters.email.connect import webhook_address
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.channels.selectors import credentials_of


def connect_all(business: Business) -> None:
    for line in business.channels:
        if line.sandbox:
            register(business, line.kind, line.sandbox)
        known = ChannelAccount.objects.filter(kind=line.kind).exclude(state="disconnected")
        if not known.exists():
            connect(kind=line.kind, form=_filled(line))
        if line.form.get("mode") == "webhook":
            _show_the_provider_where_to_post(business, line)


def _show_the_provider_where_to_post(business: Business, line: Line) -> None:
    """Put the mailbox's address from Parlor into its provider's settings, as its owner would."""
    address = line.form["address"]
    account = ChannelAccount.objects.filter(kind=line.kind, external_id=address).first()
    if account is not None and account.settings.get("mode") == "webhook":
        webhook = webhook_address(credentials_of(account))
        own = {"webhook": webhook, "provider": line.form["provider"]}
        register(business, line.kind, {**line.sandbox, **own})
        # The mails of the past weeks came in here: the address is the business's own.
        note_events([account.id])


def register(business: Business, platform: str, account: Mapping[str, Any]) -> None:
    """Make the account exist in the sandbox; doing it again changes nothing."""
    body = {"platform": platform, "tenant": business.slug, "name": business.name, **account}
    answer = httpx.post(f"{settings.SANDBOX_URL}/control/accounts/", json=body, timeout=10)
    answer.raise_for_status()


def _filled(line: Line) -> dict[str, Any]:
    """Put the sandbox's ports in, which are known only when it runs."""
    ports = {"$smtp": settings.EMAIL_PORT, "$imap": settings.SANDBOX_IMAP_PORT}
    return {name: str(ports.get(value, value)) for name, value in line.form.items()}
