"""A whole running Parlor for tests from the outside, with small clients for its two faces."""

import hashlib
import hmac
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import httpx

from launch.system import System

T = TypeVar("T")


def eventually(check: Callable[[], T], *, within_s: float = 30, every_s: float = 0.1) -> T:
    """Return the first truthy answer of `check`; raises AssertionError when there is none in time."""
    deadline = time.monotonic() + within_s
    while not (found := check()):
        assert time.monotonic() < deadline, "It did not happen in time."
        time.sleep(every_s)
    return found


@dataclass(frozen=True)
class Workspace:
    """The API of a demo business, signed in as its owner."""

    system: System
    slug: str

    @property
    def host(self) -> str:
        return f"{self.slug}.localhost:{self.system.port}"

    @property
    def owner(self) -> dict[str, str]:
        [tenant] = [t for t in self.system.demo["tenants"] if t["slug"] == self.slug]
        members: list[dict[str, str]] = tenant["members"]
        return members[0]

    @property
    def http(self) -> httpx.Client:
        base, headers = f"http://127.0.0.1:{self.system.port}", {"Host": self.host}
        body = {"email": self.owner["email"], "password": self.owner["password"]}

        def access() -> str | None:
            try:
                answer = httpx.post(f"{base}/api/auth/login/", headers=headers, json=body, timeout=20)
            except httpx.TransportError:
                return None
            return str(answer.json()["access"]) if answer.status_code == 200 else None

        headers["Authorization"] = f"Bearer {eventually(access)}"
        return httpx.Client(base_url=base, headers=headers, timeout=20)

    def texts_of(self, name: str) -> list[str]:
        """Return what the customer called `name` wrote, in the order of the thread."""
        with self.http as http:
            found = http.get("/api/conversations/", params={"status": "all", "q": name}).json()["results"]
            threads = [row["id"] for row in found if row["contact"]["name"] == name]
            if not threads:
                return []
            page = http.get(f"/api/conversations/{threads[0]}/messages/", params={"limit": 500}).json()
        return [message["text"] for message in page["results"] if message["direction"] == "in"]


@dataclass(frozen=True)
class Meta:
    """Posts signed webhooks for one customer and, like Meta, repeats what was not answered 200."""

    system: System
    phone_number_id: str
    waba_id: str
    name: str

    def body(self, number: int) -> bytes:
        customer = "38050" + str(int(hashlib.sha256(self.name.encode()).hexdigest(), 16))[:7]
        message = {
            "from": customer,
            "id": f"wamid.{self.name}.{number}",
            "timestamp": str(int(time.time()) - 1000 + number),
            "type": "text",
            "text": {"body": f"{self.name} {number}"},
        }
        value = {
            "messaging_product": "whatsapp",
            "metadata": {"display_phone_number": "1", "phone_number_id": self.phone_number_id},
            "contacts": [{"profile": {"name": self.name}, "wa_id": customer}],
            "messages": [message],
        }
        entry = {"id": self.waba_id, "changes": [{"field": "messages", "value": value}]}
        return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()

    def post(self, http: httpx.Client, number: int, *, within_s: float = 60) -> None:
        """Deliver one message; a refusal or a broken connection is answered by sending it again."""
        body = self.body(number)
        secret = self.system.secret("PARLOR_META_APP_SECRET").encode()
        headers = {"X-Hub-Signature-256": "sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest()}
        url = f"http://127.0.0.1:{self.system.port}/webhook/whatsapp/"

        def is_taken() -> bool:
            try:
                return http.post(url, content=body, headers=headers).status_code == 200
            except httpx.TransportError:
                return False

        eventually(is_taken, within_s=within_s)
