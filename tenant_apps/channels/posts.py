"""What a connected account has posted, for those who index it (`config/wiring.py`)."""

from uuid import UUID

from shared_apps.vendors.meta.posts import Post, PostsRefused, read_posts
from tenant_apps.channels.adapters.instagram.client import has_own_login, line
from tenant_apps.channels.models import AccountState, ChannelAccount
from tenant_apps.channels.selectors import credentials_of


def posts_of(account_id: UUID, *, most: int) -> list[Post]:
    """Return up to `most` posts of an Instagram account, newest first; raises PostsRefused, PostsUnreachable."""
    account = ChannelAccount.objects.filter(id=account_id, kind="instagram").first()
    if account is None or account.state == AccountState.DISCONNECTED:
        raise PostsRefused("This Instagram account is not connected.")
    credentials = credentials_of(account)
    # By its own login Instagram knows the account as "me"; behind a page by the id that webhooks carry.
    node = "me" if has_own_login(credentials) else account.external_id
    return read_posts(line(credentials).client, node, most=most)


def name_of(account_id: UUID) -> str | None:
    """Return what people call a connected Instagram account, None when there is none."""
    account = ChannelAccount.objects.filter(id=account_id, kind="instagram").first()
    if account is None or account.state == AccountState.DISCONNECTED:
        return None
    username = str(account.settings.get("username") or "")
    return f"@{username}" if username else account.name
