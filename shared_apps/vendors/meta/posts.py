"""Posts of an Instagram professional account.

Source: https://developers.facebook.com/docs/instagram-platform/reference/ig-user/media (pages of `data`,
`paging.cursors.after`), the same on both of Instagram's ways in.
"""

from dataclasses import dataclass
from datetime import datetime

from .client import GraphClient
from .errors import GraphError, GraphUnreachable

_FIELDS = "id,caption,permalink,timestamp,media_type"
_PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Post:
    """`posted_at` is aware; a post without words has an empty caption."""

    id: str
    caption: str
    url: str
    posted_at: datetime | None


class PostsRefused(Exception):
    """The account is not connected, or Instagram refuses its token."""


class PostsUnreachable(Exception):
    """Instagram does not answer now."""


def read_posts(client: GraphClient, account_id: str, *, most: int) -> list[Post]:
    """Return up to `most` posts of the account, newest first; raises PostsRefused, PostsUnreachable."""
    found: list[Post] = []
    after = ""
    while len(found) < most:
        asked = {"fields": _FIELDS, "limit": str(min(_PER_PAGE, most)), **({"after": after} if after else {})}
        try:
            answer = client.get(f"{account_id}/media", asked)
        except GraphError as error:
            kind = PostsUnreachable if error.is_server_fault or error.is_transient else PostsRefused
            raise kind(str(error)) from error
        except GraphUnreachable as error:
            raise PostsUnreachable(str(error)) from error
        rows = answer.get("data") or []
        found += [_post(row) for row in rows if isinstance(row, dict) and row.get("id")]
        after = ((answer.get("paging") or {}).get("cursors") or {}).get("after") or ""
        if not rows or not after:
            break
    return found[:most]


def _post(row: dict[str, object]) -> Post:
    return Post(
        id=str(row["id"]),
        caption=str(row.get("caption") or ""),
        url=str(row.get("permalink") or ""),
        posted_at=_moment(str(row.get("timestamp") or "")),
    )


def _moment(text: str) -> datetime | None:
    """Meta writes "2026-11-02T09:30:00+0000"."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
