from dataclasses import dataclass
from uuid import UUID

from shared_apps.facts import Fact


@dataclass(frozen=True, kw_only=True)
class ChannelReviewed(Fact):
    """An operator approved or rejected a channel; published in the business's own log."""

    channel_account_id: UUID
