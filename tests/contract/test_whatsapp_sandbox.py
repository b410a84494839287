"""WhatsApp against the sandbox, which is as strict as Meta: sign in, be written to, answer in every form."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from pytest_django import Settings

from sandbox.settings import Settings as SandboxSettings
from tenant_apps.channels import registry
from tenant_apps.channels.outbound import (
    AccountCredentials,
    Button,
    ContactCard,
    ListRow,
    ListSection,
    Location,
    Outbound,
    OutboundMedia,
    Template,
)
from tests.sandbox.conftest import control, product, salon, sandbox
from tests.sandbox.running import Salon

__all__ = ["control", "product", "salon", "sandbox"]

BACK = "http://parlor.localhost:8000/whatsapp/callback/"
HOURS = ListSection("Години", (ListRow("9", "09:00", "Оля"), ListRow("10", "10:00")))
NAMED = {"type": "body", "parameters": [{"type": "text", "text": "Дано"}, {"type": "text", "text": "завтра"}]}


@dataclass
class Desk:
    """A connected number, its adapter and Dana's phone."""

    adapter: Any
    account: AccountCredentials
    salon: Salon

    def send(self, **fields: Any) -> str:
        recipient = (("wa_id", str(self.salon.dana["address"])),)
        return str(self.adapter.send(self.account, Outbound(recipient=recipient, **fields)).external_id)


@pytest.fixture
def desk(sandbox: SandboxSettings, control: httpx.Client, salon: Salon, settings: Settings) -> Desk:
    settings.META_GRAPH_URL = f"{sandbox.own_url}/graph"
    settings.META_DIALOG_URL = f"{sandbox.own_url}/dialog"
    settings.META_APP_ID, settings.META_APP_SECRETS = sandbox.app_id, [sandbox.app_secret]
    settings.WHATSAPP_SIGNUP_CONFIG_ID = ""
    adapter: Any = registry.get("whatsapp")
    address = adapter.sign_in_url(state="s1", redirect_uri=BACK)
    answer = control.post(address, data={"decision": "approve", "accounts": [salon.account]})
    assert answer.status_code == 302, answer.text
    code = parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]
    grant = adapter.exchange(code=code, redirect_uri=BACK)
    assert salon.account in {choice.external_id for choice in adapter.choices(grant)}
    onboarded = adapter.onboard_choice(grant, salon.account)
    account = AccountCredentials(onboarded.external_id, onboarded.secrets, onboarded.settings)
    adapter.subscribe(account)
    return Desk(adapter, account, salon)


def test_it_connects_by_signing_in_and_is_well(desk: Desk) -> None:
    checks = desk.adapter.health(desk.account)

    assert [check.text for check in checks if not check.is_ok] == []
    assert {check.name for check in checks} >= {"number", "events"}


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "text", "text": "Від **500 ₴**", "client_ref": "0192"},
        {"kind": "buttons", "text": "Так?", "buttons": (Button("y", "Так"), Button("n", "Ні"))},
        {"kind": "buttons", "text": "Ось", "buttons": (Button("p", "Ціни", "https://acme.example/p"),)},
        {"kind": "list", "text": "Коли?", "list_button": "Обрати", "sections": (HOURS,)},
        {"kind": "location", "location": Location(50.45, 30.52, "Lumière", "Хрещатик 1")},
        {"kind": "location_request", "text": "Де ви?"},
        {"kind": "contacts", "contacts": (ContactCard("Олена Коваль", ("+380671112233",)),)},
        {"kind": "template", "template": Template("appointment_reminder", "uk", (NAMED,))},
        {
            "kind": "document",
            "text": "Ціни",
            "media": OutboundMedia("a.pdf", "application/pdf", b"%PDF-1.7 x"),
        },
    ],
    ids=lambda fields: str(fields["kind"]),
)
def test_it_answers_in_every_form(desk: Desk, fields: dict[str, Any]) -> None:
    desk.salon.say(text="Вітаю")

    sent = desk.send(**fields)

    assert sent.startswith("wamid.")


def test_it_reacts_quotes_reads_and_types(desk: Desk) -> None:
    said = desk.salon.say(text="Вітаю")["id"]

    ids = [
        desk.send(kind="text", text="Так!", reply_to=said),
        desk.send(kind="reaction", emoji="👍", reply_to=said),
        desk.send(kind="read", mark_read=said),
        desk.send(kind="typing", mark_read=said),
    ]

    assert [bool(each) for each in ids] == [True, True, False, False]
