"""Subscribing, the tokens' ends, health and links of Messenger and Instagram."""

import json
from typing import Any

import pytest
from pytest_django import Settings

from tenant_apps.channels.adapters.protocol import Grant, ReportsHealth
from tenant_apps.channels.errors import OnboardingRefused
from tests.contract.fake_graph import Asked, FakeGraph
from tests.contract.meta_accounts import INSTAGRAM, MESSENGER, OWN_ME, query_of
from tests.contract.meta_graph import ACCOUNT, BEHIND_PAGE, BY_ITSELF, ON_PAGE, OWN_GRAPH, PAGE, error

pytestmark = pytest.mark.usefixtures("meta_graph")


@pytest.mark.parametrize(
    ("adapter", "account", "path", "field"),
    [
        (MESSENGER, ON_PAGE, f"/v26.0/{PAGE}/subscribed_apps", "message_reads"),
        (INSTAGRAM, BEHIND_PAGE, f"/v26.0/{PAGE}/subscribed_apps", "message_reads"),
        (INSTAGRAM, BY_ITSELF, f"{OWN_GRAPH}/v26.0/{ACCOUNT}/subscribed_apps", "messaging_seen"),
    ],
)
def test_it_subscribes_to_everything_it_reads_and_stops(
    graph: FakeGraph, adapter: Any, account: Any, path: str, field: str
) -> None:
    graph.answer("POST", path, {"success": True})
    graph.answer("DELETE", path, {"success": True})

    adapter.subscribe(account)
    adapter.unsubscribe(account)

    assert [asked.method for asked in graph.asked] == ["POST", "DELETE"]
    fields = query_of(f"?{graph.asked[0].query}")["subscribed_fields"].split(",")
    assert {"messages", "message_echoes", "message_reactions", "messaging_postbacks", field} <= set(fields)


def test_it_refuses_an_account_whose_core_cannot_be_had(graph: FakeGraph) -> None:
    graph.answer("POST", f"{PAGE}/subscribed_apps", error(200), status=403)

    with pytest.raises(OnboardingRefused):
        MESSENGER.subscribe(ON_PAGE)

    full, core = (query_of(f"?{asked.query}")["subscribed_fields"].split(",") for asked in graph.asked)
    assert ("leadgen" in full, "leadgen" in core, "messages" in core) == (True, False, True)


def test_it_leaves_out_only_the_fields_that_are_refused(
    graph: FakeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph.answer("POST", f"{PAGE}/subscribed_apps", {"success": True})
    meet = graph.meet

    def without_leads(asked: Asked) -> Any:
        answer = meet(asked)
        return (400, json.dumps(error(200)).encode(), 0, {}) if "leadgen" in asked.query else answer

    monkeypatch.setattr(graph, "meet", without_leads)

    MESSENGER.subscribe(ON_PAGE)

    asked = [query_of(f"?{a.query}")["subscribed_fields"].split(",") for a in graph.asked]
    *_, last = [fields for fields in asked if "leadgen" not in fields]
    assert set(asked[0]) - set(last) == {"leadgen"}


def test_it_renews_the_token_of_the_instagram_login(graph: FakeGraph) -> None:
    graph.answer("GET", f"{OWN_GRAPH}/refresh_access_token", {"access_token": "new", "expires_in": 5_184_000})

    grant = INSTAGRAM.refresh_token(BY_ITSELF)

    assert query_of(f"?{graph.asked[0].query}") == {
        "grant_type": "ig_refresh_token",
        "access_token": "token-of-the-tests",
    }
    assert dict(grant.secrets) == {"access_token": "new"}
    assert grant.expires_at is not None


def test_it_leaves_a_pages_token_alone_which_has_no_end(graph: FakeGraph) -> None:
    assert INSTAGRAM.refresh_token(BEHIND_PAGE) == Grant({"access_token": "token-of-the-tests"})
    assert graph.asked == []


def test_it_says_that_an_expired_token_cannot_be_renewed(graph: FakeGraph) -> None:
    graph.answer("GET", f"{OWN_GRAPH}/refresh_access_token", error(190, 463), status=400)

    with pytest.raises(OnboardingRefused) as refused:
        INSTAGRAM.refresh_token(BY_ITSELF)

    assert refused.value.reason_for_people == "Instagram no longer accepts the sign-in. Sign in again."


def describe(graph: FakeGraph, **details: Any) -> None:
    """Prepare Graph to be well, save for what `details` says of the token."""
    scopes = ["pages_messaging", "pages_manage_metadata", "instagram_basic", "instagram_manage_messages"]
    graph.answer("GET", PAGE, {"id": PAGE, "name": "Lumière"})
    graph.answer("GET", ACCOUNT, {"id": ACCOUNT, "username": "lumiere.ua"})
    graph.answer(
        "GET", "debug_token", {"data": {"is_valid": True, "expires_at": 0, "scopes": scopes, **details}}
    )
    fields = ["messages", "message_echoes", "message_deliveries", "message_reads", "message_reactions"]
    fields += ["messaging_postbacks", "messaging_referrals"]
    graph.answer("GET", f"{PAGE}/subscribed_apps", {"data": [{"id": "1001", "subscribed_fields": fields}]})


@pytest.mark.parametrize(("adapter", "account"), [(MESSENGER, ON_PAGE), (INSTAGRAM, BEHIND_PAGE)])
def test_it_is_well(graph: FakeGraph, adapter: ReportsHealth, account: Any) -> None:
    describe(graph)

    checks = adapter.health(account)

    assert [(check.name, check.is_ok, check.code) for check in checks] == [
        ("account", True, "account_known"),
        ("token", True, "token_endless"),
        ("permissions", True, "permissions_complete"),
        ("events", True, "events_on"),
    ]
    [asked] = [asked for asked in graph.asked if asked.path.endswith("debug_token")]
    assert asked.authorization == "Bearer 1001|meta-secret"


def test_it_is_well_by_itself(graph: FakeGraph) -> None:
    node = f"{OWN_GRAPH}/v26.0/{ACCOUNT}"
    graph.answer("GET", f"{OWN_GRAPH}/v26.0/me", OWN_ME)
    graph.answer("GET", f"{node}/subscribed_apps", {"data": [{"id": "1002"}]})

    assert [check.code for check in INSTAGRAM.health(BY_ITSELF)] == ["account_known", "events_on"]


@pytest.mark.parametrize(
    ("details", "code", "text"),
    [
        (
            {"is_valid": False},
            "token_refused",
            "Facebook no longer accepts the sign-in. Connect the account again.",
        ),
        (
            {"scopes": ["pages_messaging"]},
            "permissions_missing",
            "The sign-in lacks pages manage metadata. Connect the account again and allow everything.",
        ),
    ],
)
def test_it_says_what_is_wrong_with_the_sign_in(
    graph: FakeGraph, details: dict[str, Any], code: str, text: str
) -> None:
    describe(graph, **details)

    [trouble] = [check for check in MESSENGER.health(ON_PAGE) if not check.is_ok]

    assert (trouble.code, trouble.text, trouble.is_passing) == (code, text, False)


def test_it_says_until_when_the_sign_in_lasts(graph: FakeGraph) -> None:
    describe(graph, data_access_expires_at=1790000000)

    checks = {check.name: check for check in MESSENGER.health(ON_PAGE)}

    assert checks["token"].text == "The sign-in is valid until 21.09.2026."


@pytest.mark.parametrize(
    ("data", "code"),
    [([], "events_off"), ([{"id": "1001", "subscribed_fields": ["messages"]}], "events_incomplete")],
)
def test_it_says_that_events_do_not_come(graph: FakeGraph, data: list[Any], code: str) -> None:
    describe(graph)
    graph.answer("GET", f"{PAGE}/subscribed_apps", {"data": data})

    [trouble] = [check for check in MESSENGER.health(ON_PAGE) if not check.is_ok]

    assert trouble.code == code


def test_it_blames_no_account_while_meta_is_away(settings: Settings) -> None:
    settings.META_GRAPH_URL = "http://127.0.0.1:9"  # the discard port: nobody listens

    checks = MESSENGER.health(ON_PAGE)

    assert all(not check.is_ok and check.is_passing for check in checks)


def test_it_tells_where_customers_write() -> None:
    assert MESSENGER.address(ON_PAGE) == "https://m.me/lumiere"
    assert INSTAGRAM.address(BY_ITSELF) == "https://ig.me/m/lumiere.ua"
