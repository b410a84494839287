"""Acme's evaluations: tasks run when the test's block ends, as a worker would after the commit."""

from collections.abc import Callable
from typing import Any

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from tenants.models import Tenant
from tests.cast import Client, Person
from tests.conftest import Api
from tests.tenant_apps.knowledge.conftest import work  # noqa: F401 - a fixture

EVALUATIONS = "/api/evaluations/"
RUNS = f"{EVALUATIONS}runs/"

Run = Callable[[], dict[str, Any]]


@pytest.fixture
def run(
    api: Api, ada: Person, inside: Tenant, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> Run:
    """Ask all questions as Ada and return what the page shows of it."""

    def ask_all() -> dict[str, Any]:
        with django_capture_on_commit_callbacks(execute=True):
            started = api(ada).post(RUNS)
        assert started.status_code == 202, started.content
        return dict(api(ada).get(f"{RUNS}{started.json()['id']}/").json())

    return ask_all


def keep(client: Client, question: str, **more: Any) -> dict[str, Any]:
    answer = client.post(EVALUATIONS, {"question": question, **more}, format="json")
    assert answer.status_code == 201, answer.content
    return dict(answer.json())
