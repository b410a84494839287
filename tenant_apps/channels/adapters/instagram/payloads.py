"""The wire format of Instagram's comments, Graph v26.0: the same for posts, reels and broadcasts."""

from typing import Any

import msgspec

from tenant_apps.channels.adapters.meta_messaging.payloads import Id, Stamp


class Author(msgspec.Struct):
    """`self_ig_scoped_id` is there when the account commented itself."""

    id: Id = None
    username: str | None = None
    self_ig_scoped_id: Id = None


class CommentValue(msgspec.Struct):
    """Meta's pages call the comment's id both `id` and `comment_id`."""

    id: Id = None
    comment_id: Id = None
    parent_id: Id = None
    text: str | None = None
    created_time: Stamp = None
    from_: Author | None = msgspec.field(name="from", default=None)


def comment_of(value: dict[str, Any]) -> CommentValue:
    return msgspec.convert(value, CommentValue)
