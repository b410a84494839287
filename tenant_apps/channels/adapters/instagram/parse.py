"""One slice of an Instagram account's webhook → everything it tells; comments and mentions are read here."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from tenant_apps.channels.adapters.meta_messaging import notices
from tenant_apps.channels.adapters.meta_messaging.comments import Comment, told
from tenant_apps.channels.adapters.meta_messaging.dialect import INSTAGRAM
from tenant_apps.channels.adapters.meta_messaging.messages import Place
from tenant_apps.channels.adapters.meta_messaging.moments import moment
from tenant_apps.channels.adapters.meta_messaging.parse import ChangeReaders
from tenant_apps.channels.adapters.meta_messaging.parse import parse as parse_envelope
from tenant_apps.channels.adapters.meta_messaging.payloads import text_of
from tenant_apps.channels.inbound import Ignored, Inbound

from .payloads import comment_of


def parse(
    body: bytes, *, received_at: datetime | None = None, own_apps: Collection[str] = ()
) -> list[Inbound]:
    return parse_envelope(body, INSTAGRAM, _CHANGES, received_at=received_at, own_apps=own_apps)


def _comment(value: dict[str, Any], place: Place) -> Inbound:
    return _told(value, place, is_live=False)


def _live_comment(value: dict[str, Any], place: Place) -> Inbound:
    return _told(value, place, is_live=True)


def _told(value: dict[str, Any], place: Place, *, is_live: bool) -> Inbound:
    found = comment_of(value)
    author, comment_id = found.from_, text_of(found.id or found.comment_id)
    if author is None or not author.id or not comment_id:
        return Ignored(reason="A comment whose author Instagram does not tell.", payload={"value": value})
    if author.self_ig_scoped_id or str(author.id) == place.account_id:
        return Ignored(reason="A comment by the account itself.", payload={"value": value})
    return told(
        Comment(
            id=comment_id,
            author_id=str(author.id),
            author_name="",
            author_username=author.username,
            text=found.text or "",
            at=moment(found.created_time, place.fallback_at),
            value=value,
            parent_id=text_of(found.parent_id),
            is_live=is_live,
        ),
        place,
    )


def _mention(value: dict[str, Any], place: Place) -> Inbound:
    return notices.mention(place, "a comment" if value.get("comment_id") else "a post", value)


_CHANGES: ChangeReaders = {"comments": _comment, "live_comments": _live_comment, "mentions": _mention}
