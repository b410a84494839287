"""Messenger and Instagram through the API: connect by token or sign-in, one workspace each, disconnect."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from shared_apps.intake.models import Route
from tenant_apps.channels.models import AccountState, ChannelAccount
from tests.cast import Client, Person
from tests.conftest import Api, InTenant
from tests.contract.fake_graph import FakeGraph, graph
from tests.contract.meta_graph import ACCOUNT, OWN_API, OWN_GRAPH, PAGE, error, meta_graph

__all__ = ["graph", "meta_graph"]

pytestmark = pytest.mark.django_db
MESSENGER = ("messenger", {"page_id": PAGE, "access_token": "page-token"})
INSTAGRAM = ("instagram", {"page_id": PAGE, "access_token": "page-token"})
LINKED = {"id": ACCOUNT, "username": "lumiere.ua", "name": "Lumière UA"}


@pytest.fixture
def meta(meta_graph: FakeGraph) -> FakeGraph:
    """Graph that knows Acme's page and the Instagram account behind it."""
    page = {"id": PAGE, "name": "Lumière", "username": "lumiere", "instagram_business_account": LINKED}
    meta_graph.answer("GET", PAGE, page)
    meta_graph.answer("GET", "me", {"id": PAGE})
    meta_graph.answer("POST", f"{PAGE}/subscribed_apps", {"success": True})
    meta_graph.answer("DELETE", f"{PAGE}/subscribed_apps", {"success": True})
    return meta_graph


def connect(client: Client, kind: str, form: dict[str, str]) -> Any:
    return client.post(f"/api/integrations/{kind}/connect/", form)


def stored(in_tenant: InTenant, person: Person) -> dict[str, ChannelAccount]:
    with in_tenant(person.tenant):
        return {account.kind: account for account in ChannelAccount.objects.all()}


def routes() -> set[tuple[str, str]]:
    return set(Route.objects.values_list("platform", "account_id"))


def unsubscribed(meta: FakeGraph) -> int:
    return sum(asked.method == "DELETE" for asked in meta.asked)


@pytest.mark.parametrize(
    ("kind", "form", "account_id", "name", "address"),
    [
        (*MESSENGER, PAGE, "Lumière", "https://m.me/lumiere"),
        (*INSTAGRAM, ACCOUNT, "Lumière UA", "https://ig.me/m/lumiere.ua"),
    ],
)
def test_it_connects_by_a_typed_token(
    meta: FakeGraph,
    ada: Person,
    api: Api,
    in_tenant: InTenant,
    kind: str,
    form: dict[str, str],
    account_id: str,
    name: str,
    address: str,
) -> None:
    answer = connect(api(ada), kind, form)

    shown = answer.json()
    assert answer.status_code == 201, answer.content
    assert (shown["external_id"], shown["name"], shown["address"]) == (account_id, name, address)
    assert shown["capabilities"]["reply_window_hours"] == 24
    assert "page-token" not in answer.content.decode()
    assert stored(in_tenant, ada)[kind].credentials == {"access_token": "page-token"}
    assert routes() == {(kind, account_id)}


def test_it_names_the_field_of_a_bad_token(
    meta: FakeGraph, ada: Person, api: Api, in_tenant: InTenant
) -> None:
    meta.answer("GET", PAGE, error(190), status=401)

    answer = connect(api(ada), *MESSENGER)

    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["access_token"])
    assert (stored(in_tenant, ada), routes()) == ({}, set())


def test_it_lets_one_page_belong_to_one_workspace(
    meta: FakeGraph, ada: Person, mallory: Person, api: Api, in_tenant: InTenant
) -> None:
    connect(api(ada), *MESSENGER)

    answer = connect(api(mallory), *MESSENGER)

    assert (answer.status_code, answer.json()["code"]) == (409, "account_taken")
    assert stored(in_tenant, mallory) == {}


@pytest.mark.parametrize("kind", ["messenger", "instagram"])
def test_it_lets_no_viewer_connect(meta: FakeGraph, cleo: Person, api: Api, kind: str) -> None:
    answer = connect(api(cleo), kind, {"page_id": PAGE, "access_token": "page-token"})

    assert (answer.status_code, meta.asked) == (403, [])


def test_it_stops_a_pages_events_with_the_last_channel_that_lives_on_them(
    meta: FakeGraph, ada: Person, api: Api, in_tenant: InTenant
) -> None:
    first, last = (connect(api(ada), *channel).json()["id"] for channel in (MESSENGER, INSTAGRAM))

    api(ada).delete(f"/api/integrations/{first}/")
    left = unsubscribed(meta)
    api(ada).delete(f"/api/integrations/{last}/")

    assert (left, unsubscribed(meta)) == (0, 1)
    assert {account.state for account in stored(in_tenant, ada).values()} == {AccountState.DISCONNECTED}
    assert routes() == set()


def test_it_connects_the_account_that_signed_in_to_instagram(
    meta: FakeGraph, ada: Person, api: Api, in_tenant: InTenant
) -> None:
    me = {"id": "9001", "user_id": ACCOUNT, "username": "lumiere.ua", "name": "Lumière"}
    meta.answer("POST", f"{OWN_API}/oauth/access_token", {"access_token": "short", "user_id": 9001})
    meta.answer("GET", f"{OWN_GRAPH}/access_token", {"access_token": "long", "expires_in": 5_184_000})
    meta.answer("GET", f"{OWN_GRAPH}/v26.0/me", me)
    meta.answer("POST", f"{OWN_GRAPH}/v26.0/{ACCOUNT}/subscribed_apps", {"success": True})
    client = api(ada)
    url = client.post("/api/integrations/instagram/authorize/", {}).json()["url"]
    state = parse_qs(urlsplit(url).query)["state"][0]

    grant = client.post("/api/integrations/instagram/grants/", {"state": state, "code": "c1"}).json()
    choice = {"choice": grant["choices"][0]["external_id"]}
    answer = client.post(f"/api/integrations/grants/{grant['id']}/connect/", choice)

    assert answer.status_code == 201, answer.content
    account = stored(in_tenant, ada)["instagram"]
    assert (account.external_id, account.credentials) == (ACCOUNT, {"access_token": "long"})
    assert account.token_expires_at is not None


def test_a_page_is_subscribed_again_under_the_old_path(
    meta: FakeGraph, ada: Person, ben: Person, mallory: Person, api: Api
) -> None:
    path = "/api/chat/subscribe-facebook-page/"
    assert api(ada).post(path, {}).status_code == 404
    connect(api(ada), *MESSENGER)
    meta.asked.clear()

    answer = api(ada).post(path, {"page_id": PAGE})

    assert (answer.status_code, answer.json()["external_id"]) == (200, PAGE)
    assert [(asked.method, asked.path.rpartition("/")[2]) for asked in meta.asked] == [
        ("POST", "subscribed_apps")
    ]
    assert api(ada).post(path, {}).status_code == 200
    assert api(ada).post(path, {"page_id": "1"}).status_code == 404
    assert api(ada).post(path, {"page_id": "x"}).status_code == 400
    assert api(ben).post(path, {}).status_code == 403
    assert api(mallory).post(path, {"page_id": PAGE}).status_code == 404


def test_it_says_why_a_page_is_not_subscribed(meta: FakeGraph, ada: Person, api: Api) -> None:
    connect(api(ada), *MESSENGER)
    meta.answer("POST", f"{PAGE}/subscribed_apps", error(190), status=400)

    answer = api(ada).post("/api/chat/subscribe-facebook-page/", {})

    assert (answer.status_code, answer.json()["code"]) == (400, "connection_refused")
