"""Telegram from the phone to the inbox and back, through the running system."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from launch.system import System
from tests.system import Workspace, eventually

pytestmark = pytest.mark.e2e


def test_a_bot_is_connected_and_a_customer_is_answered(system: System) -> None:
    sandbox = httpx.Client(base_url=system.sandbox_url, timeout=20)
    bot = sandbox.post("/control/accounts/", json={"platform": "telegram", "name": "Люмі"}).json()
    name = f"Dana {uuid4().hex[:6]}"
    dana = sandbox.post(
        "/control/customers/", json={"platform": "telegram", "account": bot["account"], "name": name}
    ).json()
    inbox = Workspace(system, "lumiere").http

    connected = inbox.post("/api/integrations/telegram/connect/", json={"bot_token": bot["token"]})
    said = say(sandbox, dana, text="Чи є місце на суботу?")
    say(sandbox, dana, image=True, caption="Такий колір")
    thread = eventually(lambda: conversation_with(inbox, name))
    messages = eventually(lambda: complete(inbox, thread["id"], 2))
    inbox.post(
        f"/api/conversations/{thread['id']}/messages/",
        json={
            "client_id": str(uuid4()),
            "kind": "buttons",
            "text": "**Так!** О котрій?",
            "content": {"buttons": [{"id": "slot:17", "title": "17:00"}]},
        },
    ).raise_for_status()
    asked = eventually(lambda: [item for item in phone(sandbox, dana) if item.get("buttons")])[-1]
    say(sandbox, dana, button_reply={"id": "slot:17", "message": asked["id"]})
    tapped = eventually(lambda: [m for m in messages_of(inbox, thread["id"]) if m["kind"] == "button_reply"])

    assert connected.status_code == 201, connected.text
    assert said["status"] == 200
    assert [message["kind"] for message in messages[:2]] == ["text", "image"]
    assert asked["text"] == "Так! О котрій?"
    assert tapped[0]["text"] == "17:00"
    eventually(lambda: "answerCallbackQuery" in sandbox.get("/control/calls/?limit=100").text)
    health = inbox.get(f"/api/integrations/{connected.json()['id']}/health/").json()
    assert health["ok"] is True, health


def say(sandbox: httpx.Client, who: dict[str, Any], **body: Any) -> dict[str, Any]:
    answer = sandbox.post(f"/control/customers/{who['id']}/say/", json=body)
    answer.raise_for_status()
    said: dict[str, Any] = answer.json()
    return said


def phone(sandbox: httpx.Client, who: dict[str, Any]) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = sandbox.get(f"/control/customers/{who['id']}/thread/?peek=1").json()
    return items


def conversation_with(inbox: httpx.Client, name: str) -> dict[str, Any]:
    found = inbox.get("/api/conversations/").json()["results"]
    return next((thread for thread in found if thread["contact"]["name"] == name), {})


def messages_of(inbox: httpx.Client, thread_id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = inbox.get(f"/api/conversations/{thread_id}/messages/").json()["results"]
    return sorted(found, key=lambda message: (message["provider_at"], message["provider_seq"]))


def complete(inbox: httpx.Client, thread_id: str, count: int) -> list[dict[str, Any]]:
    """Return the customer's messages, once all have come and their files are here."""
    found = [m for m in messages_of(inbox, thread_id) if m["direction"] == "in"]
    files = [file for message in found for file in message["attachments"]]
    is_here = all(file["state"] == "ready" for file in files) and len(files) > 0
    return found if len(found) >= count and is_here else []
