"""The web chat behind the protocol: each method is one file of this folder."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal

from tenant_apps.channels.adapters.protocol import MAX_MEDIA_BYTES, HealthCheck, Onboarded, Slice
from tenant_apps.channels.capabilities import Capabilities
from tenant_apps.channels.inbound import Inbound
from tenant_apps.channels.outbound import AccountCredentials, FetchedMedia, Outbound, SendResult

from . import client, connect
from .parse import parse, split
from .render import CAPABILITIES
from .verify import verify


class WebChat:
    kind = "webchat"
    capabilities: Capabilities = CAPABILITIES
    derives_secret: Literal[True] = True

    def verify(self, body: bytes, headers: Mapping[bytes, bytes], secrets: Iterable[str]) -> bool:
        return verify(body, headers, secrets)

    def split(self, body: bytes, route: str = "") -> list[Slice]:
        return split(body)

    def parse(self, body: bytes, *, received_at: datetime | None = None) -> list[Inbound]:
        return parse(body, received_at=received_at)

    def send(self, account: AccountCredentials, outbound: Outbound) -> SendResult:
        return client.send(account, outbound)

    def stream(self, account: AccountCredentials, recipient: tuple[tuple[str, str], ...], text: str) -> None:
        client.stream(account, recipient, text)

    def fetch_media(
        self, account: AccountCredentials, media_id: str, *, max_bytes: int = MAX_MEDIA_BYTES
    ) -> FetchedMedia:
        return client.fetch_media(media_id, max_bytes=max_bytes)

    def onboard(self, form: Mapping[str, str]) -> Onboarded:
        return connect.onboard(form)

    def subscribe(self, account: AccountCredentials) -> None:
        """Nobody has to be told: the website's page brings the widget itself."""

    def unsubscribe(self, account: AccountCredentials) -> None:
        """The widget of a disconnected account is not served any more."""

    def health(self, account: AccountCredentials) -> list[HealthCheck]:
        return connect.health(account)

    def address(self, account: AccountCredentials) -> str:
        return connect.address()
