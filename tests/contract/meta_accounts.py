"""The two adapters of Meta's messaging, and what their accounts are in these tests."""

from urllib.parse import parse_qs, urlsplit

from tenant_apps.channels.adapters.instagram.adapter import Instagram
from tenant_apps.channels.adapters.messenger.adapter import Messenger
from tests.contract.meta_graph import ACCOUNT

MESSENGER, INSTAGRAM = Messenger(), Instagram()
OWN_ME = {
    "id": "9001",
    "user_id": ACCOUNT,
    "username": "lumiere.ua",
    "name": "Lumière",
    "account_type": "BUSINESS",
}


def query_of(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
