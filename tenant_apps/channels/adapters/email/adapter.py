"""E-mail behind the protocol: each method is one file of this folder."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal

from tenant_apps.channels.adapters.protocol import MAX_MEDIA_BYTES, HealthCheck, Onboarded, Slice
from tenant_apps.channels.capabilities import Capabilities
from tenant_apps.channels.errors import MediaUnavailable
from tenant_apps.channels.inbound import Inbound
from tenant_apps.channels.outbound import AccountCredentials, FetchedMedia, Outbound, SendResult

from . import client, connect, sns
from .parse import parse
from .render import CAPABILITIES
from .split import split
from .verify import asks_others, verify


class Email:
    kind = "email"
    capabilities: Capabilities = CAPABILITIES
    derives_secret: Literal[True] = True
    # Mails come whole, with their files in base64.
    max_body_bytes = 25_000_000
    proves_body = False
    challenge = 'Basic realm="mail"'

    def verify(self, body: bytes, headers: Mapping[bytes, bytes], secrets: Iterable[str]) -> bool:
        return verify(body, headers, secrets)

    def asks_others(self, headers: Mapping[bytes, bytes]) -> bool:
        return asks_others(headers)

    def split(self, body: bytes, route: str = "") -> list[Slice]:
        return split(body, route)

    def parse(self, body: bytes, *, received_at: datetime | None = None) -> list[Inbound]:
        return parse(body, received_at=received_at)

    def send(self, account: AccountCredentials, outbound: Outbound) -> SendResult:
        return client.send(account, outbound)

    def fetch_media(
        self, account: AccountCredentials, media_id: str, *, max_bytes: int = MAX_MEDIA_BYTES
    ) -> FetchedMedia:
        """A mail brings its files along; what was not kept then is nowhere to be had."""
        raise MediaUnavailable(permanent=True, reason_for_people="The mail that carried this file is gone.")

    def onboard(self, form: Mapping[str, str]) -> Onboarded:
        return connect.onboard(form)

    def subscribe(self, account: AccountCredentials) -> None:
        """Nothing to tell a mail server: mailboxes are polled, providers are set up by hand."""

    def unsubscribe(self, account: AccountCredentials) -> None:
        """See `subscribe`."""

    def health(self, account: AccountCredentials) -> list[HealthCheck]:
        return connect.health(account)

    def confirm(self, url: str) -> None:
        sns.confirm(url)

    def waits_for_proof(self, settings: Mapping[str, str]) -> bool:
        return settings.get("mode") == "webhook"

    def address(self, account: AccountCredentials) -> str:
        return f"mailto:{account.external_id}"
