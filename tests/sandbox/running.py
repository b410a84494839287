"""A sandbox and a product that run for real on free ports, for tests to talk to."""

import itertools
import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx
import uvicorn

from launch.ports import is_free
from sandbox.__main__ import Server
from sandbox.app import create_app
from sandbox.settings import Settings
from tests.serving import QuietHandler, serving

T = TypeVar("T")
APP_SECRET = "test-app-secret"
PATIENCE_S = 8.0


# Below what the system gives to outgoing connections, which could take a port between our looking and the server's
# listening; two hundred of them for each process of a run.
_FIRST = 10_000 + os.getpid() % 100 * 200
_ports = itertools.cycle(range(_FIRST, _FIRST + 200))


def free_port() -> int:
    """Return a port that nobody listens on, another each time."""
    return next(port for port in _ports if is_free(port))


def eventually(look: Callable[[], T]) -> T:
    """Return the first truthy value of `look`; fail when patience ends."""
    ends_at = time.monotonic() + PATIENCE_S
    while time.monotonic() < ends_at:
        if value := look():
            return value
        time.sleep(0.02)
    raise AssertionError("It did not happen in time.")


@dataclass(frozen=True)
class Received:
    """One webhook as it arrived."""

    path: str
    headers: dict[str, str]
    raw: bytes

    @property
    def entry(self) -> dict[str, Any]:
        """Return the first entry of a Meta webhook, {} of anybody else's."""
        try:
            body = json.loads(self.raw)
        except ValueError:
            return {}
        found: dict[str, Any] = (body.get("entry") or [{}])[0] if isinstance(body, dict) else {}
        return found

    @property
    def value(self) -> dict[str, Any]:
        value: dict[str, Any] = json.loads(self.raw)["entry"][0]["changes"][0]["value"]
        return value


@dataclass
class Product:
    """A stand-in for Parlor that records webhooks and answers with `statuses` first, then 200."""

    port: int
    statuses: list[int] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)

    def messages(self, account: str) -> list[dict[str, Any]]:
        return [m for value in self._values(account) for m in value.get("messages", [])]

    def statuses_of(self, account: str) -> list[str]:
        return [s["status"] for value in self._values(account) for s in value.get("statuses", [])]

    def values(self, account: str) -> list[dict[str, Any]]:
        return self._values(account)

    def events(self, account: str) -> list[dict[str, Any]]:
        """Return what a page or an Instagram account was told, without comments."""
        entries = [post.entry for post in list(self.received)]
        return [
            event for entry in entries if entry.get("id") == account for event in entry.get("messaging", [])
        ]

    def _values(self, account: str) -> list[dict[str, Any]]:
        values = [post.value for post in list(self.received) if post.path == "/webhook/whatsapp/"]
        return [v for v in values if v.get("metadata", {}).get("phone_number_id") == account]


@contextmanager
def product_on(port: int, statuses: list[int] | None = None) -> Iterator[Product]:
    """Run a product on a port."""
    product = Product(port, statuses or [])

    class Door(QuietHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            product.received.append(Received(self.path, headers, raw))
            self.send_response(product.statuses.pop(0) if product.statuses else 200)
            self.send_header("content-length", "0")
            self.end_headers()

    with serving(Door, port=port):
        yield product


@contextmanager
def sandbox_on(data_dir: Path, product_port: int) -> Iterator[Settings]:
    """Run a sandbox in a thread of its own; it stops when the context ends."""
    settings = Settings(
        host="127.0.0.1",
        port=free_port(),
        smtp_port=free_port(),
        imap_port=free_port(),
        dns_port=free_port(),
        data_dir=data_dir,
        product_url=f"http://127.0.0.1:{product_port}",
        app_secret=APP_SECRET,
    )
    servers: list[uvicorn.Server] = []

    def run() -> None:
        # SQLite connections belong to the thread that opens them, so the app is built here.
        app = create_app(settings)
        config = uvicorn.Config(app, host=settings.host, port=settings.port, log_level="error")
        servers.append(Server(config, app.state.world.hub))
        servers[0].run()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    eventually(lambda: servers and servers[0].started)
    try:
        yield settings
    finally:
        servers[0].should_exit = True
        thread.join(10)


@dataclass
class Salon:
    """One business number with Dana's phone, and the doors a test uses."""

    control: httpx.Client
    account: str
    waba: str
    phone: str
    token: str
    dana: dict[str, Any]

    def say(self, **body: Any) -> dict[str, Any]:
        """Dana does something with her phone."""
        response = self.control.post(f"/control/customers/{self.dana['id']}/say/", json=body)
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    def thread(self) -> list[dict[str, Any]]:
        """Return what Dana sees, without looking at it."""
        items: list[dict[str, Any]] = self.control.get(
            f"/control/customers/{self.dana['id']}/thread/?peek=1"
        ).json()
        return items

    def graph(self, method: str, path: str, *, token: str | None = None, **options: Any) -> httpx.Response:
        """Call the Graph API as the product does."""
        headers = {"authorization": f"Bearer {token or self.token}", **options.pop("headers", {})}
        return self.control.request(method, f"/graph/v26.0/{path}", headers=headers, **options)

    def send(self, **body: Any) -> httpx.Response:
        """Send a message to Dana."""
        message = {"messaging_product": "whatsapp", "to": f"+{self.dana['address']}", **body}
        return self.graph("POST", f"{self.account}/messages", json=message)

    def send_text(self, text: str) -> str:
        answer = self.send(type="text", text={"body": text})
        assert answer.status_code == 200, answer.text
        message_id: str = answer.json()["messages"][0]["id"]
        return message_id


@dataclass
class Chat:
    """One page or Instagram account with Dana's phone, and the doors a test uses."""

    control: httpx.Client
    platform: str
    account: str
    token: str
    dana: dict[str, Any]
    base: str = "/graph/v26.0"
    node: str = ""

    def say(self, **body: Any) -> dict[str, Any]:
        """Dana does something with her phone."""
        response = self.control.post(f"/control/customers/{self.dana['id']}/say/", json=body)
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    def thread(self) -> list[dict[str, Any]]:
        """Return what Dana sees, without looking at it."""
        items: list[dict[str, Any]] = self.control.get(
            f"/control/customers/{self.dana['id']}/thread/?peek=1"
        ).json()
        return items

    def look(self) -> None:
        """Dana looks at her phone."""
        self.control.post(f"/control/customers/{self.dana['id']}/seen/")

    def graph(self, method: str, path: str, *, token: str | None = None, **options: Any) -> httpx.Response:
        """Call Graph as the product does."""
        headers = {"authorization": f"Bearer {token or self.token}", **options.pop("headers", {})}
        return self.control.request(method, f"{self.base}/{path}", headers=headers, **options)

    def send(self, message: dict[str, Any] | None = None, **body: Any) -> httpx.Response:
        """Send a message to Dana."""
        whole: dict[str, Any] = {"recipient": {"id": self.dana["address"]}}
        if message is not None:
            whole["message"] = message
        if self.platform == "messenger" and message is not None:
            whole["messaging_type"] = "RESPONSE"
        return self.graph("POST", f"{self.node or self.account}/messages", json={**whole, **body})

    def send_text(self, text: str, **body: Any) -> str:
        answer = self.send({"text": text}, **body)
        assert answer.status_code == 200, answer.text
        message_id: str = answer.json()["message_id"]
        return message_id


def last(product: Product, chat: Chat) -> dict[str, Any]:
    """Return the newest event of a page or account that the product was told."""
    return product.events(chat.account)[-1]


def error_of(response: Any) -> tuple[int, int | None]:
    """Return code and subcode of what Meta's Graph refuses."""
    error = response.json()["error"]
    return error["code"], error.get("error_subcode")
