"""All channels that there are: one line each."""

from tenant_apps.channels.adapters.email.adapter import Email
from tenant_apps.channels.adapters.instagram.adapter import Instagram
from tenant_apps.channels.adapters.messenger.adapter import Messenger
from tenant_apps.channels.adapters.protocol import Adapter
from tenant_apps.channels.adapters.telegram.adapter import Telegram
from tenant_apps.channels.adapters.webchat.adapter import WebChat
from tenant_apps.channels.adapters.whatsapp.adapter import WhatsApp

ADAPTERS: dict[str, Adapter] = {
    adapter.kind: adapter
    for adapter in (WhatsApp(), Messenger(), Instagram(), WebChat(), Telegram(), Email())
}


def get(kind: str) -> Adapter:
    """Return the adapter of a kind; raises KeyError for a kind that was never registered."""
    return ADAPTERS[kind]


def kinds() -> list[str]:
    return list(ADAPTERS)
