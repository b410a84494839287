"""Who writes in the recorded updates of Telegram, and how one is read."""

from datetime import UTC, datetime
from typing import Any

from tenant_apps.channels.adapters.telegram.parse import parse
from tenant_apps.channels.inbound import Sender
from tests.contract.samples import body_of

DANA = Sender((("telegram_id", "7000000101"),), name="Дана Кравець", username="dana_k")
CHAT = "7000000101"
RECEIVED_AT = datetime(2026, 9, 21, 14, 20, 5, 123456, tzinfo=UTC)


def only(name: str) -> Any:
    [event] = parse(body_of("telegram", name), received_at=RECEIVED_AT)
    return event


def content(name: str) -> tuple[str, str, dict[str, Any]]:
    message = only(name)
    return message.kind, message.text, message.payload
