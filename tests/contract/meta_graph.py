"""Graph for Messenger and Instagram at the network's edge, with both of Instagram's own hosts."""

from typing import Any

import pytest
from pytest_django import Settings

from tenant_apps.channels.outbound import AccountCredentials
from tests.contract.fake_graph import FakeGraph

PAGE, ACCOUNT = "100200300400500", "17841400000000001"
TOKEN = {"access_token": "token-of-the-tests"}
ON_PAGE = AccountCredentials(PAGE, TOKEN, {"page_id": PAGE, "username": "lumiere", "login": "token"})
BEHIND_PAGE = AccountCredentials(
    ACCOUNT, TOKEN, {"page_id": PAGE, "username": "lumiere.ua", "login": "token"}
)
BY_ITSELF = AccountCredentials(ACCOUNT, TOKEN, {"username": "lumiere.ua", "login": "instagram"})
# How the fake tells the Instagram Login's Graph and its sign-in from Facebook's.
OWN_GRAPH, OWN_API = "/instagram-graph", "/instagram-api"


@pytest.fixture
def meta_graph(graph: FakeGraph, settings: Settings) -> FakeGraph:
    settings.INSTAGRAM_GRAPH_URL = f"{graph.url}{OWN_GRAPH}"
    settings.INSTAGRAM_API_URL = f"{graph.url}{OWN_API}"
    settings.META_APP_ID, settings.META_APP_SECRETS = "1001", ["meta-secret"]
    settings.INSTAGRAM_APP_ID, settings.INSTAGRAM_APP_SECRETS = "1002", ["instagram-secret"]
    return graph


def error(code: int, subcode: int | None = None, *, is_transient: bool = False) -> dict[str, Any]:
    inner: dict[str, Any] = {"message": f"(#{code}) Refused", "type": "OAuthException", "code": code}
    if subcode is not None:
        inner["error_subcode"] = subcode
    if is_transient:
        inner["is_transient"] = True
    return {"error": {**inner, "fbtrace_id": "Ainvented"}}
