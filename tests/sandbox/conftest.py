"""One sandbox and one product for the whole session; every test has a business number of its own."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from sandbox.settings import Settings
from tests.sandbox.running import Chat, Product, Salon, free_port, product_on, sandbox_on


@pytest.fixture(scope="session")
def product() -> Iterator[Product]:
    with product_on(free_port()) as running:
        yield running


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory: pytest.TempPathFactory, product: Product) -> Iterator[Settings]:
    with sandbox_on(tmp_path_factory.mktemp("sandbox"), product.port) as settings:
        yield settings


@pytest.fixture
def control(sandbox: Settings) -> Iterator[httpx.Client]:
    with client_of(sandbox) as client:
        yield client


@pytest.fixture
def salon(control: httpx.Client) -> Salon:
    """Acme's number, with Dana who has not written yet."""
    return new_salon(control)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[Product, Salon]]:
    """A sandbox nobody else uses, for tests that switch faults on."""
    with (
        product_on(free_port()) as product,
        sandbox_on(tmp_path, product.port) as settings,
        client_of(settings) as client,
    ):
        yield product, new_salon(client)


@pytest.fixture
def refused(salon: Salon) -> Callable[..., tuple[int, int, str]]:
    """Send a bad message; return (HTTP status, Meta's code, details)."""

    def send(**body: Any) -> tuple[int, int, str]:
        answer = salon.send(**body)
        error = answer.json()["error"]
        return answer.status_code, error["code"], error["error_data"]["details"]

    return send


@pytest.fixture
def page(control: httpx.Client) -> Chat:
    """Acme's Facebook page, with Dana who has not written yet."""
    return new_chat(control, "messenger")


@pytest.fixture
def insta(control: httpx.Client) -> Chat:
    """Acme's Instagram account that signed in by itself."""
    return new_chat(control, "instagram", base="/instagram-graph/v26.0", login="instagram", username="acme")


@pytest.fixture
def linked(control: httpx.Client) -> Chat:
    """Acme's Instagram account behind a page."""
    page = str(random.randrange(10**14, 10**15))
    return new_chat(control, "instagram", node=page, login="facebook", page=page, username="acme")


def new_chat(
    client: httpx.Client, platform: str, base: str = "/graph/v26.0", node: str = "", **fields: str
) -> Chat:
    """Register a page or an Instagram account and give Dana a phone."""
    account = str(random.randrange(10**15, 10**16))
    body = {"platform": platform, "account": account, "name": "Acme", "tenant": "acme", **fields}
    registered = client.post("/control/accounts/", json={**body, "token": f"EAAtest{account}"})
    assert registered.status_code == 201, registered.text
    dana = {"platform": platform, "account": account, "name": "Dana Koval", "username": "dana.k"}
    made = client.post("/control/customers/", json=dana).json()
    return Chat(client, platform, account, f"EAAtest{account}", made, base, node)


def client_of(settings: Settings) -> httpx.Client:
    return httpx.Client(base_url=settings.own_url, timeout=10, trust_env=False)


def new_salon(client: httpx.Client) -> Salon:
    """Register a number and give Dana a phone."""
    number, waba = (str(random.randrange(10**14, 10**15)) for _ in range(2))
    phone, token = f"38032{random.randrange(10**6, 10**7)}", f"EAAtest{number}"
    body = {"platform": "whatsapp", "account": number, "waba": waba, "phone": phone, "token": token}
    assert (
        client.post("/control/accounts/", json={**body, "name": "Acme", "tenant": "acme"}).status_code == 201
    )
    dana = {"platform": "whatsapp", "account": number, "name": "Дана", "address": "380671112233"}
    return Salon(client, number, waba, phone, token, client.post("/control/customers/", json=dana).json())


@pytest.fixture
def own_page(own: tuple[Product, Salon]) -> Chat:
    """A page of a sandbox nobody else uses."""
    return new_chat(own[1].control, "messenger")
