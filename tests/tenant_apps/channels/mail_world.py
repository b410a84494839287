"""The sandbox's mailboxes and the people who write to them, for tests of the e-mail channel."""

from dataclasses import dataclass
from typing import Any

import httpx

from sandbox.settings import Settings

MAILBOX, PASSWORD = "hello@acme.test", "mailbox-password"


@dataclass(frozen=True)
class MailWorld:
    """A running sandbox with Acme's mailbox and Dana's mail program."""

    settings: Settings
    client: httpx.Client
    dana: str

    @property
    def form(self) -> dict[str, Any]:
        return {
            "address": "Hello@Acme.test",
            "name": "Acme Studio",
            "imap_host": "127.0.0.1",
            "imap_port": self.settings.imap_port,
            "imap_security": "none",
            "smtp_host": "127.0.0.1",
            "smtp_port": self.settings.smtp_port,
            "smtp_security": "none",
            "username": MAILBOX,
            "password": PASSWORD,
            "signature": "Acme Studio, Lviv",
        }

    def say(self, **body: Any) -> str:
        answer = self.client.post(f"/control/customers/{self.dana}/say/", json=body)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["id"])

    def fault(self, **body: Any) -> None:
        assert self.client.post("/control/faults/", json=body).status_code == 201

    def mails(self, to: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.client.get("/control/mail/", params={"to": to}).json()
        return found

    def thread(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.client.get(f"/control/customers/{self.dana}/thread/").json()
        return found


def build(settings: Settings) -> MailWorld:
    client = httpx.Client(base_url=settings.own_url, timeout=10, trust_env=False)
    account = {
        "platform": "email",
        "account": MAILBOX,
        "name": "Acme Studio",
        "tenant": "acme",
        "token": PASSWORD,
    }
    assert client.post("/control/accounts/", json=account).status_code == 201
    dana = {"platform": "email", "account": MAILBOX, "name": "Дана", "address": "dana@customer.test"}
    return MailWorld(settings, client, client.post("/control/customers/", json=dana).json()["id"])
