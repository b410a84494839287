"""Embedded signup, token expiry and health against Graph at the network's edge."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from pytest_django import Settings

from tenant_apps.channels import registry
from tenant_apps.channels.adapters.protocol import (
    Choice,
    Grant,
    HasAddress,
    HealthCheck,
    Onboards,
    RefreshesToken,
    ReportsHealth,
    SignsIn,
)
from tenant_apps.channels.errors import OnboardingRefused
from tenant_apps.channels.outbound import AccountCredentials
from tests.contract.fake_graph import FakeGraph

NUMBER, WABA, APP = "700100200300", "800900100200", "100000000000001"
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
ACCOUNT = AccountCredentials(NUMBER, {"access_token": "business-token"}, {"waba_id": WABA})
BACK = "https://parlor.example/whatsapp/callback/"
GRANT = Grant({"access_token": "business-token"})
LISTED = {
    "id": NUMBER,
    "verified_name": "Lumière",
    "display_phone_number": "+380 44 111 22 33",
    "code_verification_status": "VERIFIED",
}


@pytest.fixture(autouse=True)
def app(settings: Settings) -> Iterator[None]:
    settings.META_APP_ID, settings.META_APP_SECRETS = APP, ["app-secret"]
    settings.META_DIALOG_URL = "https://www.facebook.example"
    settings.WHATSAPP_SIGNUP_CONFIG_ID = ""
    with time_machine.travel(NOW, tick=False):
        yield


def whatsapp() -> Any:
    adapter = registry.get("whatsapp")
    assert isinstance(adapter, SignsIn)
    assert isinstance(adapter, RefreshesToken)
    assert isinstance(adapter, ReportsHealth)
    assert isinstance(adapter, HasAddress)
    assert isinstance(adapter, Onboards)
    return adapter


def share(graph: FakeGraph, *accounts: str, **more: Any) -> None:
    scopes = [{"scope": "whatsapp_business_management", "target_ids": list(accounts)}]
    data = {"app_id": APP, "is_valid": True, "expires_at": 0, "granular_scopes": scopes, **more}
    graph.answer("GET", "debug_token", {"data": data})


def test_it_sends_the_owner_to_metas_page() -> None:
    url = urlsplit(whatsapp().sign_in_url(state="s1", redirect_uri=BACK))

    assert f"{url.scheme}://{url.netloc}{url.path}" == "https://www.facebook.example/v26.0/dialog/oauth"
    assert parse_qs(url.query) == {
        "client_id": [APP],
        "redirect_uri": [BACK],
        "state": ["s1"],
        "response_type": ["code"],
        "override_default_response_type": ["true"],
        "scope": ["whatsapp_business_management,whatsapp_business_messaging,business_management"],
    }


def test_it_opens_the_embedded_signup_where_one_is_configured(settings: Settings) -> None:
    settings.WHATSAPP_SIGNUP_CONFIG_ID = "4711"

    query = parse_qs(urlsplit(whatsapp().sign_in_url(state="s1", redirect_uri=BACK)).query)

    assert (query["config_id"], "scope" in query) == (["4711"], False)


def test_it_swaps_the_code_for_a_token(graph: FakeGraph) -> None:
    graph.answer("GET", "oauth/access_token", {"access_token": "business-token", "expires_in": 5_184_000})

    grant = whatsapp().exchange(code="c1", redirect_uri=BACK)

    [asked] = graph.asked
    assert grant == Grant({"access_token": "business-token"}, NOW + timedelta(days=60))
    assert parse_qs(asked.query) == {
        "client_id": [APP],
        "client_secret": ["app-secret"],
        "code": ["c1"],
        "redirect_uri": [BACK],
    }


def test_it_says_when_a_code_came_too_late(graph: FakeGraph) -> None:
    graph.refuse("GET", "oauth/access_token", 100)

    with pytest.raises(OnboardingRefused) as refused:
        whatsapp().exchange(code="late", redirect_uri=BACK)

    assert refused.value.reason_for_people == (
        "Meta did not accept the sign-in; it may have taken too long. Try again."
    )


def test_it_lists_the_numbers_of_every_shared_account(graph: FakeGraph) -> None:
    share(graph, WABA, "800900100201")
    graph.answer("GET", f"{WABA}/phone_numbers", {"data": [LISTED]})
    fresh = {"id": "9", "display_phone_number": "+1 202", "code_verification_status": "NOT_VERIFIED"}
    graph.answer("GET", "800900100201/phone_numbers", {"data": [fresh]})

    found = whatsapp().choices(GRANT)

    assert found == [
        Choice(NUMBER, "Lumière", "+380 44 111 22 33"),
        Choice(
            "9",
            "+1 202",
            "+1 202",
            note="This number is not verified yet. Verify it in Meta Business first.",
            note_code="not_verified",
        ),
    ]
    assert graph.asked[0].authorization == f"Bearer {APP}|app-secret"


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"is_valid": False}, "Meta no longer accepts the sign-in. Sign in again."),
        ({"app_id": "666"}, "This sign-in was made for another app. Sign in again."),
        (
            {"granular_scopes": []},
            "No WhatsApp Business account was shared. Sign in again and tick one.",
        ),
    ],
)
def test_it_refuses_a_grant_that_reaches_nothing(graph: FakeGraph, more: dict[str, Any], reason: str) -> None:
    share(graph, WABA, **more)

    with pytest.raises(OnboardingRefused) as refused:
        whatsapp().choices(GRANT)

    assert refused.value.reason_for_people == reason


def test_it_onboards_the_chosen_number(graph: FakeGraph) -> None:
    share(graph, WABA)
    graph.answer("GET", f"{WABA}/phone_numbers", {"data": [LISTED]})
    graph.answer("GET", NUMBER, {**LISTED, "platform_type": "CLOUD_API"})

    found = whatsapp().onboard_choice(Grant({"access_token": "business-token"}, NOW), NUMBER)

    assert (found.external_id, found.name, found.secrets) == (
        NUMBER,
        "Lumière",
        {"access_token": "business-token"},
    )
    assert (found.settings["waba_id"], found.shared_routes, found.token_expires_at) == (
        WABA,
        (f"waba:{WABA}",),
        NOW,
    )


def test_it_refuses_a_number_that_was_not_shared(graph: FakeGraph) -> None:
    share(graph, WABA)
    graph.answer("GET", f"{WABA}/phone_numbers", {"data": [LISTED]})

    with pytest.raises(OnboardingRefused) as refused:
        whatsapp().onboard_choice(GRANT, "1")

    assert refused.value.reason_for_people == "This number was not shared when you signed in. Try again."


def test_it_registers_a_number_that_is_new_to_the_cloud(graph: FakeGraph) -> None:
    graph.answer("GET", NUMBER, {**LISTED, "platform_type": "NOT_APPLICABLE"})
    graph.answer("GET", f"{WABA}/phone_numbers", {"data": [LISTED]})
    graph.answer("POST", f"{WABA}/subscribed_apps", {"success": True})
    graph.answer("POST", f"{NUMBER}/register", {"success": True})
    found = whatsapp().onboard({"phone_number_id": NUMBER, "waba_id": WABA, "access_token": "t"})

    whatsapp().subscribe(AccountCredentials(found.external_id, found.secrets, found.settings))

    registration = graph.asked[-1]
    assert (registration.path, registration.json) == (
        f"/v26.0/{NUMBER}/register",
        {"messaging_product": "whatsapp", "pin": found.secrets["pin"]},
    )
    assert len(found.secrets["pin"]) == 6


def test_it_asks_for_the_pin_that_the_number_already_has(graph: FakeGraph) -> None:
    graph.answer("POST", f"{WABA}/subscribed_apps", {"success": True})
    graph.refuse("POST", f"{NUMBER}/register", 133005)
    account = AccountCredentials(NUMBER, {"access_token": "t", "pin": "123456"}, {"waba_id": WABA})

    with pytest.raises(OnboardingRefused) as refused:
        whatsapp().subscribe(account)

    assert refused.value.field == "pin"


def test_it_keeps_a_token_that_never_expires(graph: FakeGraph) -> None:
    share(graph, WABA)

    assert whatsapp().refresh_token(ACCOUNT) == GRANT


def test_it_renews_a_token_that_runs_out(graph: FakeGraph) -> None:
    share(graph, WABA, expires_at=int((NOW + timedelta(days=5)).timestamp()))
    graph.answer("GET", "oauth/access_token", {"access_token": "newer", "expires_in": 86_400})

    assert whatsapp().refresh_token(ACCOUNT) == Grant({"access_token": "newer"}, NOW + timedelta(days=1))


def test_it_refuses_to_renew_a_token_that_meta_has_taken_back(graph: FakeGraph) -> None:
    graph.refuse("GET", "debug_token", 190, status=401)

    with pytest.raises(OnboardingRefused) as refused:
        whatsapp().refresh_token(ACCOUNT)

    assert refused.value.field == "access_token"


def test_it_tells_how_a_number_is(graph: FakeGraph) -> None:
    graph.answer(
        "GET",
        NUMBER,
        {
            **LISTED,
            "quality_rating": "GREEN",
            "name_status": "DECLINED",
            "status": "CONNECTED",
            "throughput": {"level": "STANDARD"},
            "whatsapp_business_manager_messaging_limit": "TIER_2K",
        },
    )
    graph.answer("GET", f"{WABA}/subscribed_apps", {"data": [{}]})
    share(graph, WABA, expires_at=int((NOW + timedelta(days=3)).timestamp()))

    assert whatsapp().health(ACCOUNT) == [
        HealthCheck(
            "number",
            True,
            "WhatsApp knows +380 44 111 22 33. People rate the messages well.",
            code="quality_green",
            values={"phone": "+380 44 111 22 33"},
        ),
        HealthCheck("verification", True, "The number is verified.", code="verified"),
        HealthCheck(
            "display_name",
            False,
            "Meta declined the display name. Choose another one in Meta Business.",
            code="name_declined",
        ),
        HealthCheck(
            "limit", True, "You may write first to 2,000 customers in 24 hours.", code="limit_tier_2k"
        ),
        HealthCheck("throughput", True, "Up to 80 messages a second.", code="throughput_standard"),
        HealthCheck("events", True, "WhatsApp sends customers' messages here.", code="events_on"),
        HealthCheck(
            "token",
            False,
            "The sign-in runs out soon. Connect the number again.",
            True,
            "token_expires",
            {"at": (NOW + timedelta(days=3)).isoformat()},
        ),
    ]


def test_it_tells_that_a_number_is_banned(graph: FakeGraph) -> None:
    graph.answer("GET", NUMBER, {**LISTED, "quality_rating": "RED", "status": "BANNED"})

    checks = whatsapp().health(ACCOUNT)

    assert [(check.name, check.code) for check in checks if not check.is_ok] == [
        ("number", "quality_red"),
        ("status", "status_banned"),
        ("events", "refused"),
    ]


@pytest.mark.parametrize(("phone", "link"), [("+380 44 111 22 33", "https://wa.me/380441112233"), ("", "")])
def test_it_gives_the_link_under_which_customers_write(phone: str, link: str) -> None:
    assert whatsapp().address(AccountCredentials(NUMBER, {}, {"phone": phone})) == link
