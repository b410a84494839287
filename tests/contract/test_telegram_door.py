"""Telegram at the door: each bot has an address of its own, and a secret that opens only that one."""

import pytest

from config.wiring import platform
from tenant_apps.channels import registry
from tenant_apps.channels.adapters.protocol import Slice
from tenant_apps.channels.secrets import route_secret
from tests.contract.samples import body_of

DOOR = platform(registry.get("telegram"))
BODY = body_of("telegram", "text")
BOT = "600100200"


def shown(secret: str) -> dict[bytes, bytes]:
    return {b"x-telegram-bot-api-secret-token": secret.encode()}


def test_it_opens_to_the_secret_of_the_address() -> None:
    assert DOOR.verify(BODY, shown(route_secret("telegram", BOT)), BOT)
    assert DOOR.split(BODY, BOT) == [Slice(BOT, BODY)]


@pytest.mark.parametrize(
    ("secret", "route"),
    [
        (route_secret("telegram", "999"), BOT),
        (route_secret("telegram", BOT), "999"),
        (route_secret("webchat", BOT), BOT),
        (route_secret("telegram", BOT).upper(), BOT),
        ("", BOT),
        ("", ""),
    ],
)
def test_it_stays_shut_to_any_other(secret: str, route: str) -> None:
    assert not DOOR.verify(BODY, shown(secret), route)


def test_it_stays_shut_without_a_secret() -> None:
    assert not DOOR.verify(BODY, {}, BOT)


def test_it_derives_secrets_that_telegram_takes() -> None:
    secret = route_secret("telegram", BOT)

    # Telegram allows 1-256 characters of A-Z, a-z, 0-9, _ and -.
    assert len(secret) == 64
    assert secret.isalnum()
    assert secret.isascii()
