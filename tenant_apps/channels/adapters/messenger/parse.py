"""One slice of a page's webhook → everything it tells: messages by the shared reader, comments and leads here."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from tenant_apps.channels.adapters.meta_messaging import notices
from tenant_apps.channels.adapters.meta_messaging.comments import Comment, told
from tenant_apps.channels.adapters.meta_messaging.dialect import MESSENGER
from tenant_apps.channels.adapters.meta_messaging.messages import Place
from tenant_apps.channels.adapters.meta_messaging.moments import moment
from tenant_apps.channels.adapters.meta_messaging.parse import ChangeReaders
from tenant_apps.channels.adapters.meta_messaging.parse import parse as parse_envelope
from tenant_apps.channels.adapters.meta_messaging.payloads import text_of
from tenant_apps.channels.inbound import Ignored, Inbound, LeadSubmitted

from .payloads import feed_of, lead_of


def parse(
    body: bytes, *, received_at: datetime | None = None, own_apps: Collection[str] = ()
) -> list[Inbound]:
    return parse_envelope(body, MESSENGER, _CHANGES, received_at=received_at, own_apps=own_apps)


def _feed(value: dict[str, Any], place: Place) -> Inbound:
    feed = feed_of(value)
    if feed.item != "comment" or not feed.comment_id:
        return Ignored(reason=f"News of the page: {feed.item} {feed.verb}.", payload={"value": value})
    author = feed.from_
    if author is None or not author.id:
        return Ignored(reason="A comment whose author Meta does not tell.", payload={"value": value})
    if str(author.id) == place.account_id:
        return Ignored(reason="A comment by the page itself.", payload={"value": value})
    parent = text_of(feed.parent_id)
    return told(
        Comment(
            id=str(feed.comment_id),
            author_id=str(author.id),
            author_name=author.name or "",
            author_username=None,
            text=feed.message or "",
            at=moment(feed.created_time, place.fallback_at),
            value=value,
            # The parent of a first comment is the post, which is no message.
            parent_id=parent if parent != text_of(feed.post_id) else "",
            change=feed.verb or "add",
            photo=feed.photo or "",
            video=feed.video or "",
        ),
        place,
    )


def _mention(value: dict[str, Any], place: Place) -> Inbound:
    return notices.mention(place, "a comment" if value.get("comment_id") else "a post", value)


def _lead(value: dict[str, Any], place: Place) -> Inbound:
    lead = lead_of(value)
    return LeadSubmitted(
        account_id=place.account_id,
        lead_id=str(lead.leadgen_id),
        form_id=text_of(lead.form_id),
        at=moment(lead.created_time, place.fallback_at),
        payload=value,
    )


_CHANGES: ChangeReaders = {"feed": _feed, "mention": _mention, "leadgen": _lead}
