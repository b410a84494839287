"""A shelf of documents, and the worker that reads them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shared_apps.facts.models import FactRow
from tenant_apps.knowledge.events import DocumentQueued
from tenant_apps.knowledge.subscribers import start_reading
from tenants.models import Tenant
from tests.cast import Client
from tests.conftest import InTenant

SHELF = Path(__file__).parents[2] / "fixtures" / "knowledge"
UPLOAD = "/api/documents/upload/"

Work = Callable[[], None]


@pytest.fixture
def inside(acme: Tenant, in_tenant: InTenant) -> Iterator[Tenant]:
    with in_tenant(acme):
        yield acme


@pytest.fixture
def work(acme: Tenant, in_tenant: InTenant) -> Work:
    """What relay and worker do with new documents; they only read what is committed, which a test is not."""
    done: set[int] = set()

    def work_off() -> None:
        with in_tenant(acme):
            rows = FactRow.objects.filter(schema=acme.schema_name, name="DocumentQueued").order_by("id")
            fresh = [row for row in rows if row.id not in done]
            done.update(row.id for row in fresh)
            start_reading([DocumentQueued.read(row.payload) for row in fresh])

    return work_off


def shelved(name: str) -> bytes:
    return (SHELF / name).read_bytes()


def upload(client: Client, *files: tuple[str, bytes]) -> list[dict[str, Any]]:
    given = [SimpleUploadedFile(name, content) for name, content in files]
    response = client.post(UPLOAD, {"files": given}, format="multipart")
    assert response.status_code == 201, response.content
    return list(response.json()["results"])


def shown(client: Client, document: dict[str, Any]) -> dict[str, Any]:
    return dict(client.get(f"/api/documents/{document['id']}/").json())
