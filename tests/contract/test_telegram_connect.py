"""Connecting a bot: its token proved, its webhook set, its health in plain words."""

from typing import Any

import pytest

from tenant_apps.channels import registry
from tenant_apps.channels.adapters.protocol import HasAddress, HealthCheck, Onboards, ReportsHealth
from tenant_apps.channels.errors import OnboardingRefused
from tenant_apps.channels.secrets import route_secret
from tests.contract.fake_bot_api import TOKEN, FakeBotApi
from tests.contract.samples import SAMPLES

TELEGRAM: Any = registry.get("telegram")
ACCOUNT = SAMPLES["telegram"].account
ME = {"id": 600100200, "is_bot": True, "first_name": "Салон Люмі", "username": "lumi_salon_bot"}
OURS = "http://parlor.test/webhook/telegram/600100200/"


def refusal(form: dict[str, str]) -> OnboardingRefused:
    with pytest.raises(OnboardingRefused) as refused:
        TELEGRAM.onboard(form)
    return refused.value


def test_it_can_be_connected() -> None:
    assert isinstance(TELEGRAM, Onboards)
    assert isinstance(TELEGRAM, ReportsHealth)
    assert isinstance(TELEGRAM, HasAddress)


def test_it_proves_a_token(bot_api: FakeBotApi) -> None:
    bot_api.answer("getMe", {**ME, "can_connect_to_business": True})

    onboarded = TELEGRAM.onboard({"bot_token": f" {TOKEN}\n"})

    assert (onboarded.external_id, onboarded.name) == ("600100200", "Салон Люмі")
    assert onboarded.secrets == {"bot_token": TOKEN}
    assert onboarded.settings == {"username": "lumi_salon_bot", "business": "yes"}
    assert [call.method for call in bot_api.called] == ["getMe"]


@pytest.mark.parametrize("token", ["", "lumi_salon_bot", "12345", "https://t.me/lumi_salon_bot", "1:short"])
def test_it_asks_nobody_about_what_is_no_token(bot_api: FakeBotApi, token: str) -> None:
    assert refusal({"bot_token": token}).field == "bot_token"
    assert bot_api.called == []


def test_it_names_the_field_of_a_wrong_token(bot_api: FakeBotApi) -> None:
    bot_api.refuse("getMe", 401, "Unauthorized")

    refused = refusal({"bot_token": TOKEN})

    assert (refused.field, "BotFather" in refused.reason_for_people) == ("bot_token", True)


def test_it_blames_no_field_while_telegram_is_away(bot_api: FakeBotApi) -> None:
    bot_api.refuse("getMe", 502, "Bad Gateway")

    assert refusal({"bot_token": TOKEN}).field is None


def test_it_points_the_webhook_here(bot_api: FakeBotApi) -> None:
    bot_api.answer("setWebhook", True)

    TELEGRAM.subscribe(ACCOUNT)

    assert bot_api.called[0].params == {
        "url": OURS,
        "secret_token": route_secret("telegram", "600100200"),
        "allowed_updates": [
            "message",
            "edited_message",
            "business_message",
            "edited_business_message",
            "deleted_business_messages",
            "business_connection",
            "callback_query",
            "message_reaction",
            "my_chat_member",
        ],
        "max_connections": 40,
        "drop_pending_updates": False,
    }


def test_it_says_what_telegram_needs_of_an_address(bot_api: FakeBotApi) -> None:
    bot_api.refuse("setWebhook", 400, "Bad Request: bad webhook: HTTPS url must be provided for webhook")

    with pytest.raises(OnboardingRefused) as refused:
        TELEGRAM.subscribe(ACCOUNT)

    assert "https" in refused.value.reason_for_people


def test_it_takes_the_webhook_away_and_keeps_what_waits(bot_api: FakeBotApi) -> None:
    bot_api.answer("deleteWebhook", True)

    TELEGRAM.unsubscribe(ACCOUNT)

    assert bot_api.called[0].params == {"drop_pending_updates": False}


def test_it_knows_where_customers_write() -> None:
    assert TELEGRAM.address(ACCOUNT) == "https://t.me/lumi_salon_bot"


def test_it_is_well(bot_api: FakeBotApi) -> None:
    bot_api.answer("getMe", ME)
    bot_api.answer("getWebhookInfo", {"url": OURS, "pending_update_count": 0})

    assert TELEGRAM.health(ACCOUNT) == [
        HealthCheck(
            "bot",
            True,
            "Telegram knows @lumi_salon_bot.",
            code="bot_known",
            values={"name": "lumi_salon_bot"},
        ),
        HealthCheck("events", True, "Telegram sends customers' messages here.", code="events_on"),
    ]


def test_it_says_what_waits_and_what_failed(bot_api: FakeBotApi) -> None:
    bot_api.answer("getMe", ME)
    info = {
        "url": OURS,
        "pending_update_count": 250,
        "last_error_date": 1790000000,
        "last_error_message": "Connection timed out",
    }
    bot_api.answer("getWebhookInfo", info)

    assert TELEGRAM.health(ACCOUNT)[2:] == [
        HealthCheck(
            "pending", False, "250 updates wait at Telegram.", True, "updates_wait", {"number": "250"}
        ),
        HealthCheck(
            "last_failure",
            False,
            "The last failed delivery was on 21.09.2026 at 14:13 UTC: Connection timed out.",
            True,
            "last_failure",
            {"at": "2026-09-21T14:13:20+00:00", "said": "Connection timed out"},
        ),
    ]


@pytest.mark.parametrize(
    ("url", "text", "code"),
    [
        ("", "Telegram sends messages nowhere. Connect the bot again.", "events_off"),
        (
            "https://other.example/hook",
            "Telegram sends this bot's messages elsewhere. Connect the bot again.",
            "events_elsewhere",
        ),
    ],
)
def test_it_notices_a_webhook_that_is_not_ours(bot_api: FakeBotApi, url: str, text: str, code: str) -> None:
    bot_api.answer("getMe", ME)
    bot_api.answer("getWebhookInfo", {"url": url, "pending_update_count": 0})

    assert TELEGRAM.health(ACCOUNT)[1:] == [HealthCheck("events", False, text, code=code)]


def test_it_notices_a_revoked_token(bot_api: FakeBotApi) -> None:
    bot_api.refuse("getMe", 401, "Unauthorized")

    [check] = TELEGRAM.health(ACCOUNT)

    assert (check.name, check.is_ok, check.is_passing) == ("bot", False, False)


def test_it_does_not_blame_the_bot_for_an_outage(bot_api: FakeBotApi) -> None:
    bot_api.refuse("getMe", 502, "Bad Gateway")

    [check] = TELEGRAM.health(ACCOUNT)

    assert (check.is_ok, check.is_passing) == (False, True)
