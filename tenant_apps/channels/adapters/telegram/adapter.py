"""Telegram behind the protocol: each method is one file of this folder."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Literal

from tenant_apps.channels.adapters.protocol import MAX_MEDIA_BYTES, HealthCheck, Onboarded, Slice
from tenant_apps.channels.capabilities import Capabilities
from tenant_apps.channels.inbound import Inbound
from tenant_apps.channels.outbound import AccountCredentials, FetchedMedia, Outbound, SendResult

from . import client, connect
from .parse import parse
from .render import CAPABILITIES
from .verify import split, verify


class Telegram:
    kind = "telegram"
    capabilities: Capabilities = CAPABILITIES
    derives_secret: Literal[True] = True

    def verify(self, body: bytes, headers: Mapping[bytes, bytes], secrets: Iterable[str]) -> bool:
        return verify(body, headers, secrets)

    def split(self, body: bytes, route: str = "") -> list[Slice]:
        return split(body, route)

    def parse(self, body: bytes, *, received_at: datetime | None = None) -> list[Inbound]:
        return parse(body, received_at=received_at)

    def send(self, account: AccountCredentials, outbound: Outbound) -> SendResult:
        return client.send(account, outbound)

    def acknowledge(self, account: AccountCredentials, payload: Mapping[str, Any]) -> None:
        client.acknowledge(account, payload)

    def fetch_media(
        self, account: AccountCredentials, media_id: str, *, max_bytes: int = MAX_MEDIA_BYTES
    ) -> FetchedMedia:
        return client.fetch_media(account, media_id, max_bytes=max_bytes)

    def onboard(self, form: Mapping[str, str]) -> Onboarded:
        return connect.onboard(form)

    def subscribe(self, account: AccountCredentials) -> None:
        connect.subscribe(account)

    def unsubscribe(self, account: AccountCredentials) -> None:
        connect.unsubscribe(account)

    def health(self, account: AccountCredentials) -> list[HealthCheck]:
        return connect.health(account)

    def address(self, account: AccountCredentials) -> str:
        return connect.address(account)
