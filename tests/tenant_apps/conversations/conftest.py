"""Acme's WhatsApp line, and Dana who writes to it with the bodies that Meta sends."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.db import connection

from shared_apps.facts.models import FactRow
from shared_apps.intake.actions import claim_route
from shared_apps.intake.drain import drain
from tenant_apps.channels import registry
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.conversations.models import Conversation
from tenants.models import Tenant
from tests.conftest import InTenant
from tests.contract.fake_graph import graph

__all__ = ["graph"]

FIXTURES = Path(__file__).parents[2] / "fixtures" / "whatsapp"
PHONE_NUMBER_ID = "700100200300"
# A minute after Dana's messages, so that her reply window is open.
NOW = datetime.fromtimestamp(1_790_000_060, tz=UTC)

Receive = Callable[..., None]


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=True) as traveller:
        yield traveller


@pytest.fixture
def inside(acme: Tenant, in_tenant: InTenant) -> Iterator[Tenant]:
    with in_tenant(acme):
        yield acme


@pytest.fixture
def line(inside: Tenant) -> ChannelAccount:
    """A connected WhatsApp number of Acme."""
    claim_route(platform="whatsapp", account_id=PHONE_NUMBER_ID)
    return ChannelAccount.objects.create(
        kind="whatsapp",
        name="Acme",
        external_id=PHONE_NUMBER_ID,
        credentials={"access_token": "EAAtest"},  # type: ignore[misc]  # the plugin knows the field as text
    )


@pytest.fixture
def receive(line: ChannelAccount, inside: Tenant) -> Receive:
    """`receive("text", "image")` puts bodies into the ledger as the door would, and drains it once.

    `called` renames the platform's message ids, so that one recorded body can be several messages.
    """

    def through_the_ledger(*names: str, called: dict[str, str] | None = None) -> None:
        for name in names:
            body = (FIXTURES / f"{name}.json").read_bytes()
            for recorded, wanted in (called or {}).items():
                body = body.replace(recorded.encode(), wanted.encode())
            write_to_ledger(body, schema=inside.schema_name)
        drain(inside.schema_name)

    return through_the_ledger


def write_to_ledger(body: bytes, *, schema: str) -> None:
    for part in registry.get("whatsapp").split(body):
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO public.intake_event (platform, account_id, schema, payload) "
                "VALUES ('whatsapp', %s, %s, %s)",
                [part.account_id, schema, part.body],
            )


@pytest.fixture
def thread(receive: Receive) -> Conversation:
    """Dana wrote one message."""
    receive("text")
    return Conversation.objects.get()


def announced(schema: str) -> list[str]:
    """Return the names of the facts of a tenant, oldest first."""
    return list(FactRow.objects.filter(schema=schema).order_by("id").values_list("name", flat=True))
