"""The script that websites embed, and the hosted page."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tenant_apps.channels.models import ChannelAccount
from tenants.models import Tenant
from tests.cast import Client

pytestmark = pytest.mark.django_db

Anonymous = Callable[[Tenant | None], Client]


@pytest.fixture(autouse=True)
def _built(tmp_path: Path, settings: object) -> None:
    bundle = tmp_path / "widget.js"
    bundle.write_text("window.seen = __PARLOR__.key;")
    settings.WIDGET_BUNDLE = bundle  # type: ignore[attr-defined]  # pytest-django's own object


@pytest.mark.parametrize("is_public", [False, True])
def test_it_serves_the_widget_with_its_website(
    website: ChannelAccount, acme: Tenant, anonymous: Anonymous, is_public: bool
) -> None:
    client = anonymous(None if is_public else acme)

    script = client.get("/embed/acme.js")

    assert (script.status_code, script["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert (script["Cache-Control"], script["Access-Control-Allow-Origin"]) == ("public, max-age=300", "*")
    text = script.content.decode()
    assert f'"key":"{website.external_id}"' in text
    assert "window.seen = __PARLOR__.key;" in text
    assert client.get("/embed/acme.js", headers={"If-None-Match": script["ETag"]}).status_code == 304


def test_it_serves_no_widget_where_none_is_connected(
    acme: Tenant, globex: Tenant, website: ChannelAccount, anonymous: Anonymous
) -> None:
    addresses = ["/embed/globex.js", "/embed/nobody.js", "/embed/acme.js?site=wc_0000000000000000000000"]

    answers = [anonymous(None).get(address) for address in addresses]
    neighbour = anonymous(globex).get("/embed/acme.js")

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert neighbour.status_code == 404


@pytest.mark.parametrize("address", ["/chat/", "/chat/acme", "/chat/acme/"])
def test_a_business_has_a_chat_page(
    website: ChannelAccount, acme: Tenant, anonymous: Anonymous, address: str
) -> None:
    page = anonymous(acme).get(address, headers={"Accept-Language": "uk"})

    text = page.content.decode()
    assert page.status_code == 200
    assert "<title>Чат — Acme</title>" in text
    assert '<script src="/embed/acme.js" data-mode="page"></script>' in text
    assert "<noscript>" in text


def test_the_public_site_has_it_by_slug(website: ChannelAccount, acme: Tenant, anonymous: Anonymous) -> None:
    page = anonymous(None).get("/chat/acme")

    assert (page.status_code, "<title>Chat with Acme</title>" in page.content.decode()) == (200, True)


def test_a_business_without_chat_has_no_page(acme: Tenant, anonymous: Anonymous) -> None:
    assert anonymous(acme).get("/chat/").status_code == 404
