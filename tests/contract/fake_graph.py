"""Graph at the network's edge: answers what a test prepared, remembers what it was asked."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from pytest_django import Settings

from tests.serving import QuietHandler, serving

GONE = {"error": {"message": "Unsupported request", "type": "GraphMethodException", "code": 100}}


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    query: str
    authorization: str
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class FakeGraph:
    """`answer()` prepares a path below the version; a path of its own is prepared with a leading slash."""

    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    _answers: dict[tuple[str, str], tuple[int, bytes, float, dict[str, str]]] = field(default_factory=dict)

    def answer(
        self,
        method: str,
        path: str,
        content: Any,
        *,
        status: int = 200,
        delay_s: float = 0,
        headers: dict[str, str] | None = None,
    ) -> None:
        raw = content if isinstance(content, bytes) else json.dumps(content).encode()
        full = path if path.startswith("/") else f"/v26.0/{path}"
        self._answers[method, full] = (status, raw, delay_s, headers or {})

    def refuse(self, method: str, path: str, code: int, *, status: int = 400, details: str = "") -> None:
        error = {
            "message": f"(#{code}) Refused",
            "type": "OAuthException",
            "code": code,
            "error_data": {"messaging_product": "whatsapp", "details": details},
            "fbtrace_id": "Ainvented",
        }
        self.answer(method, path, {"error": error}, status=status)

    def meet(self, asked: Asked) -> tuple[int, bytes, float, dict[str, str]]:
        self.asked.append(asked)
        return self._answers.get((asked.method, asked.path), (400, json.dumps(GONE).encode(), 0, {}))


def _handler(graph: FakeGraph) -> type[QuietHandler]:
    class Handler(QuietHandler):
        def _meet(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, raw, delay_s, headers = graph.meet(
                Asked(self.command, parts.path, parts.query, self.headers.get("Authorization", ""), body)
            )
            time.sleep(delay_s)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(raw)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(raw)

        do_GET = do_POST = do_DELETE = _meet  # noqa: N815 - the names http.server looks for

    return Handler


@pytest.fixture
def graph(settings: Settings) -> Iterator[FakeGraph]:
    fake = FakeGraph()
    with serving(_handler(fake)) as fake.url:
        settings.META_GRAPH_URL, settings.META_GRAPH_VERSION = fake.url, "v26.0"
        yield fake
