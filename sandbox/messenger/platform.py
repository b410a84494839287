"""Messenger on the control API: accounts are pages, customers are people known by their PSID."""

from typing import Any

from sandbox.accounts import Account
from sandbox.messenger.speech import SPEAKERS
from sandbox.meta.events import PAGE_FIELDS
from sandbox.meta.platform import MetaPlatform, checked_id, subscribed_fields, username_of
from sandbox.web import text_of


class Messenger(MetaPlatform):
    """Pages with a chat."""

    name = "messenger"
    account_fields = ("username", "subscribed_fields")
    customer_fields = ("locale", "timezone", "gender", "blocked", "no_profile")
    speakers = SPEAKERS

    def account(self, account_id: str, body: dict[str, Any], old: Account | None) -> dict[str, Any]:
        checked_id(account_id)
        name = text_of(body, "name", old.name if old else None)
        return {
            "username": username_of(body, old, name),
            "subscribed_fields": subscribed_fields(body, old, PAGE_FIELDS),
        }


MESSENGER = Messenger()
