"""Until when a customer may be answered: from the platform's time, never from ours."""

from datetime import datetime, timedelta

from tenant_apps.channels.capabilities import Capabilities
from tenant_apps.channels.inbound import InboundMessage
from tenant_apps.conversations.models import ConversationChannel


def window_end(message: InboundMessage, rule: Capabilities) -> datetime | None:
    """Return until when anybody may answer `message`, None when it opens nothing or there is no window."""
    hours = rule.reply_window_hours if message.window_hours is None else message.window_hours
    return message.provider_at + timedelta(hours=hours) if hours else None


def person_end(message: InboundMessage, rule: Capabilities) -> datetime | None:
    """Return until when a person may answer `message`, where people have longer than the agent."""
    if message.window_hours == 0 or rule.person_window_hours is None:
        return None
    return message.provider_at + timedelta(hours=rule.person_window_hours)


def is_open(channel: ConversationChannel | None, rule: Capabilities, at: datetime) -> bool:
    """Tell whether anybody may write freely; one the customer never wrote on is closed if it has a window."""
    if rule.reply_window_hours is None:
        return True
    closes_at = channel.window_closes_at if channel else None
    return closes_at is not None and closes_at > at


def is_open_to_people(channel: ConversationChannel | None, rule: Capabilities, at: datetime) -> bool:
    closes_at = channel.person_closes_at if channel else None
    return is_open(channel, rule, at) or (closes_at is not None and closes_at > at)
