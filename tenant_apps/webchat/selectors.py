"""Reads: a website by its key, and what one visitor may see of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from shared_apps.core.clock import now
from shared_apps.core.hours import is_open
from tenant_apps.channels.models import AccountState, ChannelAccount
from tenant_apps.contacts.models import Identity
from tenant_apps.conversations.models import Conversation, Direction, Message, MessageStatus
from tenant_apps.conversations.selectors import ORDER
from tenant_apps.webchat.errors import NoSuchWebsite
from tenant_apps.webchat.tokens import Visitor
from tenant_apps.workspace.timetables import schedule_for

KIND = "webchat"
# What has left the house. Queued and scheduled ones can still be taken back, failed ones never arrived.
OUT = [MessageStatus.SENDING, MessageStatus.SENT, MessageStatus.DELIVERED, MessageStatus.READ]


def website(key: str) -> ChannelAccount:
    """Return the connected website of this key; raises NoSuchWebsite."""
    found = _websites().filter(external_id=key).first()
    if found is None:
        raise NoSuchWebsite
    return found


def default_website() -> ChannelAccount:
    """Return the website whose chat the hosted page shows: the oldest; raises NoSuchWebsite."""
    found = _websites().order_by("created_at", "id").first()
    if found is None:
        raise NoSuchWebsite
    return found


def _websites() -> "QuerySet[ChannelAccount]":
    return ChannelAccount.objects.filter(kind=KIND).exclude(state=AccountState.DISCONNECTED)


def identity_secret(account: ChannelAccount) -> str:
    return str((account.credentials or {}).get("identity_secret", ""))


def is_online(account: ChannelAccount) -> bool:
    """Tell whether the business is open now; without a timetable it always is."""
    schedule = schedule_for(account.id)
    return schedule is None or is_open(schedule, now())


def contact_of(account: ChannelAccount, visitor: Visitor) -> UUID | None:
    """Return the contact that this visitor is, None before the first message.

    A browser whose person has been verified since is nobody any more: the verified token is needed.
    """
    rows = Identity.objects.filter(channel_account_id=account.id)
    found = rows.filter(kind=visitor.kind, value=visitor.value).values_list("contact_id", flat=True).first()
    if found is None or visitor.is_verified:
        return found
    return None if rows.filter(contact_id=found, kind="user").exists() else found


def is_outgrown(account: ChannelAccount, visitor: Visitor) -> bool:
    """Tell whether this browser's anonymous token names somebody who has been verified since."""
    rows = Identity.objects.filter(channel_account_id=account.id)
    owner = rows.filter(kind=visitor.kind, value=visitor.value).values("contact_id")[:1]
    return not visitor.is_verified and rows.filter(contact_id__in=owner, kind="user").exists()


def identities_of(conversation_id: UUID, account_id: UUID) -> tuple[tuple[str, str], ...]:
    """Return by what names the website knows the person of a conversation."""
    rows = Identity.objects.filter(
        channel_account_id=account_id,
        contact_id__in=Conversation.objects.filter(id=conversation_id).values("contact_id"),
    )
    return tuple(rows.values_list("kind", "value"))


def visible(account: ChannelAccount, contact_id: UUID) -> "QuerySet[Message]":
    """Return what the visitor may see: said on this website, not private, and not on its way."""
    return Message.objects.filter(
        Q(direction=Direction.IN) | Q(status__in=OUT),
        channel_account=account,
        conversation__contact_id=contact_id,
        private=False,
    ).select_related("reply_to")


@dataclass(frozen=True)
class Page:
    """Messages oldest first; `is_seen` tells that the team has read everything."""

    messages: Sequence[Message]
    has_older: bool = False
    is_seen: bool = False


def thread(
    account: ChannelAccount,
    visitor: Visitor,
    *,
    before: UUID | None = None,
    after: UUID | None = None,
    limit: int = 50,
) -> Page:
    """Return the newest page, the one before a message, or what came after one; unknown ids mean the newest."""
    contact_id = contact_of(account, visitor)
    if contact_id is None:
        return Page([])
    rows = visible(account, contact_id)
    is_seen = Conversation.objects.filter(contact_id=contact_id, unread=0).exists()
    if after is not None and (place := _place(rows, after)):
        return Page(list(rows.filter(_beyond(place, "gt")).order_by(*ORDER)[:limit]), False, is_seen)
    if before is not None and (place := _place(rows, before)):
        rows = rows.filter(_beyond(place, "lt"))
    newest = list(rows.order_by(*(f"-{name}" for name in ORDER))[: limit + 1])
    return Page(newest[:limit][::-1], len(newest) > limit, is_seen)


def _place(rows: "QuerySet[Message]", message_id: UUID) -> tuple[Any, ...] | None:
    place = rows.filter(id=message_id).values_list(*ORDER).first()
    return tuple(place) if place else None


def _beyond(place: tuple[Any, ...], comparison: str) -> Q:
    """Compare (provider_at, provider_seq, id) as a row does."""
    at, seq, message_id = place
    later = Q(**{f"provider_at__{comparison}": at})
    same_time = Q(provider_at=at) & Q(**{f"provider_seq__{comparison}": seq})
    return later | same_time | Q(provider_at=at, provider_seq=seq, **{f"id__{comparison}": message_id})


def message_for(account: ChannelAccount, visitor: Visitor, message_id: UUID) -> Message | None:
    """Return the message if this visitor may see it."""
    contact_id = contact_of(account, visitor)
    return visible(account, contact_id).filter(id=message_id).first() if contact_id else None
