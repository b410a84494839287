"""A member's reaction to a message: shown at once, told to the platform after, taken back when it refuses."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from shared_apps.core.clock import now
from shared_apps.core.errors import AppError, NotFound
from shared_apps.facts import publish
from tenant_apps.channels import registry
from tenant_apps.channels.errors import SendFailed
from tenant_apps.channels.forms import fit
from tenant_apps.channels.outbound import Outbound
from tenant_apps.channels.selectors import credentials_of
from tenant_apps.conversations.actions.outbound import channel_row, recipient_of
from tenant_apps.conversations.errors import ConversationErrorCode
from tenant_apps.conversations.events import MessageChanged, ReactionChosen
from tenant_apps.conversations.locks import locked_conversation
from tenant_apps.conversations.models import Message, Reaction, SenderKind
from tenant_apps.team.models import Member


@transaction.atomic
def react(*, conversation_id: UUID, message_id: UUID, member: Member, emoji: str) -> Message:
    """Set the business's one reaction on a message, or take it back with an empty `emoji`.

    Platforms know one reaction of the business, so a colleague's is replaced. Raises NotFound, and AppError
    (not_supported) on a channel without reactions.
    """
    conversation = locked_conversation(conversation_id)
    message = (
        Message.objects.select_related("channel_account")
        .filter(id=message_id, conversation=conversation)
        .first()
    )
    if message is None:
        raise NotFound
    if not message.private:
        if not registry.get(message.channel_account.kind).capabilities.can_react or not message.external_id:
            raise AppError(ConversationErrorCode.NOT_SUPPORTED, "This message cannot be reacted to here.")
        Reaction.objects.filter(message=message).exclude(by_kind=SenderKind.CONTACT).delete()
    mine: dict[str, Any] = {"message": message, "by_kind": SenderKind.MEMBER, "by_id": member.id}
    if emoji:
        Reaction.objects.update_or_create(**mine, defaults={"emoji": emoji, "at": now()})
    else:
        Reaction.objects.filter(**mine).delete()
    _announce(message)
    if not message.private:
        publish(ReactionChosen(message_id=message.id, member_id=member.id))
    return message


def tell_reaction(*, message_id: UUID, member_id: UUID) -> float | None:
    """Tell the platform what the reaction is now; return the seconds after which to try again, None when done."""
    message = Message.objects.select_related("channel_account", "conversation").filter(id=message_id).first()
    if message is None or not message.external_id:
        return None
    account = message.channel_account
    mine = Reaction.objects.filter(message=message, by_kind=SenderKind.MEMBER, by_id=member_id)
    emoji = mine.values_list("emoji", flat=True).first() or ""
    channel = channel_row(message.conversation_id, account)
    outbound = Outbound(
        kind="reaction",
        recipient=recipient_of(message),
        emoji=emoji,
        reply_to=message.external_id,
        context=channel.context if channel else {},
    )
    adapter = registry.get(account.kind)
    try:
        adapter.send(credentials_of(account), fit(outbound, adapter.capabilities))
    except SendFailed as failure:
        if not failure.permanent:
            return failure.retry_after_s or 5.0
        with transaction.atomic():
            mine.filter(emoji=emoji).delete()
            _announce(message)
    return None


def _announce(message: Message) -> None:
    Message.objects.filter(id=message.id).update(rev=F("rev") + 1)
    publish(MessageChanged(message_id=message.id, conversation_id=message.conversation_id))
