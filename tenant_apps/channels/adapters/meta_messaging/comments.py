"""Comments under posts and ads: a customer's words in public, to be answered once in private."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tenant_apps.channels.inbound import (
    Deletion,
    Edit,
    Ignored,
    Inbound,
    InboundAttachment,
    InboundMessage,
    Sender,
)

from .messages import Place

# One private answer per comment, within a week.
ANSWER_HOURS = 7 * 24
# During a broadcast only, and none lasts longer.
LIVE_ANSWER_HOURS = 4


@dataclass(frozen=True, slots=True)
class Comment:
    id: str
    author_id: str
    author_name: str
    author_username: str | None
    text: str
    at: datetime
    value: dict[str, Any]
    parent_id: str = ""
    change: str = "add"
    is_live: bool = False
    photo: str = ""
    video: str = ""


def told(comment: Comment, place: Place) -> Inbound:
    """Return the comment as a message whose context sends the answer to it, or what became of an earlier one."""
    author = Sender(
        ((place.dialect.identity, comment.author_id),), comment.author_name, comment.author_username
    )
    if comment.change in ("remove", "delete"):
        return Deletion(account_id=place.account_id, sender=author, external_id=comment.id, at=comment.at)
    if comment.change in ("edit", "edited"):
        return Edit(
            account_id=place.account_id,
            sender=author,
            external_id=comment.id,
            text=comment.text,
            at=comment.at,
        )
    if comment.change != "add":
        return Ignored(
            reason=f"What happened to a comment is not used: {comment.change}.",
            payload={"value": comment.value},
        )
    return InboundMessage(
        account_id=place.account_id,
        external_id=comment.id,
        sender=author,
        provider_at=comment.at,
        provider_seq=next(place.position),
        kind="comment",
        text=comment.text,
        attachments=_files(comment),
        reply_to=comment.parent_id or None,
        payload={"comment": comment.value},
        window_hours=LIVE_ANSWER_HOURS if comment.is_live else ANSWER_HOURS,
        context={"via": "comment", "comment_id": comment.id},
    )


def _files(comment: Comment) -> tuple[InboundAttachment, ...]:
    files = []
    if comment.photo:
        files.append(InboundAttachment(kind="image", media_id=comment.photo))
    if comment.video:
        files.append(InboundAttachment(kind="video", media_id=comment.video))
    return tuple(files)
