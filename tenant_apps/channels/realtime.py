"""A channel's facts as socket frames: that it changed, not how, as its state is asked for with rights of its own."""

from collections.abc import Sequence

from shared_apps.realtime import Frame
from tenant_apps.channels.events import ChannelConnected, ChannelDisconnected, ChannelMended, ChannelTroubled

ChannelFact = ChannelConnected | ChannelDisconnected | ChannelMended | ChannelTroubled


def channel_updated(facts: Sequence[ChannelFact]) -> list[Frame | None]:
    return [Frame("channel.updated", {"id": str(fact.channel_account_id)}) for fact in facts]
