"""The Bot API at the network's edge: answers what a test prepared, remembers what it was asked."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

import pytest
from pytest_django import Settings

from tests.serving import QuietHandler, serving

TOKEN = "600100200:AAinventedTokenOfTheTests0123456789"


@dataclass(frozen=True)
class Called:
    """One call: `params` as JSON or as the fields of a form, `files` as (name, type, bytes)."""

    method: str
    params: dict[str, Any]
    files: dict[str, tuple[str, str, bytes]] = field(default_factory=dict)


@dataclass
class FakeBotApi:
    """Answers are taken in the order in which they were prepared; the last one stays."""

    url: str = ""
    called: list[Called] = field(default_factory=list)
    delay_s: float = 0.0
    files: dict[str, bytes] = field(default_factory=dict)
    _answers: dict[str, list[tuple[int, bytes]]] = field(default_factory=dict)

    def answer(self, method: str, result: Any) -> None:
        self._prepare(method, 200, {"ok": True, "result": result})

    def refuse(self, method: str, code: int, description: str, **parameters: int) -> None:
        body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
        self._prepare(method, code, body | ({"parameters": parameters} if parameters else {}))

    def break_down(self, method: str, status: int, body: bytes) -> None:
        self._answers.setdefault(method, []).append((status, body))

    def meet(self, called: Called) -> tuple[int, bytes]:
        self.called.append(called)
        prepared = self._answers.get(called.method, [])
        if not prepared:
            return 404, b'{"ok":false,"error_code":404,"description":"Not Found"}'
        return prepared.pop(0) if len(prepared) > 1 else prepared[0]

    def _prepare(self, method: str, status: int, content: Any) -> None:
        self._answers.setdefault(method, []).append((status, json.dumps(content).encode()))


def _called(method: str, content_type: str, body: bytes) -> Called:
    if not content_type.startswith("multipart/"):
        return Called(method, json.loads(body) if body else {})
    parts = BytesParser(policy=HTTP).parsebytes(
        b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body
    )
    params: dict[str, Any] = {}
    files: dict[str, tuple[str, str, bytes]] = {}
    for part in parts.iter_parts():
        name = str(part.get_param("name", header="content-disposition"))
        content: Any = part.get_payload(decode=True)
        if part.get_filename() is None:
            params[name] = content.decode()
        else:
            files[name] = (str(part.get_filename()), part.get_content_type(), content)
    return Called(method, params, files)


def _handler(api: FakeBotApi) -> type[QuietHandler]:
    class Handler(QuietHandler):
        def do_POST(self) -> None:
            bot, _, method = self.path.lstrip("/").partition("/")
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, raw = api.meet(_called(method, self.headers.get("Content-Type", ""), body))
            if bot != f"bot{TOKEN}":
                status, raw = 401, b'{"ok":false,"error_code":401,"description":"Unauthorized"}'
            time.sleep(api.delay_s)
            self._answer(status, raw)

        def do_GET(self) -> None:
            found = api.files.get(self.path.removeprefix(f"/file/bot{TOKEN}/"))
            gone = b'{"ok":false,"error_code":404,"description":"Not Found"}'
            self._answer(200 if found is not None else 404, gone if found is None else found)

        def _answer(self, status: int, raw: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

    return Handler


@pytest.fixture
def bot_api(settings: Settings) -> Iterator[FakeBotApi]:
    fake = FakeBotApi()
    with serving(_handler(fake)) as fake.url:
        settings.TELEGRAM_API_URL = fake.url
        yield fake
