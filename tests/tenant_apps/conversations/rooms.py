"""Conversations, members and teams for the tests of the inbox's rooms, made directly."""

from datetime import timedelta
from typing import Any

from shared_apps.core.clock import now
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.contacts.models import Contact
from tenant_apps.conversations.models import Conversation, ConversationChannel
from tenant_apps.team.models import Member, Sees, Team, TeamMembership


def telegram() -> ChannelAccount:
    account, _ = ChannelAccount.objects.get_or_create(
        kind="telegram",
        external_id="700",
        defaults={"name": "Acme bot"},
    )
    return account


def opened(name: str = "Dana", *, minutes_ago: float = 0, **fields: Any) -> Conversation:
    """Return an open conversation with a customer of that name, last written in `minutes_ago`."""
    at = now() - timedelta(minutes=minutes_ago)
    contact = fields.pop("contact", None) or Contact.objects.create(name=name)
    account = fields.pop("channel_account", None) or telegram()
    defaults = {"status": "open", "agent_mode": "off", "last_message_at": at, "last_message_direction": "in"}
    conversation = Conversation.objects.create(
        contact=contact, channel_account=account, **{**defaults, **fields}
    )
    ConversationChannel.objects.create(conversation=conversation, channel_account=account)
    return conversation


def team_of(name: str, *members: Member) -> Team:
    team, _ = Team.objects.get_or_create(name=name)
    for member in members:
        TeamMembership.objects.get_or_create(team=team, member=member)
    return team


def restricted(member: Member) -> Member:
    """Let a member see what is theirs only."""
    Member.objects.filter(id=member.id).update(sees=Sees.TEAM)
    member.refresh_from_db()
    return member


def names(response: Any) -> list[str]:
    """Return the customers of a list's page, in its order."""
    assert response.status_code == 200, response.content
    return [item["contact"]["name"] for item in response.json()["results"]]
