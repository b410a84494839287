"""GET /{account}/media: what an Instagram account has posted, newest first; `posts` of the control API's account."""

from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from sandbox.accounts import Account
from sandbox.meta.conversations import paged
from sandbox.meta.errors import missing_object
from sandbox.meta.fieldlist import Wanted, parse, pick
from sandbox.meta.pages import caller_of
from sandbox.web import reply
from sandbox.world import world_of


def shown(request: Request, account: Account) -> Response:
    """Return one page of the account's posts with the fields that were asked for."""
    wanted = parse(request.query_params.get("fields", "")) or [Wanted("id")]
    posts = [_post(account, at, post) for at, post in enumerate(account.fields.get("posts") or [])]
    return reply(paged(request, [pick(post, wanted) | {"id": post["id"]} for post in posts]))


async def behind_page(request: Request) -> Response:
    """GET graph.facebook.com/{account}/media, with the token of the page or of who owns it."""
    world_of(request)
    caller, object_id = caller_of(request), request.path_params["object_id"]
    for account in caller.accounts:
        if account.platform == "instagram" and account.account == object_id:
            return shown(request, account)
    raise missing_object(object_id, "get")


def _post(account: Account, at: int, post: dict[str, Any]) -> dict[str, Any]:
    made = datetime.fromtimestamp(account.created_at - 86_400 * at, UTC)
    code = f"P{account.account[-6:]}{at}"
    return {
        "id": f"1799{account.account[-9:]}{at:03}",
        "caption": str(post.get("caption", "")) or None,
        "permalink": f"https://www.instagram.com/p/{code}/",
        "timestamp": str(post.get("timestamp") or made.strftime("%Y-%m-%dT%H:%M:%S+0000")),
        "media_type": str(post.get("media_type", "IMAGE")),
        "username": account.fields.get("username") or None,
    }
