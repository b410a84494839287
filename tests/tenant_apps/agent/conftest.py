"""Acme's line with the agent on it; Dana writes, facts wake the agent, tasks run when the test says so."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from django.db import connection
from pytest_django import DjangoCaptureOnCommitCallbacks

from shared_apps.facts.base import Fact
from shared_apps.facts.models import FactRow
from shared_apps.facts.wiring import consumer, consumers_of
from shared_apps.intake.actions import claim_route
from shared_apps.intake.drain import drain
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.conversations.models import Conversation, Message
from tenant_apps.workspace.models import Service
from tenants.models import Tenant
from tests.conftest import InTenant
from tests.sandbox.running import free_port, sandbox_on
from tests.tenant_apps.agent.model_server import ModelServer

NUMBER = "700100200300"
RECORDED = Path(__file__).parents[2] / "fixtures" / "whatsapp"
_PUT = (
    "INSERT INTO public.intake_event (platform, account_id, schema, payload) VALUES ('whatsapp', %s, %s, %s)"
)

Task = Callable[[], Any]


@pytest.fixture
def inside(acme: Tenant, in_tenant: InTenant) -> Iterator[Tenant]:
    with in_tenant(acme):
        yield acme


@pytest.fixture
def price_list(inside: Tenant) -> list[Service]:
    """Two manicures and a haircut."""
    return [
        _service("Манікюр класичний", "Нігті", "450", 60),
        _service("Манікюр з гель-лаком", "Нігті", "650", 90, price_to="780"),
        _service("Стрижка жіноча", "Волосся", "700", 60),
    ]


def _service(name: str, category: str, price: str, minutes: int, *, price_to: str | None = None) -> Service:
    return Service.objects.create(
        name=name,
        category=category,
        price=Decimal(price),
        price_to=Decimal(price_to) if price_to else None,
        currency="UAH",
        duration_min=minutes,
    )


@dataclass
class Customer:
    """Dana: what she writes goes through the ledger, its facts wake the agent, and the agent's tasks wait in line.

    They run when the test lets time pass, as a debounce would.
    """

    tenant: Tenant
    capture: DjangoCaptureOnCommitCallbacks
    tasks: list[Task] = field(default_factory=list)
    count: int = 0
    last_fact: int = 0

    def writes(self, *texts: str, kind: str = "text") -> UUID:
        """Send each text as Meta would and return the conversation."""
        for text in texts:
            self.puts(text, kind=kind)
            with self.capture():
                drain(self.tenant.schema_name)
            with self.capture() as callbacks:
                self._wake()
            self.tasks += callbacks
        return Conversation.objects.latest("last_inbound_at").id

    def puts(self, text: str, *, kind: str = "text") -> None:
        """Leave a message in the ledger, as the door does."""
        self.count += 1
        with connection.cursor() as cursor:
            cursor.execute(_PUT, [NUMBER, self.tenant.schema_name, self._body(kind, text)])

    def lets_time_pass(self) -> None:
        """Run what was scheduled until now."""
        due, self.tasks = self.tasks, []
        with self.capture(execute=True):
            for task in due:
                task()

    def asks(self, *texts: str) -> UUID:
        conversation_id = self.writes(*texts)
        self.lets_time_pass()
        return conversation_id

    def _body(self, kind: str, text: str) -> bytes:
        """The recorded body with another text, id and time: an old message could not be answered any more."""
        body = json.loads((RECORDED / f"{kind}.json").read_text())
        message = body["entry"][0]["changes"][0]["value"]["messages"][0]
        message |= {"id": f"wamid.DANA{self.count}", "timestamp": str(int(time.time()))}
        if kind == "text":
            message["text"]["body"] = text
        return json.dumps(body).encode()

    def _wake(self) -> None:
        """What relay and worker do with new facts; they only read what is committed, which a test is not."""
        rows = FactRow.objects.filter(schema=self.tenant.schema_name, id__gt=self.last_fact).order_by("id")
        for row in rows:
            self.last_fact = row.id
            fact = Fact.load(row.name, row.payload)
            for name in consumers_of(row.name):
                wakes = consumer(name)
                if wakes is not None and fact is not None and name.startswith("tenant_apps.automation"):
                    wakes([fact])


@pytest.fixture
def dana(inside: Tenant, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Customer:
    claim_route(platform="whatsapp", account_id=NUMBER)
    ChannelAccount.objects.create(
        kind="whatsapp",
        name="Acme",
        external_id=NUMBER,
        credentials={"access_token": "EAAtest"},  # type: ignore[misc]  # the plugin knows the field as text
    )
    return Customer(inside, django_capture_on_commit_callbacks)


@pytest.fixture
def model() -> Iterator[ModelServer]:
    """A server on this machine that speaks OpenAI's wire format and says what the test tells it to."""
    with ModelServer() as server:
        yield server


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """The sandbox, where models and voices can be made to misbehave."""
    with (
        sandbox_on(tmp_path_factory.mktemp("models"), free_port()) as running,
        httpx.Client(base_url=running.own_url, timeout=10, trust_env=False) as client,
    ):
        yield client


def answers(conversation_id: UUID) -> list[str]:
    """Return what the customer was told, oldest first."""
    return list(
        Message.objects.filter(conversation_id=conversation_id, direction="out", private=False)
        .order_by("created_at")
        .values_list("text", flat=True)
    )


def remarks(conversation_id: UUID) -> list[str]:
    """Return the private notes for the team."""
    return list(
        Message.objects.filter(conversation_id=conversation_id, private=True)
        .order_by("created_at")
        .values_list("text", flat=True)
    )
