from dataclasses import dataclass
from uuid import UUID

from shared_apps.facts import Fact


@dataclass(frozen=True, kw_only=True)
class ChannelConnected(Fact):
    channel_account_id: UUID


@dataclass(frozen=True, kw_only=True)
class ChannelDisconnected(Fact):
    channel_account_id: UUID


@dataclass(frozen=True, kw_only=True)
class ChannelTroubled(Fact):
    """The account stopped working until someone mends it."""

    channel_account_id: UUID


@dataclass(frozen=True, kw_only=True)
class ChannelMended(Fact):
    """The account works again."""

    channel_account_id: UUID


@dataclass(frozen=True, kw_only=True)
class ConfirmationAsked(Fact):
    """The vendor asked whether it may send here; `credentials["confirm"]` holds what to answer with."""

    channel_account_id: UUID


@dataclass(frozen=True, kw_only=True)
class SyncRequested(Fact):
    """Somebody wants the messages of the time before the connection."""

    channel_account_id: UUID
