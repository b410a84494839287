"""Tell a visitor's sockets that one of their messages changed; they look it up themselves."""

from collections.abc import Sequence
from uuid import UUID

from shared_apps.realtime import Frame
from tenant_apps.channels.adapters.webchat.client import push
from tenant_apps.channels.adapters.webchat.render import Nudge
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.webchat.selectors import KIND, identities_of

_TYPES = {"message.created", "message.updated"}


def tell_visitors(frames: Sequence[Frame]) -> None:
    """Nudge whom the inbox's frames of web chat messages concern; no query for other channels' frames."""
    for frame in frames:
        if frame.type in _TYPES and frame.data["channel"]["kind"] == KIND and not frame.data["private"]:
            account_id = UUID(frame.data["channel"]["id"])
            key = ChannelAccount.objects.filter(id=account_id).values_list("external_id", flat=True).first()
            if key:
                identities = identities_of(UUID(frame.data["conversation"]), account_id)
                push(key, identities, Nudge(message=frame.data["id"]))
