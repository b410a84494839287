"""Messenger behind the protocol: each method is one file of this folder or of `meta_messaging`."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.conf import settings

from tenant_apps.channels.adapters.meta_messaging import client as messaging
from tenant_apps.channels.adapters.meta_messaging import files, history, people
from tenant_apps.channels.adapters.meta_messaging.split import split
from tenant_apps.channels.adapters.protocol import (
    MAX_MEDIA_BYTES,
    ApprovedTemplate,
    Choice,
    Grant,
    HealthCheck,
    Onboarded,
    Profile,
    Slice,
)
from tenant_apps.channels.capabilities import Capabilities
from tenant_apps.channels.inbound import Inbound
from tenant_apps.channels.outbound import AccountCredentials, FetchedMedia, Outbound, SendResult

from . import connect
from .client import line
from .parse import parse
from .render import CAPABILITIES
from .verify import handshake, verify


class Messenger:
    kind = "messenger"
    capabilities: Capabilities = CAPABILITIES

    def verify(self, body: bytes, headers: Mapping[bytes, bytes], secrets: Iterable[str]) -> bool:
        return verify(body, headers, secrets)

    def handshake(self, params: Mapping[str, str], verify_token: str) -> str | None:
        return handshake(params, verify_token)

    def split(self, body: bytes, route: str = "") -> list[Slice]:
        return split(body, self.kind)

    def parse(self, body: bytes, *, received_at: datetime | None = None) -> list[Inbound]:
        return parse(body, received_at=received_at, own_apps=(settings.META_APP_ID,))

    def send(self, account: AccountCredentials, outbound: Outbound) -> SendResult:
        return messaging.send(line(account), outbound, CAPABILITIES)

    def fetch_media(
        self, account: AccountCredentials, media_id: str, *, max_bytes: int = MAX_MEDIA_BYTES
    ) -> FetchedMedia:
        return files.fetch_file(line(account).client, media_id, max_bytes=max_bytes)

    def profile(self, account: AccountCredentials, recipient: tuple[tuple[str, str], ...]) -> Profile:
        return people.profile(line(account), recipient)

    def recent(self, account: AccountCredentials, *, since: datetime, limit: int = 500) -> Iterable[Inbound]:
        return history.recent(line(account), account.external_id, since=since, limit=limit)

    def sign_in_url(self, *, state: str, redirect_uri: str) -> str:
        return connect.sign_in_url(state=state, redirect_uri=redirect_uri)

    def exchange(self, *, code: str, redirect_uri: str) -> Grant:
        return connect.exchange(code=code, redirect_uri=redirect_uri)

    def choices(self, grant: Grant) -> list[Choice]:
        return connect.choices(grant)

    def onboard_choice(self, grant: Grant, external_id: str) -> Onboarded:
        return connect.onboard_choice(grant, external_id)

    def onboard(self, form: Mapping[str, str]) -> Onboarded:
        return connect.onboard(form)

    def subscribe(self, account: AccountCredentials) -> None:
        connect.subscribe(account)

    def unsubscribe(self, account: AccountCredentials) -> None:
        connect.unsubscribe(account)

    def health(self, account: AccountCredentials) -> list[HealthCheck]:
        return connect.health(account)

    def templates(self, account: AccountCredentials) -> list[ApprovedTemplate]:
        return messaging.templates(line(account))

    def address(self, account: AccountCredentials) -> str:
        return connect.address(account)
