"""Read up to here: platforms that report how far a customer has read, not what."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import F

from shared_apps.facts import publish
from tenant_apps.channels.inbound import Watermark
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.contacts.selectors import contact_behind
from tenant_apps.conversations.events import MessageChanged
from tenant_apps.conversations.models import RANK, Direction, Message, MessageStatus


def apply_watermarks(marks: Sequence[tuple[ChannelAccount, Watermark]]) -> None:
    """Move what was sent up to each mark forward; somebody unknown has read nothing of ours."""
    for account, mark in marks:
        contact_id = contact_behind(account.id, mark.sender.identities)
        if contact_id is not None:
            _apply(account, mark, contact_id)


def _apply(account: ChannelAccount, mark: Watermark, contact_id: UUID) -> None:
    reached = MessageStatus(mark.status)
    behind = [status for status, rank in RANK.items() if 0 < rank < RANK[reached]]
    rows = Message.objects.filter(
        conversation__contact=contact_id,
        channel_account=account,
        direction=Direction.OUT,
        private=False,
        created_at__lte=mark.at,
        status__in=[status for status in behind if status != MessageStatus.FAILED],
    )
    changed = list(rows.select_for_update().values_list("id", "conversation_id"))
    Message.objects.filter(id__in=[id for id, _ in changed]).update(
        status=reached, error_code="", error_message="", rev=F("rev") + 1
    )
    publish(*[MessageChanged(message_id=id, conversation_id=thread) for id, thread in changed])
