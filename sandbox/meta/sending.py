"""POST /{page}/messages, /message_attachments: what the product sends on Messenger and Instagram."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from sandbox.accounts import Account
from sandbox.customers import Customer
from sandbox.meta import comments, events, files, outgoing, receipts, templates
from sandbox.meta.body import read_body
from sandbox.meta.errors import GraphError, invalid, missing, throttled
from sandbox.meta.outgoing import RULES
from sandbox.meta.pages import page_of_request
from sandbox.store import now
from sandbox.web import reply
from sandbox.world import World

TYPING_S = 20
HUMAN_AGENT_S = 7 * 86_400
PER_SECOND = {"messenger": 300, "instagram": 100}
CLOSED = "This message is sent outside of allowed window."
CLOSED_SUBCODES = {"messenger": 2018278, "instagram": 2534022}
NOBODY_SUBCODES = {"messenger": 2018001, "instagram": 2534014}
BUBBLES = {"image": "image", "video": "video", "audio": "audio", "file": "document"}


async def send_message(request: Request) -> Response:
    """Check a message or a sender action as Meta does and show it on the phone."""
    world, page = page_of_request(request)
    return await send(world, page.accounts, await read_body(request))


async def upload(request: Request) -> Response:
    """POST /{page}/message_attachments: keep a file for several messages."""
    world, page = page_of_request(request)
    body = await read_body(request)
    account = page.instagram if body.get("platform") == "instagram" and page.instagram else page.accounts[0]
    return await keep(world, account, body)


async def keep(world: World, account: Account, body: dict[str, Any]) -> Response:
    """Store the file of an upload call and answer with its attachment_id."""
    message = body.get("message")
    if not isinstance(message, dict):
        raise missing("message")
    attachment = message.get("attachment")
    outgoing.check_upload(attachment, RULES[account.platform])
    assert isinstance(attachment, dict)
    taken = await files.taken(world, account, attachment, body.get("filedata"))
    if "id" not in taken:
        raise GraphError(100, "Failed to fetch the file from the url", subcode=2018008)
    return reply({"attachment_id": taken["id"]})


async def send(world: World, accounts: list[Account], body: dict[str, Any]) -> Response:
    """Send to one of the recipients that these accounts know."""
    by = outgoing.check_envelope(body)
    account, customer = _recipient(world, accounts, by, body["recipient"][by])
    if world.faults.is_on(account.platform, "throughput"):
        most = PER_SECOND[account.platform]
        if not world.pace.has_room(f"{account.platform}:{account.account}", most):
            raise throttled(account.platform, account.account)
    if "sender_action" in body:
        return _act(world, account, customer, body)
    rules = RULES[account.platform]
    tag = outgoing.check_type(body, rules)
    outgoing.check_message(body["message"], rules)
    # What Meta has approved may go out after the free window.
    if by == "id" and body.get("messaging_type") != "UTILITY":
        _check_window(account, customer, tag)
    _refuse_blocked(account, customer)
    return await _accept(world, account, customer, body, by)


def _recipient(world: World, accounts: list[Account], by: str, value: str) -> tuple[Account, Customer]:
    if by in ("comment_id", "post_id"):
        customer = comments.take_private_reply(world, value)
        account = next(
            (a for a in accounts if (a.platform, a.account) == (customer.platform, customer.account)), None
        )
        if account:
            return account, customer
        raise invalid("Invalid parameter: the comment is not on this page.", 2018001)
    for account in accounts:
        if by == "id" and (found := world.customers.by_address(account.platform, account.account, value)):
            return account, found
    raise invalid("No matching user found", NOBODY_SUBCODES[accounts[0].platform])


def _check_window(account: Account, customer: Customer, tag: str) -> None:
    wrote_ago = now() - customer.wrote_at if customer.wrote_at is not None else None
    allowed_s = HUMAN_AGENT_S if tag == "HUMAN_AGENT" else 86_400
    if wrote_ago is None or wrote_ago >= allowed_s:
        raise GraphError(10, CLOSED, subcode=CLOSED_SUBCODES[account.platform])


def _refuse_blocked(account: Account, customer: Customer) -> None:
    if customer.fields.get("blocked") in (True, "true"):
        raise GraphError(551, "This person isn't available right now.", subcode=1545041)
    if account.fields.get("messages_disabled"):
        raise GraphError(
            200, "The account owner has disabled access to instagram direct messages.", subcode=2534041
        )


def _act(world: World, account: Account, customer: Customer, body: dict[str, Any]) -> Response:
    action = outgoing.check_action(body)
    _check_window(account, customer, "HUMAN_AGENT" if action in ("mark_seen", "react", "unreact") else "")
    if action == "mark_seen":
        mine = [m for m in world.messages.thread(customer.id) if m.direction == "from_customer"]
        if mine:
            world.messages.mark_read_until(mine[-1])
    elif action in ("react", "unreact"):
        _react(world, customer, action, body["payload"])
    else:
        seconds = TYPING_S if action == "typing_on" else 0
        world.hub.tell("typing", customer=customer.id, seconds=seconds)
    return reply({"recipient_id": customer.address})


def _react(world: World, customer: Customer, action: str, payload: dict[str, Any]) -> None:
    target = world.messages.find(payload["message_id"])
    if target is None or target.customer != customer.id:
        raise invalid("Invalid parameter: payload[message_id] is not a message of this thread.")
    emoji = {"love": "❤️", "like": "👍"}.get(payload.get("reaction", ""), payload.get("reaction", ""))
    world.messages.react(target, "business", emoji if action == "react" else "")


async def _accept(
    world: World, account: Account, customer: Customer, body: dict[str, Any], by: str
) -> Response:
    message, message_id = body["message"], events.new_mid(account.platform)
    quoted = _quoted(world, customer, body.get("reply_to"))
    kind, shown = await _shown(world, account, message, body.get("filedata"))
    answer: dict[str, Any] = {"recipient_id": customer.address, "message_id": message_id}
    payload = (message.get("attachment") or {}).get("payload") or {}
    if payload.get("is_reusable") and shown.get("files", [{}])[0].get("id"):
        answer["attachment_id"] = shown["files"][0]["id"]
    if by != "id":
        comments.answered(world, body["recipient"][by], message_id)
    if world.faults.strike(account.platform, "out", "drop"):
        return reply(answer)
    utility = templates.shown(message["template"])[0] if "template" in message else ""
    words = message.get("text") or payload.get("text") or utility
    bubble = world.messages.add(
        customer, "to_customer", kind, words, {"wire": message, "shown": shown},
        reply_to=quoted, message_id=message_id,
    )  # fmt: skip
    receipts.schedule(world, account, customer, bubble)
    return reply(answer)


def _quoted(world: World, customer: Customer, reply_to: Any) -> str:
    if reply_to is None:
        return ""
    mid = reply_to.get("mid") if isinstance(reply_to, dict) else None
    found = world.messages.find(mid) if isinstance(mid, str) else None
    if found is None or found.customer != customer.id:
        raise invalid("Invalid parameter: reply_to[mid] is not a message of this thread.")
    return found.id


async def _shown(
    world: World, account: Account, message: dict[str, Any], filedata: Any
) -> tuple[str, dict[str, Any]]:
    """Return (kind, what the phone draws) of a message."""
    if "template" in message:
        return "template", templates.shown(message["template"])[1]
    shown: dict[str, Any] = {}
    replies = [entry for entry in message.get("quick_replies", []) if entry["content_type"] == "text"]
    if replies:
        shown["quick_replies"] = [{"id": entry["payload"], "title": entry["title"]} for entry in replies]
    attachments = message.get("attachments") or ([message["attachment"]] if message.get("attachment") else [])
    if not attachments:
        return "text", shown
    first = attachments[0]["type"]
    if first == "template":
        return "template", shown | _template(attachments[0]["payload"])
    if first in ("like_heart", "MEDIA_SHARE"):
        return "sticker", shown | {"heart": True}
    taken = [await files.taken(world, account, attachment, filedata) for attachment in attachments]
    return BUBBLES[first], shown | {"files": taken}


def _template(payload: dict[str, Any]) -> dict[str, Any]:
    if payload["template_type"] == "button":
        return {"buttons": _buttons(payload), "isPanel": True}
    cards = [
        {
            "title": element.get("title", ""),
            "subtitle": element.get("subtitle", ""),
            "image": element.get("image_url") or element.get("url"),
            "buttons": _buttons(element),
        }
        for element in payload["elements"]
    ]
    return {"cards": cards}


def _buttons(holder: dict[str, Any]) -> list[dict[str, str]]:
    found = []
    for button in holder.get("buttons") or []:
        entry = {"id": button.get("payload", ""), "title": button["title"]}
        if button["type"] != "postback":
            entry["url"] = button.get("url") or f"tel:{button.get('payload', '')}"
        found.append(entry)
    return found
