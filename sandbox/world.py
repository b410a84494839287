"""Everything a request handler may need, built once per process."""

from dataclasses import dataclass, field
from typing import cast

from starlette.requests import HTTPConnection

from sandbox.accounts import Accounts
from sandbox.calls import CallLog
from sandbox.customers import Customers
from sandbox.faults import Faults
from sandbox.live import Hub
from sandbox.mail.mailbox import Mailbox
from sandbox.media import MediaShelf
from sandbox.messages import Messages
from sandbox.meta.tokens import Tokens
from sandbox.pace import Pace
from sandbox.preferences import Preferences
from sandbox.settings import Settings
from sandbox.store import Store
from sandbox.stripe.shelf import Shelf
from sandbox.webhooks import Webhooks


@dataclass(frozen=True, slots=True)
class World:
    """The sandbox's parts, wired together."""

    settings: Settings
    store: Store
    hub: Hub
    accounts: Accounts
    customers: Customers
    messages: Messages
    media: MediaShelf
    faults: Faults
    calls: CallLog
    preferences: Preferences
    mailbox: Mailbox
    webhooks: Webhooks
    tokens: Tokens
    stripe: Shelf
    pace: Pace = field(default_factory=Pace)
    # The DNS: name → TXT records.
    names: dict[str, list[str]] = field(default_factory=dict)


def build(settings: Settings) -> World:
    """Open the store and wire the parts."""
    store, hub = Store(settings.database), Hub()
    accounts = Accounts(store, hub)
    calls, faults, messages = CallLog(store, hub), Faults(store, hub), Messages(store, hub)
    return World(
        settings=settings,
        store=store,
        hub=hub,
        accounts=accounts,
        customers=Customers(store, hub, accounts),
        messages=messages,
        media=MediaShelf(store, settings.media_dir),
        faults=faults,
        calls=calls,
        preferences=Preferences(store, hub),
        mailbox=Mailbox(store, hub),
        webhooks=Webhooks(settings, store, calls, faults, messages),
        tokens=Tokens(store),
        stripe=Shelf(store),
    )


def world_of(connection: HTTPConnection) -> World:
    """Return the world of a request."""
    return cast(World, connection.app.state.world)
