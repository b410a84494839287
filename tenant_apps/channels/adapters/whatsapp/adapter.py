"""WhatsApp behind the protocol: each method is one file of this folder."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from tenant_apps.channels.adapters.meta_messaging.split import split as split_meta
from tenant_apps.channels.adapters.protocol import (
    MAX_MEDIA_BYTES,
    ApprovedTemplate,
    Choice,
    Grant,
    HealthCheck,
    Onboarded,
    Slice,
)
from tenant_apps.channels.capabilities import Capabilities
from tenant_apps.channels.inbound import Inbound
from tenant_apps.channels.outbound import AccountCredentials, FetchedMedia, Outbound, SendResult

from . import client, connect, health, signin
from .parse import parse
from .render import CAPABILITIES
from .split import is_for_other, split
from .verify import handshake, verify


class WhatsApp:
    kind = "whatsapp"
    capabilities: Capabilities = CAPABILITIES

    def verify(self, body: bytes, headers: Mapping[bytes, bytes], secrets: Iterable[str]) -> bool:
        return verify(body, headers, secrets)

    def handshake(self, params: Mapping[str, str], verify_token: str) -> str | None:
        return handshake(params, verify_token)

    def split(self, body: bytes, route: str = "") -> list[Slice]:
        return split_meta(body, self.kind) if is_for_other(body) else split(body)

    def parse(self, body: bytes, *, received_at: datetime | None = None) -> list[Inbound]:
        return parse(body, received_at=received_at)

    def send(self, account: AccountCredentials, outbound: Outbound) -> SendResult:
        return client.send(account, outbound)

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
        return health.health(account)

    def sign_in_url(self, *, state: str, redirect_uri: str) -> str:
        return signin.sign_in_url(state=state, redirect_uri=redirect_uri)

    def exchange(self, *, code: str, redirect_uri: str) -> Grant:
        return signin.exchange(code=code, redirect_uri=redirect_uri)

    def choices(self, grant: Grant) -> list[Choice]:
        return signin.choices(grant)

    def onboard_choice(self, grant: Grant, external_id: str) -> Onboarded:
        return signin.onboard_choice(grant, external_id)

    def refresh_token(self, account: AccountCredentials) -> Grant:
        return signin.refresh_token(account)

    def templates(self, account: AccountCredentials) -> list[ApprovedTemplate]:
        return client.templates(account)

    def address(self, account: AccountCredentials) -> str:
        digits = "".join(sign for sign in account.settings.get("phone", "") if sign.isdigit())
        return f"https://wa.me/{digits}" if digits else ""
