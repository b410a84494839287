"""What every adapter can do, and what some can: one method per ability."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, NamedTuple, Protocol, runtime_checkable

from tenant_apps.channels.capabilities import Capabilities
from tenant_apps.channels.inbound import Inbound
from tenant_apps.channels.outbound import AccountCredentials, FetchedMedia, Outbound, SendResult

# What no channel's customers may exceed when a caller sets no smaller limit.
MAX_MEDIA_BYTES = 100 * 1024 * 1024


class Slice(NamedTuple):
    """The part of a webhook body that concerns one account.

    `platform` is given when it is another than the door's: Meta sends several products to one address.
    """

    account_id: str
    body: bytes
    platform: str = ""


@dataclass(frozen=True, slots=True)
class Onboarded:
    """A proven account: what to store, and the ids under which its webhooks will arrive."""

    external_id: str
    name: str
    secrets: Mapping[str, str] = field(repr=False)
    settings: Mapping[str, str] = field(default_factory=dict)
    shared_routes: tuple[str, ...] = ()
    token_expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class HealthCheck:
    """One thing that must be right, in plain words. `is_passing` trouble says nothing about the account.

    `code` is for the interface to translate, with `values` inside; `text` says the same in English.
    A value called "at" is a moment in ISO 8601.
    """

    name: str
    is_ok: bool
    text: str
    is_passing: bool = False
    code: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@runtime_checkable
class Adapter(Protocol):
    """`verify`, `split` and `parse` are pure; `send` talks to the vendor."""

    @property
    def kind(self) -> str: ...

    @property
    def capabilities(self) -> Capabilities: ...

    def verify(self, body: bytes, headers: Mapping[bytes, bytes], secrets: Iterable[str]) -> bool:
        """Tell whether the vendor signed these raw bytes. Header names are lower-case."""

    def split(self, body: bytes, route: str = "") -> list[Slice]:
        """Return one slice per account concerned, in order; raise BadPayload for garbage.

        `route` is the last part of the address that was called: the account, where bodies do not name it.
        """

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


@dataclass(frozen=True, slots=True)
class Grant:
    """What a person gave us by signing in at the vendor's: a token that can list their accounts."""

    secrets: Mapping[str, str] = field(repr=False)
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """An account that the grant reaches. `note` says in plain words why it cannot be chosen, if so.

    `note_code` is for the interface to translate.
    """

    external_id: str
    name: str
    detail: str = ""
    picture: str = ""
    note: str = ""
    note_code: str = ""


@runtime_checkable
class ProvedByEvents(Protocol):
    """Has accounts that nobody signed in to: only what comes in shows that they belong to whoever connected them."""

    def waits_for_proof(self, settings: Mapping[str, str]) -> bool:
        """Return whether an account with these settings is one, as long as nothing came in for it."""


@runtime_checkable
class SignsIn(Protocol):
    """Connects by OAuth: the vendor's page, a code, a choice among the person's accounts."""

    def sign_in_url(self, *, state: str, redirect_uri: str) -> str:
        """Return the vendor's page to send the browser to."""

    def exchange(self, *, code: str, redirect_uri: str) -> Grant:
        """Swap the code for a long-lived grant; raise OnboardingRefused."""

    def choices(self, grant: Grant) -> list[Choice]:
        """List the accounts to choose from; raise OnboardingRefused."""

    def onboard_choice(self, grant: Grant, external_id: str) -> Onboarded:
        """Prove the chosen account; raise OnboardingRefused."""


@runtime_checkable
class RefreshesToken(Protocol):
    def refresh_token(self, account: AccountCredentials) -> Grant:
        """Return new secrets to merge into the account's, and when they expire; raise OnboardingRefused."""


@runtime_checkable
class Backfills(Protocol):
    def recent(self, account: AccountCredentials, *, since: datetime, limit: int = 500) -> Iterable[Inbound]:
        """Yield the messages that the vendor still has, oldest first; raise SendFailed."""


@runtime_checkable
class Acknowledges(Protocol):
    def acknowledge(self, account: AccountCredentials, payload: Mapping[str, Any]) -> None:
        """Tell the vendor that the message with this payload was taken (a tapped button); raise SendFailed."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Who somebody is at the vendor's; `picture` is an address that may expire."""

    name: str = ""
    username: str = ""
    picture: str = ""


@runtime_checkable
class KnowsPeople(Protocol):
    """Tells the names of customers whose messages carry only an id."""

    def profile(self, account: AccountCredentials, recipient: tuple[tuple[str, str], ...]) -> Profile:
        """Return what the vendor knows about the customer; raise SendFailed."""


@runtime_checkable
class StreamsAnswers(Protocol):
    """Shows the customer an answer while it is being written."""

    def stream(self, account: AccountCredentials, recipient: tuple[tuple[str, str], ...], text: str) -> None:
        """Show `text`, the whole of it so far; an empty one takes the draft back. Never raises, never stored."""


@dataclass(frozen=True, slots=True)
class TemplateSlot:
    """A gap of a template. `name` is its number or its own name; of a file it says which kind of file.

    `index` is the place of the button that it belongs to, 0 elsewhere; `sub_type` the button's.
    """

    part: Literal["header", "file", "body", "button"]
    name: str
    index: int = 0
    sub_type: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class ApprovedTemplate:
    """A text that the vendor has approved, with what it asks to be filled in."""

    name: str
    language: str
    category: str
    body: str
    header: str = ""
    footer: str = ""
    buttons: tuple[str, ...] = ()
    slots: tuple[TemplateSlot, ...] = ()


@runtime_checkable
class ListsTemplates(Protocol):
    def templates(self, account: AccountCredentials) -> list[ApprovedTemplate]:
        """Return the approved templates that can be filled in by typing; raise SendFailed."""


@runtime_checkable
class HasAddress(Protocol):
    def address(self, account: AccountCredentials) -> str:
        """Return the link under which customers write, empty when there is none."""


@runtime_checkable
class Confirms(Protocol):
    """Has a vendor that asks first, in a webhook, whether it may send here (`AccountNotice.confirm`)."""

    def confirm(self, url: str) -> None:
        """Say yes; raise ValueError for what is none of the vendor's addresses, EgressRefused."""


@runtime_checkable
class AsksOthers(Protocol):
    """Proves some webhooks with what somebody else has to tell: the door then gives `verify` a thread of its own.

    `verify` raises ProofAway when they do not answer.
    """

    def asks_others(self, headers: Mapping[bytes, bytes]) -> bool:
        """Tell by the headers whether this webhook is such a one."""


@runtime_checkable
class DerivesSecret(Protocol):
    """Its webhooks are proved by a secret made for each route, not by one of the whole app.

    `channels.secrets.route_secret(kind, route)` makes it; the door hands it to `verify` as the only secret.
    """

    derives_secret: Literal[True]
