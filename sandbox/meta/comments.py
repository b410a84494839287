"""Comments under posts: what people write there, and how the business answers in private or in public."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from sandbox.accounts import Account
from sandbox.customers import Customer
from sandbox.meta.body import read_body
from sandbox.meta.errors import GraphError, invalid, missing, missing_object
from sandbox.meta.pages import caller_of
from sandbox.meta.spoken import Spoken
from sandbox.platform import digits
from sandbox.store import now
from sandbox.web import Refused, reply
from sandbox.wishes import a_string, an_object
from sandbox.world import World, world_of

PRIVATE_REPLY_S = 7 * 86_400


def seconds() -> int:
    return int(now())


def on_page(world: World, customer: Customer, value: Any) -> Spoken:
    """A comment under the page's post: a text, {text, post?}, {id, text} edits it, {id, remove: true}."""
    wanted = {"text": value} if isinstance(value, str) else an_object(value, "comment")
    known = _known(world, wanted)
    verb = "add" if known is None else "remove" if wanted.get("remove") else "edited"
    post = str(known["post"] if known else wanted.get("post") or f"{customer.account}_{digits(9)}")
    comment_id = str(known["id"] if known else f"{post.split('_')[-1]}_{digits(15)}")
    words = "" if verb == "remove" else a_string(wanted.get("text"), "comment.text", limit=8000)
    content: dict[str, Any] = {
        "item": "comment",
        "verb": verb,
        "comment_id": comment_id,
        "parent_id": str(wanted.get("parent") or post),
        "post_id": post,
        "created_time": seconds(),
        "from": {"id": customer.address, "name": customer.name},
    }
    if words:
        content["message"] = words
    _remember(world, customer, comment_id, post, words, is_new=known is None)
    return Spoken(
        "feed",
        {},
        words,
        "comment",
        {"post": post},
        has_bubble=known is None,
        change=content,
        opens_window=False,
    )


def on_instagram(world: World, customer: Customer, value: Any) -> Spoken:
    """A comment under the account's media: a text, or {text, media?, parent?}."""
    return _media_comment(world, customer, value, "comments", "FEED")


def on_live(world: World, customer: Customer, value: Any) -> Spoken:
    """A comment under a live video."""
    return _media_comment(world, customer, value, "live_comments", "LIVE")


async def answer_in_public(request: Request) -> Response:
    """POST /{comment-id}/comments or /replies {message}: shown under the comment."""
    caller_of(request)
    world, customer, _account = _of_request(request)
    body = await read_body(request)
    words = body.get("message")
    if not isinstance(words, str) or not words.strip():
        raise missing("message")
    answer_id = f"{request.path_params['object_id']}_{digits(6)}"
    world.messages.add(
        customer, "to_customer", "comment", words, {"shown": {}},
        reply_to=request.path_params["object_id"], message_id=answer_id,
    )  # fmt: skip
    world.messages.advance(answer_id, "read")
    return reply({"id": answer_id})


def take_private_reply(world: World, comment_id: str) -> Customer:
    """Return who wrote the comment and mark it as answered; raises GraphError for a second or late answer."""
    row = world.store.row("SELECT * FROM comments WHERE id = ?", comment_id)
    if row is None:
        raise invalid("Invalid parameter: the comment does not exist.", 2018001)
    if row["private_reply"]:
        raise GraphError(10900, "Activity already replied to")
    if now() - row["at"] > PRIVATE_REPLY_S:
        raise GraphError(10903, "This user cannot reply to this activity")
    return world.customers.get(row["customer"])


def answered(world: World, comment_id: str, message_id: str) -> None:
    world.store.run("UPDATE comments SET private_reply = ? WHERE id = ?", message_id, comment_id)


def _of_request(request: Request) -> tuple[World, Customer, Account]:
    world, comment_id = world_of(request), request.path_params["object_id"]
    row = world.store.row("SELECT * FROM comments WHERE id = ?", comment_id)
    if row is None:
        raise missing_object(comment_id, "post")
    customer = world.customers.get(row["customer"])
    account = world.accounts.find(customer.account, customer.platform)
    if account is None or account.key not in {a.key for a in caller_of(request).accounts}:
        raise missing_object(comment_id, "post")
    return world, customer, account


def _media_comment(world: World, customer: Customer, value: Any, field: str, product: str) -> Spoken:
    wanted = {"text": value} if isinstance(value, str) else an_object(value, "comment")
    words = a_string(wanted.get("text"), "comment.text", limit=2200)
    comment_id, media_id = digits(17), str(wanted.get("media") or digits(17))
    content: dict[str, Any] = {
        "from": {"id": customer.address, "username": customer.username or f"guest_{customer.address[-4:]}"},
        "id": comment_id,
        "text": words,
        "media": {"id": media_id, "media_product_type": product},
    }
    if wanted.get("parent"):
        content["parent_id"] = str(wanted["parent"])
    _remember(world, customer, comment_id, media_id, words, is_new=True)
    return Spoken(field, {}, words, "comment", {"post": media_id}, change=content, opens_window=False)


def _known(world: World, wanted: dict[str, Any]) -> dict[str, Any] | None:
    if "id" not in wanted:
        return None
    row = world.store.row("SELECT * FROM comments WHERE id = ?", str(wanted["id"]))
    if row is None:
        raise Refused("“comment.id” is not the id of a comment.")
    return row


def _remember(
    world: World, customer: Customer, comment_id: str, post: str, words: str, *, is_new: bool
) -> None:
    if is_new:
        world.store.insert("comments", id=comment_id, customer=customer.id, post=post, text=words, at=now())
    elif words:
        world.store.run("UPDATE comments SET text = ? WHERE id = ?", words, comment_id)
        if message := world.messages.find(comment_id):
            world.messages.edit(message, words)
    elif message := world.messages.find(comment_id):
        world.messages.revoke(message)
