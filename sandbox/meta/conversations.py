"""Conversations and their messages as Graph lists them, for products that come late and read what was said."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from sandbox.accounts import Account
from sandbox.customers import Customer
from sandbox.messages import Message
from sandbox.meta import cdn
from sandbox.meta.errors import invalid, missing_object, throttled
from sandbox.meta.fieldlist import Wanted, parse, pick
from sandbox.meta.pages import page_of_request
from sandbox.store import now
from sandbox.web import reply
from sandbox.world import World

CONVERSATIONS_PER_SECOND = 2


async def conversations(request: Request) -> Response:
    """GET /{page}/conversations?platform=&user_id=&fields=: threads with their messages, newest first."""
    world, page = page_of_request(request)
    platform = request.query_params.get("platform", "messenger").lower()
    account = page.instagram if platform == "instagram" else page.messenger
    if platform not in ("messenger", "instagram"):
        raise invalid("Param platform must be one of {MESSENGER, INSTAGRAM}.")
    return list_conversations(request, world, account)


def list_conversations(request: Request, world: World, account: Account | None) -> Response:
    """Answer with the threads of one account."""
    if account is not None:
        _refuse_haste(world, account)
    wanted = parse(request.query_params.get("fields", "id,link,updated_time"))
    person = request.query_params.get("user_id")
    threads = []
    for customer in world.customers.all() if account else []:
        assert account is not None
        if (customer.platform, customer.account) != (account.platform, account.account):
            continue
        if person in (None, customer.address) and (messages := world.messages.thread(customer.id, 500)):
            threads.append((messages[-1].at, customer, messages))
    threads.sort(key=lambda thread: -thread[0])
    data = [_conversation(world, account, c, m, wanted) for _at, c, m in threads if account]
    return reply(paged(request, data))


def _refuse_haste(world: World, account: Account) -> None:
    if not world.faults.is_on(account.platform, "throughput"):
        return
    if not world.pace.has_room(f"conversations:{account.key}", CONVERSATIONS_PER_SECOND):
        raise throttled(account.platform, account.account)


def one_conversation(
    world: World, accounts: Sequence[Account], conversation_id: str, wanted: list[Wanted]
) -> dict[str, Any]:
    """Return one thread; raises 100/33."""
    for account in accounts:
        for customer in world.customers.all():
            owns = (customer.platform, customer.account) == (account.platform, account.account)
            if owns and _conversation_id(customer) == conversation_id:
                messages = world.messages.thread(customer.id, 500)
                return _conversation(world, account, customer, messages, wanted or [Wanted("id")])
    raise missing_object(conversation_id)


def read_message(
    world: World, accounts: Sequence[Account], message_id: str, wanted: list[Wanted]
) -> dict[str, Any]:
    """Return one message of these accounts; raises 100/33."""
    message = world.messages.find(message_id)
    owner = world.customers.get(message.customer) if message else None
    account = next(
        (a for a in accounts if owner and (a.platform, a.account) == (owner.platform, owner.account)), None
    )
    if message is None or owner is None or account is None:
        raise missing_object(message_id)
    known = _message_fields(world, account, owner, message)
    return pick(known, wanted or [Wanted("id"), Wanted("created_time")]) | {"id": message.id}


def _conversation_id(customer: Customer) -> str:
    return f"t_{customer.address}"


def _conversation(
    world: World, account: Account, customer: Customer, messages: list[Message], wanted: list[Wanted]
) -> dict[str, Any]:
    inner = next((w for w in wanted if w.name == "messages"), Wanted("messages"))
    shown = [m for m in messages if not m.deleted and m.kind != "comment"]
    known = {
        "id": _conversation_id(customer),
        "link": f"/{account.account}/inbox/{customer.address}/",
        "updated_time": _time(messages[-1].at if messages else now()),
        "message_count": len(shown),
        "unread_count": 0,
        "can_reply": customer.is_window_open,
        "participants": {
            "data": [_person(account, customer, mine=False), _person(account, customer, mine=True)]
        },
        "senders": {"data": [_person(account, customer, mine=False), _person(account, customer, mine=True)]},
        "messages": {
            "data": [
                pick(
                    _message_fields(world, account, customer, message),
                    list(inner.inner) or [Wanted("id"), Wanted("created_time")],
                )
                | {"id": message.id}
                for message in list(reversed(shown))[: inner.limit]
            ]
        },
    }
    return pick(known, wanted) | {"id": known["id"]}


def _message_fields(world: World, account: Account, customer: Customer, message: Message) -> dict[str, Any]:
    is_mine = message.direction == "to_customer"
    files = [
        world.media.find(str(f.get("id", ""))) for f in message.content.get("shown", {}).get("files", [])
    ]
    attachments = []
    for media in files:
        if media is None:
            continue
        entry: dict[str, Any] = {
            "id": media.id,
            "mime_type": media.mime,
            "name": media.name,
            "size": media.size,
        }
        url = cdn.url_of(world, media)
        kind = media.mime.split("/")[0]
        key = {"image": "image_data", "video": "video_data"}.get(kind, "file_url")
        attachments.append(
            entry | {key: url if key == "file_url" else {"url": url, "width": 640, "height": 480}}
        )
    reactions = world.messages.reactions(customer.id).get(message.id, [])
    return {
        "id": message.id,
        "created_time": _time(message.at),
        "message": message.text,
        "from": _person(account, customer, mine=is_mine),
        "to": {"data": [_person(account, customer, mine=not is_mine)]},
        "attachments": {"data": attachments} if attachments else None,
        "sticker": None,
        "tags": None,
        "shares": None,
        "story": None,
        "is_unsupported": None,
        "reply_to": {"mid": message.reply_to} if message.reply_to else None,
        "reactions": {"data": [{"reaction": r["emoji"]} for r in reactions]} if reactions else None,
    }


def _person(account: Account, customer: Customer, *, mine: bool) -> dict[str, str]:
    if account.platform == "instagram":
        name = str(account.fields.get("username") or account.name) if mine else customer.username
        return {
            "username": name or f"guest_{customer.address[-4:]}",
            "id": account.account if mine else customer.address,
        }
    if mine:
        return {"name": account.name, "email": f"{account.account}@facebook.com", "id": account.account}
    return {"name": customer.name, "email": f"{customer.address}@facebook.com", "id": customer.address}


def paged(request: Request, data: list[dict[str, Any]]) -> dict[str, Any]:
    """Cut a page of `limit` after the cursor; the cursor is the number of rows before."""
    limit = (
        int(request.query_params.get("limit", "25"))
        if request.query_params.get("limit", "25").isdigit()
        else 25
    )
    after = request.query_params.get("after", "0")
    start = int(after) if after.isdigit() else 0
    part = data[start : start + limit]
    paging: dict[str, Any] = {"cursors": {"before": str(start), "after": str(start + len(part))}}
    if start + limit < len(data):
        paging["next"] = str(request.url.include_query_params(after=start + limit))
    return {"data": part, "paging": paging} if part else {"data": []}


def _time(at: float) -> str:
    """Write a time as Graph does: 2026-11-21T09:00:00+0000."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")
