"""Acme's website, and Dana who writes there."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest

from shared_apps.intake.drain import drain
from tenant_apps.channels.actions.connect import connect
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.webchat.actions import renew_secret
from tenants.entering import entered
from tenants.models import Tenant
from tests.cast import Client
from tests.relay import relay_all

Visit = Callable[..., "Browser"]


@dataclass
class Browser:
    """A visitor's browser on some page: its token is its memory."""

    client: Client
    key: str
    schema: str
    origin: str = ""
    token: str = ""
    said: list[str] = field(default_factory=list)

    def get(self, path: str, **more: Any) -> Any:
        return self.client.get(self.url(path), headers=self.headers, **more)

    def post(self, path: str, body: Any = None, **more: Any) -> Any:
        return self.client.post(self.url(path), body or {}, headers=self.headers, **more)

    def url(self, path: str) -> str:
        return f"/api/widget/{self.key}/{path}"

    @property
    def headers(self) -> dict[str, str]:
        shown = {"Authorization": f"Visitor {self.token}"} if self.token else {}
        return {**shown, "Origin": self.origin} if self.origin else shown

    def arrive(self) -> "Browser":
        self.token = self.post("visit/").json()["token"]
        return self

    def says(self, text: str, **more: Any) -> str:
        """Send a message and let the house take it in; return its client id."""
        client_id = str(uuid4())
        answer = self.post("messages/", {"client_id": client_id, "text": text, **more})
        assert answer.status_code == 202, answer.content
        self.take_in()
        return client_id

    def take_in(self) -> None:
        with_schema(self.schema)

    def reads(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.get("messages/").json()["results"]
        return found

    def texts(self) -> list[str]:
        return [message["text"] for message in self.reads()]


def with_schema(schema: str) -> None:
    with entered(Tenant.objects.get(schema_name=schema)):
        drain(schema)


def website_of(tenant: Tenant, name: str = "Website") -> ChannelAccount:
    with entered(tenant):
        return connect(kind="webchat", form={"name": name})


@pytest.fixture
def website(acme: Tenant) -> ChannelAccount:
    """A website of Acme whose chat is connected."""
    return website_of(acme)


@pytest.fixture
def visit(website: ChannelAccount, acme: Tenant) -> Visit:
    """`visit()` is a new browser on Acme's website; `at=None` talks to the public site instead of Acme's host."""

    def open_browser(*, key: str = "", at: Tenant | None = acme, origin: str = "") -> Browser:
        return Browser(Client(at), key or website.external_id, acme.schema_name, origin).arrive()

    return open_browser


@pytest.fixture
def dana(visit: Visit) -> Browser:
    return visit()


@pytest.fixture
def secret(website: ChannelAccount, acme: Tenant) -> str:
    """The identity secret that Acme's website signs with."""
    with entered(acme):
        return renew_secret(account_id=website.id)


def proof(secret: str, user_id: str) -> str:
    return hmac.new(secret.encode(), user_id.encode(), hashlib.sha256).hexdigest()


__all__ = ["Browser", "Visit", "proof", "relay_all", "website_of"]
