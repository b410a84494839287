"""The answer's way out survives the same: one answer, not none, not two."""

from typing import Any

import httpx
import pytest
from redis import Redis

from launch.system import System
from tests.system import Workspace, eventually

pytestmark = pytest.mark.chaos


class Phone:
    """A customer's phone in the sandbox."""

    def __init__(self, system: System, name: str) -> None:
        self.http = httpx.Client(base_url=system.sandbox_url, timeout=20)
        body = {"platform": "whatsapp", "account": "104200000000001", "name": name}
        self.id = self.http.post("/control/customers/", json=body).json()["id"]

    def say(self, text: str) -> None:
        assert (
            self.http.post(f"/control/customers/{self.id}/say/", json={"text": text}).json()["status"] == 200
        )

    @property
    def received(self) -> list[dict[str, Any]]:
        thread = self.http.get(f"/control/customers/{self.id}/thread/").json()
        return [item for item in thread if item["direction"] == "to_customer"]


def test_the_agents_worker_is_killed_while_it_answers(system: System) -> None:
    phone = Phone(system, "Agata")
    phone.say("Скільки коштує манікюр?")

    system.kill("agent")

    eventually(lambda: phone.received, within_s=120)
    system.kill("agent")
    assert len(phone.received) == 1


def test_the_broker_is_emptied_before_the_answer(system: System) -> None:
    phone = Phone(system, "Bohdana")
    phone.say("Скільки коштує манікюр?")

    Redis.from_url(system.redis_url).flushall()

    eventually(lambda: phone.received, within_s=120)
    assert len(phone.received) == 1


def test_a_persons_reply_survives_an_emptied_broker(system: System) -> None:
    phone = Phone(system, "Halyna")
    phone.say("Хочу поговорити з людиною")
    lumiere = Workspace(system, "lumiere")
    with lumiere.http as http:
        found = eventually(lambda: http.get("/api/conversations/", params={"q": "Halyna"}).json()["results"])
        body = {
            "client_id": "01920000-0000-7000-8000-0000000000aa",
            "kind": "text",
            "text": "Це Олена, слухаю",
        }
        http.post(f"/api/conversations/{found[0]['id']}/messages/", json=body).raise_for_status()

    Redis.from_url(system.redis_url).flushall()

    eventually(lambda: "Це Олена, слухаю" in [item["text"] for item in phone.received], within_s=120)
    assert [item["text"] for item in phone.received].count("Це Олена, слухаю") == 1
