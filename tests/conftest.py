"""Two workspaces, made once per session through the real path; each test rolls back.

A test marked `django_db(transaction=True)` really commits; afterwards the database is put back from a snapshot.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from uuid import uuid4

import django
import pytest
from asgiref.sync import SyncToAsync
from pytest_django import DjangoDbBlocker

from launch.system import System, run_system
from tests import services

# Django reads the addresses once, so they come first; for the same reason pyproject.toml names no settings module.
services.provide()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
os.environ.setdefault("PARLOR_SCHEMA_POOL", "1")
django.setup()

from django.core.cache import caches  # noqa: E402 - models can be imported from here on
from django.db import close_old_connections, connection, connections  # noqa: E402
from django.test import TransactionTestCase  # noqa: E402

from tenants import hosts  # noqa: E402
from tenants.entering import entered  # noqa: E402
from tenants.models import Tenant  # noqa: E402
from tests import cast, snapshot  # noqa: E402
from tests.cast import Client, Person  # noqa: E402

Api = Callable[..., Client]
Anonymous = Callable[[Tenant | None], Client]
InTenant = Callable[[Tenant | None], AbstractContextManager[None]]


def pytest_unconfigure() -> None:
    services.stop()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Add the cast to the migrated test database, and let committing tests clean up behind themselves."""
    with django_db_blocker.unblock():
        cast.assemble()
        snapshot.take()
    TransactionTestCase._fixture_teardown = lambda _: snapshot.restore()  # type: ignore[attr-defined]
    yield
    # What coroutines ask for runs in one thread, whose connection would stand in the way of dropping the database.
    SyncToAsync.single_thread_executor.submit(connections.close_all).result()


@pytest.fixture(scope="session")
def system() -> Iterator[System]:
    """All of Parlor with its demo, started as `bin/up` starts it."""
    with run_system() as running:
        yield running


@pytest.fixture(autouse=True)
def _clean_slate(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Begin in the public schema, with an empty cache and no remembered hosts."""
    monkeypatch.setattr(caches["default"], "key_prefix", uuid4().hex)
    # Channels ends connections around each piece of work; the test's own transaction must outlive it.
    monkeypatch.setattr("channels.db.close_old_connections", _close_outside_transactions)
    hosts.forget()
    # On a busy machine a test may take longer than a host is remembered; its queries must not depend on that.
    monkeypatch.setattr(hosts, "CACHE_SECONDS", 600.0)
    with entered(None):
        yield


def _close_outside_transactions() -> None:
    if not connection.in_atomic_block:
        close_old_connections()


@pytest.fixture
def acme(db: None) -> Tenant:
    return Tenant.objects.get(slug="acme")


@pytest.fixture
def globex(db: None) -> Tenant:
    return Tenant.objects.get(slug="globex")


@pytest.fixture
def ada(acme: Tenant) -> Person:
    """Owner of Acme."""
    return cast.person(acme, "ada@acme.test")


@pytest.fixture
def ben(acme: Tenant) -> Person:
    """Agent of Acme."""
    return cast.person(acme, "ben@acme.test")


@pytest.fixture
def cleo(acme: Tenant) -> Person:
    """Viewer of Acme."""
    return cast.person(acme, "cleo@acme.test")


@pytest.fixture
def mallory(globex: Tenant) -> Person:
    """Owner of Globex, a stranger to Acme."""
    return cast.person(globex, "mallory@globex.test")


@pytest.fixture
def api() -> Api:
    """`api(ada)` speaks to her workspace with her access token; `api(mallory, at=acme)` to a neighbour's."""

    def client(person: Person, *, at: Tenant | None = None) -> Client:
        return Client(at or person.tenant, person)

    return client


@pytest.fixture
def anonymous(db: None) -> Anonymous:
    """`anonymous(acme)` knocks at a workspace without a name, `anonymous(None)` at the public site."""
    return Client


@pytest.fixture
def in_tenant() -> InTenant:
    """`with in_tenant(acme): …` works in a workspace's schema."""
    return entered
