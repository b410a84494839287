"""Both ends of every channel: the customer's phone and the team's inbox, as small clients."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import uuid4

import httpx

from launch.system import System
from tests.system import Workspace, eventually

Json = dict[str, Any]
Check = Callable[[Json], object]


class Phone(Protocol):
    """What a customer holds. `say` takes the sandbox's words; an item of `thread` is one bubble."""

    name: str

    def say(self, **what: Any) -> Json: ...
    def thread(self) -> list[Json]: ...
    def look(self) -> None: ...


def shown(phone: Phone, check: Check, *, within_s: float = 20) -> Json:
    """Return the newest bubble of the phone that fits, once there is one."""
    return eventually(lambda: next(filter(check, reversed(phone.thread())), {}), within_s=within_s)


@dataclass
class SandboxPhone:
    """A phone of the sandbox."""

    sandbox: httpx.Client
    id: str
    name: str

    def say(self, **what: Any) -> Json:
        answer = self.sandbox.post(f"/control/customers/{self.id}/say/", json=what)
        assert answer.status_code == 200, answer.text
        said: Json = answer.json()
        return said

    def thread(self) -> list[Json]:
        items: list[Json] = self.sandbox.get(f"/control/customers/{self.id}/thread/?peek=1").json()
        return items

    def look(self) -> None:
        self.sandbox.post(f"/control/customers/{self.id}/seen/", json={})

    def change(self, **what: Any) -> None:
        answer = self.sandbox.patch(f"/control/customers/{self.id}/", json=what)
        assert answer.status_code == 200, answer.text


@dataclass
class BrowserPhone:
    """A visitor of the business's website, spoken to as the widget does; it says texts, files and taps."""

    http: httpx.Client
    key: str
    name: str
    headers: dict[str, str] = field(default_factory=dict)

    def say(self, **what: Any) -> Json:
        if "reaction" in what:
            wanted = what["reaction"]
            return self._post(f"messages/{wanted['message']}/reaction/", {"emoji": wanted["emoji"]})
        body: Json = {"client_id": str(uuid4()), "text": what.get("text", ""), "details": {"name": self.name}}
        for name, mime, content in what.get("files", []):
            sent = {"file": (name, content, mime)}
            uploaded = self.http.post(self._path("attachments/"), headers=self.headers, files=sent)
            assert uploaded.status_code == 201, uploaded.text
            body.setdefault("attachments", []).append(uploaded.json()["id"])
        if tapped := what.get("button_reply"):
            body["choice"] = {"id": tapped["id"], "title": tapped["title"]}
        return self._post("messages/", body)

    def thread(self) -> list[Json]:
        found: list[Json] = self.http.get(self._path("messages/"), headers=self.headers).json()["results"]
        return [self._bubble(message) for message in found]

    def look(self) -> None:
        self._post("read/", {})

    def arrive(self) -> "BrowserPhone":
        self.headers["Authorization"] = f"Visitor {self._post('visit/', {})['token']}"
        return self

    def _post(self, path: str, body: Json) -> Json:
        answer = self.http.post(self._path(path), headers=self.headers, json=body)
        assert answer.status_code in (200, 202), answer.text
        said: Json = answer.json() if answer.content else {}
        return said

    def _path(self, path: str) -> str:
        return f"/api/widget/{self.key}/{path}"

    def _bubble(self, message: Json) -> Json:
        """Put it as the sandbox's phones do."""
        direction = "from_customer" if message["from"] == "visitor" else "to_customer"
        files = {"media": message["attachments"][0]} if message["attachments"] else {}
        return {**message, **files, "direction": direction, "buttons": message["choices"]}


@dataclass
class Inbox:
    """A business's inbox, as its owner uses it."""

    http: httpx.Client

    def accounts(self, state: str = "connected") -> dict[str, Json]:
        """Return the accounts in a state, by kind; the first of each."""
        rows = self.http.get("/api/integrations/").json()["results"]
        return {row["kind"]: row for row in reversed(rows) if row["state"] == state}

    def thread_of(self, name: str, *, within_s: float = 20) -> str:
        """Return the id of the conversation with the customer called `name`, once there is one."""

        def found() -> str:
            page = self.http.get("/api/conversations/", params={"status": "all", "q": name}).json()
            named = [row["id"] for row in page["results"] if row["contact"]["name"] == name]
            return str(named[0]) if named else ""

        return eventually(found, within_s=within_s)

    def conversation(self, thread: str) -> Json:
        found: Json = self.http.get(f"/api/conversations/{thread}/").json()
        return found

    def messages(self, thread: str) -> list[Json]:
        """Return the thread in its order."""
        page = self.http.get(f"/api/conversations/{thread}/messages/", params={"limit": 200}).json()
        return sorted(page["results"], key=lambda m: (m["provider_at"], m["provider_seq"]))

    def shows(self, thread: str, check: Check, *, within_s: float = 20) -> Json:
        """Return the newest message that fits, once there is one."""
        return eventually(lambda: next(filter(check, reversed(self.messages(thread))), {}), within_s=within_s)

    def becomes(self, thread: str, message: Json, check: Check, *, within_s: float = 20) -> Json:
        """Return the message once it fits."""
        return self.shows(thread, lambda m: m["id"] == message["id"] and check(m), within_s=within_s)

    def post(self, path: str, body: Json | None = None) -> Json:
        answer = self.http.post(path, json=body or {})
        assert answer.status_code in (200, 201), answer.text
        done: Json = answer.json()
        return done

    def send(self, thread: str, text: str = "", **more: Any) -> Json:
        body = {"client_id": str(uuid4()), "text": text, **more}
        return self.post(f"/api/conversations/{thread}/messages/", body)

    def upload(self, name: str, mime: str, content: bytes) -> str:
        answer = self.http.post("/api/attachments/", files={"file": (name, content, mime)})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def act(self, thread: str, message: Json, what: str, **body: Any) -> Json:
        return self.post(f"/api/conversations/{thread}/messages/{message['id']}/{what}/", body)

    def attempts(self, thread: str, message: Json) -> list[Json]:
        found: list[Json] = self.http.get(
            f"/api/conversations/{thread}/messages/{message['id']}/attempts/"
        ).json()["results"]
        return found


@dataclass
class Stage:
    """One business on all its channels."""

    system: System
    slug: str
    sandbox: httpx.Client
    inbox: Inbox
    accounts: dict[str, Json]

    def customer(self, kind: str, name: str = "", **more: Any) -> Phone:
        """Give somebody new a phone."""
        name = name or f"Dana {uuid4().hex[:6]}"
        account = self.accounts[kind]["external_id"]
        if kind == "webchat":
            base = f"http://127.0.0.1:{self.system.port}"
            http = httpx.Client(
                base_url=base, headers={"Host": f"{self.slug}.localhost:{self.system.port}"}, timeout=20
            )
            return BrowserPhone(http, account, name).arrive()
        body = {"platform": kind, "account": account, "name": name, **more}
        made = self.sandbox.post("/control/customers/", json=body)
        assert made.status_code == 201, made.text
        return SandboxPhone(self.sandbox, made.json()["id"], name)

    def fault(self, platform: str, kind: str, **more: Any) -> None:
        body = {"platform": platform, "kind": kind, **more}
        answer = self.sandbox.post("/control/faults/", json=body)
        assert answer.status_code == 201, answer.text


def stage_of(system: System, slug: str) -> Stage:
    inbox = Inbox(Workspace(system, slug).http)
    sandbox = httpx.Client(base_url=system.sandbox_url, timeout=20)
    return Stage(system, slug, sandbox, inbox, inbox.accounts())
