"""The wire format of a page's own webhook fields: `feed`, `mention` and `leadgen`, Graph v26.0."""

from typing import Any

import msgspec

from tenant_apps.channels.adapters.meta_messaging.payloads import Id, Stamp


class Author(msgspec.Struct):
    id: Id = None
    name: str | None = None


class Feed(msgspec.Struct):
    """Something happened on the page; `item` tells to what, `verb` what."""

    item: str | None = None
    verb: str | None = None
    comment_id: Id = None
    parent_id: Id = None
    post_id: Id = None
    created_time: Stamp = None
    message: str | None = None
    photo: str | None = None
    video: str | None = None
    from_: Author | None = msgspec.field(name="from", default=None)


class Lead(msgspec.Struct):
    leadgen_id: str | int
    form_id: Id = None
    created_time: Stamp = None


def feed_of(value: dict[str, Any]) -> Feed:
    return msgspec.convert(value, Feed)


def lead_of(value: dict[str, Any]) -> Lead:
    return msgspec.convert(value, Lead)
