"""Posts of a connected account. Channels stand on our own floor, so `config/wiring.py` says who reads them."""

from collections.abc import Callable
from uuid import UUID

from shared_apps.vendors.meta.posts import Post, PostsRefused

MAX_POSTS = 200

# (account id, most=…) → posts, newest first; raises PostsRefused, PostsUnreachable.
ReadPosts = Callable[..., list[Post]]
# Account id → what people call it, None when it is not connected.
NameOf = Callable[[UUID], str | None]
_doors: list[tuple[ReadPosts, NameOf]] = []


def read_with(posts: ReadPosts, name: NameOf) -> None:
    """Let these functions bring posts and names of accounts from now on."""
    _doors[:] = [(posts, name)]


def posts_of(account_id: UUID) -> list[Post]:
    """Return the account's newest posts; raises PostsRefused, PostsUnreachable."""
    if not _doors:
        raise PostsRefused("Nobody reads posts in this process.")
    return _doors[0][0](account_id, most=MAX_POSTS)


def name_of(account_id: UUID) -> str | None:
    return _doors[0][1](account_id) if _doors else None
