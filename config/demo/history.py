"""The conversations of the past weeks."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from config.demo.script import Business, Dialogue
from shared_apps.core.clock import now
from shared_apps.facts import unannounced
from tenant_apps.channels.inbound import InboundMessage, Sender
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.conversations.actions import (
    AgentSender,
    MemberSender,
    SystemSender,
    change_conversation,
    receive_messages,
    record_past_message,
)
from tenant_apps.conversations.actions.senders import Sender as Author
from tenant_apps.conversations.models import Conversation, Message
from tenant_apps.team.models import Member


def converse(business: Business, account: ChannelAccount) -> None:
    with unannounced():
        for position, dialogue in enumerate(business.conversations):
            _play(business, account, dialogue, position)


def _play(business: Business, account: ChannelAccount, dialogue: Dialogue, position: int) -> None:
    start = _start(dialogue, ZoneInfo(business.timezone))
    for number, (who, text, minutes) in enumerate(dialogue.lines):
        at = start + timedelta(minutes=minutes, seconds=position)
        if who == "in":
            key = f"{business.slug}/{position}/{number}"
            receive_messages([(account, _message(account, dialogue, text, at, key))])
        else:
            record_past_message(
                conversation_id=_thread(account, dialogue).id,
                sender=_author(business, who),
                text=text,
                at=at,
                private=who == "note",
            )
    _finish(_thread(account, dialogue), dialogue)


def _start(dialogue: Dialogue, zone: ZoneInfo) -> datetime:
    at = now().astimezone(zone)
    if dialogue.at.startswith("-"):
        return at + timedelta(minutes=int(dialogue.at))
    hour, minute = map(int, dialogue.at.split(":"))
    return (at - timedelta(days=dialogue.days_ago)).replace(hour=hour, minute=minute, second=0, microsecond=0)


def _sender(dialogue: Dialogue) -> Sender:
    identity = dialogue.identity
    if "bsuid" in identity:
        return Sender((("bsuid", identity["bsuid"]),), dialogue.name, identity.get("username"))
    return Sender((("wa_id", identity["phone"]), ("phone", "+" + identity["phone"])), dialogue.name)


def _message(
    account: ChannelAccount, dialogue: Dialogue, text: str, at: datetime, key: str
) -> InboundMessage:
    return InboundMessage(
        account_id=account.external_id,
        external_id="wamid.DEMO" + uuid5(NAMESPACE_URL, key).hex,
        sender=_sender(dialogue),
        provider_at=at,
        kind="text",
        text=text,
    )


def _thread(account: ChannelAccount, dialogue: Dialogue) -> Conversation:
    kind, value = _sender(dialogue).identities[0]
    return Conversation.objects.get(
        contact__identities__channel_account_id=account.id,
        contact__identities__kind=kind,
        contact__identities__value=value,
    )


def _author(business: Business, who: str) -> Author:
    if who == "agent":
        return AgentSender(turn_id=None, name=business.agent["name"])
    return SystemSender() if who == "note" else MemberSender(Member.objects.get(email=who))


def _finish(thread: Conversation, dialogue: Dialogue) -> None:
    changes: dict[str, object] = {"status": dialogue.status}
    if dialogue.assignee:
        changes |= {"assignee": Member.objects.get(email=dialogue.assignee), "agent_mode": "off"}
    change_conversation(conversation_id=thread.id, changes=changes)


def has_history(account: ChannelAccount) -> bool:
    return Message.objects.filter(channel_account=account).exists()
