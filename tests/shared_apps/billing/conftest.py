"""The sandbox plays Stripe; its webhooks are carried to our door by hand, in whatever order a test wants."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from pytest_django import Settings as DjangoSettings

from sandbox.settings import Settings
from shared_apps.billing.models import BillingAccount, StripeEvent
from shared_apps.billing.tasks import apply_event
from shared_apps.core.clock import now
from shared_apps.intake.drain import drain
from shared_apps.plans import actions as plans
from shared_apps.plans.choices import Source
from shared_apps.plans.models import Subscription
from tenants.models import Tenant
from tests.cast import Client, Person
from tests.conftest import Anonymous, Api, InTenant
from tests.sandbox.running import Product, Received, eventually, free_port, product_on, sandbox_on

GOOD, DECLINED, LATER, ASKS = "4242424242424242", "4000000000000002", "4000000000000341", "4000002500003155"
HOOK = "/api/finance/payments/stripe-webhook/"


@dataclass
class Till:
    """Ada's workspace, Stripe, and the way between them."""

    tenant: Tenant
    owner: Client
    public: Client
    http: httpx.Client
    product: Product
    in_tenant: InTenant
    carried: int = 0
    kept: list[Received] = field(default_factory=list)

    def post(self, path: str, body: Any = None, status: int = 200) -> Any:
        answer = self.owner.post(f"/api/{path}/", body or {})
        assert answer.status_code == status, answer.content
        return answer.json()

    def get(self, path: str) -> Any:
        answer = self.owner.get(f"/api/{path}")
        assert answer.status_code == 200, answer.content
        return answer.json()

    def buy(self, plan: str = "starter", number: str = GOOD, **more: Any) -> Any:
        """Buy a plan on the checkout page, bank's question included; Stripe's events wait to be carried."""
        made = self.post("subscriptions/checkout", {"plan": plan, **more}, 201)
        self.type_in(made["url"], number)
        return made

    def type_in(self, url: str, number: str, do: str = "pay") -> httpx.Response:
        answer = self.http.post(url, data={"number": number, "do": do, "name": "Ada"})
        if "3-D Secure" in answer.text:
            return self.type_in(url, number, "proved")
        return answer

    def days(self, count: int) -> None:
        assert self.http.post("/control/stripe/clock/", json={"days": count}).status_code == 200

    def objects(self, kind: str, account: str = "") -> list[Any]:
        found = self.http.get("/control/stripe/objects/", params={"kind": kind, "account": account})
        return list(found.json())

    def received(self) -> list[Received]:
        """Return every webhook so far, once Stripe has sent all it has to say."""
        accounts = ["", *BillingAccount.objects.exclude(connect_id="").values_list("connect_id", flat=True)]
        made = sum(len(self.objects("event", account)) for account in accounts)
        eventually(lambda: len(self.product.received) >= made)
        return list(self.product.received)

    def deliver(self, each: Received) -> int:
        header = each.headers["stripe-signature"]
        answer = self.public.post(
            HOOK, each.raw, content_type="application/json", headers={"Stripe-Signature": header}
        )
        return int(answer.status_code)

    def work(self) -> None:
        """Do what the drain and its tasks would."""
        with self.in_tenant(self.tenant):
            drain(self.tenant.schema_name)
            for event in StripeEvent.objects.filter(state="pending").order_by("received_at"):
                if StripeEvent.objects.filter(id=event.id, due_at__lte=now()).exists():
                    apply_event(event.id)

    def carry(self) -> list[str]:
        """Deliver what is new and do the work; return the kinds of events."""
        fresh = self.received()[self.carried :]
        self.carried += len(fresh)
        assert {self.deliver(each) for each in fresh} <= {200}
        self.work()
        return [str(json.loads(each.raw)["type"]) for each in fresh]

    def plan(self) -> Subscription:
        return Subscription.objects.select_related("plan").get(tenant=self.tenant)

    @property
    def state(self) -> tuple[str, str]:
        found = self.plan()
        return found.plan.code, found.state

    @property
    def account(self) -> BillingAccount:
        return BillingAccount.objects.get(tenant=self.tenant)


@pytest.fixture(scope="session")
def stripe_world(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Settings, Product, httpx.Client]]:
    with (
        product_on(free_port()) as product,
        sandbox_on(tmp_path_factory.mktemp("billing"), product.port) as world,
        httpx.Client(base_url=world.own_url) as http,
    ):
        yield world, product, http


@pytest.fixture
def till(
    stripe_world: tuple[Settings, Product, httpx.Client],
    settings: DjangoSettings,
    acme: Tenant,
    ada: Person,
    api: Api,
    anonymous: Anonymous,
    in_tenant: InTenant,
    monkeypatch: pytest.MonkeyPatch,
) -> Till:
    """Acme on the free plan, and a Stripe that knows nobody."""
    world, product, http = stripe_world
    # Tries are counted in Valkey, which one test leaves to the next.
    monkeypatch.setattr("shared_apps.billing.api.views.CODE_TRIES", 1000)
    settings.STRIPE_API_URL = f"{world.own_url}/stripe"
    eventually(lambda: http.get("/healthz").json()["waiting"] == 0)
    http.post("/control/reset/", json={"everything": True})
    product.received.clear()
    plans.start(tenant_id=acme.id, plan="free", source=Source.SIGNUP)
    return Till(acme, api(ada), anonymous(None), http, product, in_tenant)
