"""A website on this machine that says what the test tells it to, and the worker that reads it."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from pytest_django import Settings

from shared_apps.facts.models import FactRow
from tenant_apps.knowledge.sources.events import SourceQueued
from tenant_apps.knowledge.sources.subscribers import start_crawling
from tenants.models import Tenant
from tests.cast import Client
from tests.conftest import InTenant
from tests.serving import QuietHandler, serving

SOURCES = "/api/sources/"
SEARCH = "/api/knowledge/search/"
Work = Callable[[], None]


@dataclass
class Answer:
    """`pieces` are sent one by one, `gap_s` apart."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    pieces: int = 1
    gap_s: float = 0.0


@dataclass
class Website:
    """`pages` answer by path; what was asked for stands in `asked`, in order, without robots.txt and sitemaps."""

    url: str = ""
    pages: dict[str, Answer] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def asked(self) -> list[str]:
        return [path for path, _ in self.requests if path not in {"/robots.txt", "/sitemap.xml"}]

    def put(self, path: str, html: str, *, title: str = "Salon", **headers: str) -> None:
        body = f"<!doctype html><html><head><title>{title}</title></head><body>{html}</body></html>".encode()
        told = {"Content-Type": "text/html; charset=utf-8", **headers}
        self.pages[path] = Answer(
            body, headers={name.replace("_", "-"): value for name, value in told.items()}
        )

    def put_text(self, path: str, text: str, kind: str = "text/plain") -> None:
        self.pages[path] = Answer(text.encode(), headers={"Content-Type": kind})

    def redirect(self, path: str, to: str) -> None:
        self.pages[path] = Answer(status=302, headers={"Location": to})


@pytest.fixture
def website(settings: Settings) -> Iterator[Website]:
    site = Website()

    class Door(QuietHandler):
        def do_GET(self) -> None:
            site.requests.append((self.path, dict(self.headers)))
            answer = site.pages.get(self.path, Answer(b"nothing here", status=404))
            etag = answer.headers.get("ETag")
            if etag and self.headers.get("If-None-Match") == etag:
                answer = Answer(status=304)
            self.send_response(answer.status)
            length = answer.headers.get("Content-Length", str(len(answer.body) * answer.pieces))
            for name, value in {**answer.headers, "Content-Length": length}.items():
                self.send_header(name, value)
            self.end_headers()
            for _ in range(answer.pieces):
                self.wfile.write(answer.body)
                time.sleep(answer.gap_s)

    with serving(Door) as site.url:
        settings.EGRESS_ALLOWED_ADDRESSES = [site.url.removeprefix("http://")]
        yield site


@pytest.fixture
def crawl(acme: Tenant, in_tenant: InTenant) -> Work:
    """What relay and worker do with sources in line; they only read what is committed, which a test is not."""
    done: set[int] = set()

    def work_off() -> None:
        with in_tenant(acme):
            rows = FactRow.objects.filter(schema=acme.schema_name, name="SourceQueued").order_by("id")
            fresh = [row for row in rows if row.id not in done]
            done.update(row.id for row in fresh)
            start_crawling([SourceQueued.read(row.payload) for row in fresh])

    return work_off


def add(client: Client, **given: Any) -> dict[str, Any]:
    response = client.post(SOURCES, given, format="json")
    assert response.status_code == 201, response.content
    return dict(response.json())


def shown(client: Client, source: dict[str, Any]) -> dict[str, Any]:
    return dict(client.get(f"{SOURCES}{source['id']}/").json())


def pages(client: Client, source: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the pages of a source by their path."""
    found = client.get(f"{SOURCES}{source['id']}/pages/?limit=100").json()["results"]
    return {"/" + page["url"].split("/", 3)[3]: page for page in found}


def found(client: Client, q: str) -> list[dict[str, Any]]:
    return list(client.post(SEARCH, {"q": q, "k": 3}).json()["results"])
