"""POST /{phone-number-id}/messages: what the product sends to people."""

from dataclasses import replace
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from sandbox.accounts import Account
from sandbox.customers import Customer
from sandbox.messages import new_wamid
from sandbox.web import reply
from sandbox.whatsapp import links, outgoing, pace, receipts, uploads
from sandbox.whatsapp.auth import number
from sandbox.whatsapp.errors import CODES, MetaError
from sandbox.whatsapp.platform import WHATSAPP
from sandbox.world import World

TYPING_S = 25
MAX_BODY_BYTES = 1_000_000
CLOSED = (
    "Message failed to send because more than 24 hours have passed"
    " since the customer last replied to this number."
)


async def send_message(request: Request) -> Response:
    """Check a message as Meta does, show it on the phone and queue its receipts."""
    world, account = number(request)
    body = await read_json(request)
    outgoing.check_product(body)
    if "status" in body:
        return _mark_read(world, account, body)
    kind = outgoing.check_message(body)
    recipient = _recipient(world, account, body, kind)
    _check_pace(world, account, recipient)
    if kind in outgoing.MEDIA_TYPES:
        uploads.check_reference(world, account, kind, body[kind])
    message_id = _accept(world, account, recipient, kind, body)
    entry = {"id": message_id} | ({"message_status": "accepted"} if kind == "template" else {})
    answer = {"messaging_product": "whatsapp", "contacts": [_addressed(body, recipient)], "messages": [entry]}
    return reply(answer, headers={"facebook-api-version": request.path_params["version"]})


async def read_json(request: Request) -> dict[str, Any]:
    """Return the JSON object of a Graph call; raises MetaError 100."""
    raw = await request.body()
    try:
        body = msgspec.json.decode(raw) if len(raw) <= MAX_BODY_BYTES else None
    except (msgspec.DecodeError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise MetaError(100, "The request body must be a JSON object.")
    return body


def _mark_read(world: World, account: Account, body: dict[str, Any]) -> Response:
    outgoing.check_read(body)
    message = world.messages.find(body["message_id"])
    customer = world.customers.get(message.customer) if message else None
    if message is None or customer is None or customer.account != account.account:
        raise MetaError(131009, "Param message_id is not a message of this phone number.")
    if message.direction != "from_customer":
        raise MetaError(131009, "Param message_id must be a message received from a user.")
    world.messages.mark_read_until(message)
    if body.get("typing_indicator"):
        world.hub.tell("typing", customer=customer.id, seconds=TYPING_S)
    return reply({"success": True})


def _recipient(world: World, account: Account, body: dict[str, Any], kind: str) -> Customer:
    if body.get("to") is None:
        customer = world.customers.by_user_id(account.account, body["recipient"])
        if customer is None:
            raise MetaError(131026, "Message Undeliverable.")
        return customer
    address = outgoing.wa_id(body["to"])
    if address == account.phone:
        raise MetaError(131021, "Recipient phone number cannot be the sender's phone number.")
    customer = world.customers.by_address("whatsapp", account.account, address)
    if customer is None:
        if kind != "template":
            raise MetaError(131047, CLOSED)
        # A template may reach someone who has never written: their phone appears on the page.
        customer = world.customers.add(account.account, address, f"+{address}", {}, WHATSAPP)
    return customer


def _check_pace(world: World, account: Account, recipient: Customer) -> None:
    if world.faults.is_on("whatsapp", "throughput"):
        pace.check_throughput(world.pace, account.account)
    if world.faults.is_on("whatsapp", "pair_rate"):
        pace.check_pair(world.pace, account.account, recipient.address)


def _accept(world: World, account: Account, customer: Customer, kind: str, body: dict[str, Any]) -> str:
    content = body[kind]
    if kind == "reaction":
        return _react(world, account, customer, content)
    bubble, text = outgoing.shown(kind, content)
    is_closed = kind != "template" and not customer.is_window_open
    if is_closed and world.preferences["window_failure"] == "sync":
        raise MetaError(131047, CLOSED)
    if world.faults.strike("whatsapp", "out", "drop"):
        return new_wamid(customer)
    message = world.messages.add(
        customer,
        "to_customer",
        bubble,
        text,
        {"type": kind, kind: content},
        reply_to=(body.get("context") or {}).get("message_id", ""),
        callback=body.get("biz_opaque_callback_data") or "",
    )
    if is_closed:
        receipts.fail(world, account, customer, message, 131047, CLOSED)
        return message.id
    if code := customer.fields.get("fails_with"):
        receipts.fail(world, account, customer, message, int(code), CODES[int(code)][0])
        return message.id
    receipts.schedule(world, account, customer, message, only_sent=False)
    if kind in outgoing.MEDIA_TYPES and "link" in content:
        links.fetch_later(world, account, customer, message)
    return message.id


def _react(world: World, account: Account, customer: Customer, content: dict[str, Any]) -> str:
    target = world.messages.find(content["message_id"])
    if target is None or target.customer != customer.id:
        raise MetaError(131009, "Param reaction['message_id'] is not a message of this conversation.")
    if not customer.is_window_open:
        raise MetaError(131047, CLOSED)
    world.messages.react(target, "business", content["emoji"])
    # A reaction is no bubble of its own, yet it has an id and a receipt.
    stand_in = replace(target, id=new_wamid(customer), callback="")
    receipts.schedule(world, account, customer, stand_in, only_sent=True)
    return stand_in.id


def _addressed(body: dict[str, Any], recipient: Customer) -> dict[str, str]:
    entry = {"input": body.get("to") or body["recipient"]}
    if body.get("to"):
        entry["wa_id"] = recipient.address
    if body.get("recipient"):
        entry["user_id"] = recipient.user_id
    return entry
