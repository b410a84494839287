"""Keep a draft, let go of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from shared_apps.core.clock import now
from tenant_apps.conversations.drafts.models import Draft
from tenant_apps.conversations.drafts.realtime import tell
from tenant_apps.conversations.models import Conversation
from tenant_apps.team.models import Member

# A device whose clock runs ahead must not win for ever.
AHEAD = timedelta(seconds=5)


@dataclass(frozen=True)
class Writing:
    """What a device sends: its text, when it was written by its clock, and the rev that it began from."""

    text: str
    written_at: datetime
    rev: int
    attachments: Sequence[UUID] = field(default_factory=list)
    reply_to: UUID | None = None
    channel: UUID | None = None


@transaction.atomic
def keep_draft(*, member: Member, conversation: Conversation, mode: str, writing: Writing) -> Draft:
    """Store `writing` and return the draft as it stands.

    A device that began from an older rev meets the text of another device: the later writing wins, the other one's
    text stays in `other_text`. No text is lost and nothing is refused.
    """
    at = min(writing.written_at, now() + AHEAD)
    draft, is_new = Draft.objects.get_or_create(
        member=member, conversation=conversation, mode=mode, defaults={**_fields(writing), "written_at": at}
    )
    if is_new:
        tell(draft)
        return draft
    draft = Draft.objects.select_for_update().get(id=draft.id)
    if writing.rev == draft.rev or writing.text == draft.text:
        _take(draft, writing, at)
        draft.other_text, draft.other_written_at = "", None
    elif at >= draft.written_at:
        draft.other_text, draft.other_written_at = draft.text, draft.written_at
        _take(draft, writing, at)
    else:
        draft.other_text, draft.other_written_at = writing.text, at
    draft.rev += 1
    draft.updated_at = now()
    draft.save()
    tell(draft)
    return draft


def _fields(writing: Writing) -> dict[str, object]:
    return {
        "text": writing.text.replace("\0", ""),
        "attachments": list(writing.attachments),
        "reply_to": writing.reply_to,
        "channel": writing.channel,
    }


def _take(draft: Draft, writing: Writing, at: datetime) -> None:
    for name, value in _fields(writing).items():
        setattr(draft, name, value)
    draft.written_at = at


@transaction.atomic
def drop_draft(*, member_id: UUID, conversation_id: UUID, mode: str) -> None:
    """Remove a draft, if there is one, and clear it on the member's other devices."""
    draft = Draft.objects.filter(member=member_id, conversation=conversation_id, mode=mode).first()
    if draft is None:
        return
    Draft.objects.filter(id=draft.id).delete()
    draft.text, draft.attachments, draft.reply_to, draft.rev = "", [], None, draft.rev + 1
    draft.other_text, draft.other_written_at = "", None
    tell(draft)
