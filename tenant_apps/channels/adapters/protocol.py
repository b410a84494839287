"""What every adapter can do, and what some can: one method per ability."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, Protocol, runtime_checkable

from tenant_apps.channels.capabilities import Capabilities
from tenant_apps.channels.inbound import Inbound
from tenant_apps.channels.outbound import AccountCredentials, FetchedMedia, Outbound, SendResult

# What no channel's customers may exceed when a caller sets no smaller limit.
MAX_MEDIA_BYTES = 100 * 1024 * 1024


class Slice(NamedTuple):
    """The part of a webhook body that concerns one account."""

    account_id: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Onboarded:
    """A proven account: what to store, and the ids under which its webhooks will arrive."""

    external_id: str
    name: str
    secrets: Mapping[str, str] = field(repr=False)
    settings: Mapping[str, str] = field(default_factory=dict)
    shared_routes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HealthCheck:
    """One thing that must be right, in plain words. `is_passing` trouble says nothing about the account."""

    name: str
    is_ok: bool
    text: str
    is_passing: bool = False


@runtime_checkable
class Adapter(Protocol):
    """`verify`, `split` and `parse` are pure; `send` talks to the vendor."""

    @property
    def kind(self) -> str: ...

    @property
    def capabilities(self) -> Capabilities: ...

    def verify(self, body: bytes, headers: Mapping[bytes, bytes], secrets: Iterable[str]) -> bool:
        """Tell whether the vendor signed these raw bytes. Header names are lower-case."""

    def split(self, body: bytes) -> list[Slice]:
        """Return one slice per account concerned, in order; raise BadPayload for garbage."""

    def parse(self, body: bytes, *, received_at: datetime | None = None) -> list[Inbound]:
        """Return everything a slice tells; raise BadPayload only when nothing of it can be read."""

    def send(self, account: AccountCredentials, outbound: Outbound) -> SendResult:
        """Hand one message to the vendor; raise SendFailed."""


@runtime_checkable
class Handshakes(Protocol):
    def handshake(self, params: Mapping[str, str], verify_token: str) -> str | None:
        """Return the challenge to echo, or None to refuse."""


@runtime_checkable
class FetchesMedia(Protocol):
    def fetch_media(
        self, account: AccountCredentials, media_id: str, *, max_bytes: int = MAX_MEDIA_BYTES
    ) -> FetchedMedia:
        """Download a customer's file; raise MediaUnavailable."""


@runtime_checkable
class Onboards(Protocol):
    def onboard(self, form: Mapping[str, str]) -> Onboarded:
        """Prove the typed credentials to the vendor without changing anything; raise OnboardingRefused."""

    def subscribe(self, account: AccountCredentials) -> None:
        """Ask the vendor to send us this account's events; raise OnboardingRefused."""

    def unsubscribe(self, account: AccountCredentials) -> None:
        """Ask the vendor to stop; raise OnboardingRefused."""


@runtime_checkable
class ReportsHealth(Protocol):
    def health(self, account: AccountCredentials) -> list[HealthCheck]:
        """Ask the vendor how the account is; never raises for an unwell account."""
