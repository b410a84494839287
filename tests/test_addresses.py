"""Addresses that belong to no room: the API's own pages, health, the front, what is not there."""

import pytest

from tenants.models import Tenant
from tests.conftest import Anonymous

pytestmark = pytest.mark.django_db


def test_the_api_describes_itself_without_anyones_help(anonymous: Anonymous, acme: Tenant) -> None:
    page = anonymous(acme).get("/api/docs/")

    text = page.content.decode()
    assert page.status_code == 200
    assert "/static/drf_spectacular_sidecar/swagger-ui-dist/" in text
    assert "https://" not in text


def test_the_scripts_of_the_api_page_come_from_here(anonymous: Anonymous, acme: Tenant) -> None:
    script = "/static/drf_spectacular_sidecar/swagger-ui-dist/swagger-ui-bundle.js"

    assert anonymous(acme).get(script).status_code == 200


@pytest.mark.parametrize("path", ["/api/nothing/", "/api/conversations/none-such/"])
def test_an_unknown_address_of_the_api_is_refused_in_its_shape(
    anonymous: Anonymous, acme: Tenant, path: str
) -> None:
    answer = anonymous(acme).get(path)

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_it_says_that_it_is_well(anonymous: Anonymous, path: str) -> None:
    answer = anonymous(None).get(path)

    assert (answer.status_code, answer.json()["status"]) == (200, "ok")


@pytest.mark.parametrize("path", ["/assets/../../manage.py", "/..%2f..%2fmanage.py", "/.vite/manifest.json"])
def test_the_front_serves_nothing_but_itself(anonymous: Anonymous, acme: Tenant, path: str) -> None:
    answer = anonymous(acme).get(path)

    content = b"".join(getattr(answer, "streaming_content", [])) or answer.content
    assert b"execute_from_command_line" not in content
    assert b"isEntry" not in content
