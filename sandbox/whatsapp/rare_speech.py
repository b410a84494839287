"""What customers do less often: orders, forms, shared numbers, new numbers, new devices, opting out."""

import random
from typing import Any

import msgspec

from sandbox.customers import Customer
from sandbox.platform import digits
from sandbox.store import now
from sandbox.web import Refused
from sandbox.whatsapp.spoken import Speaker, Spoken
from sandbox.wishes import a_string, an_object, target_of
from sandbox.world import World

SAMPLE_ORDER = [{"product_retailer_id": "balayage", "quantity": 1, "item_price": 2400, "currency": "UAH"}]
SAMPLE_AD = {
    "source_url": "https://fb.me/8cr6Wqqkv",
    "source_id": "120210000000000001",
    "source_type": "ad",
    "headline": "Chat with us",
    "body": "Summer offer",
    "media_type": "image",
    "image_url": "https://scontent.example/ad.jpg",
    "ctwa_clid": "Aff-n8ZTODiE79d22KtAwQKj9e",
    "welcome_message": {"text": "Hi! How can we help?"},
}


def _order(_world: World, _customer: Customer, value: Any) -> Spoken:
    """A basket from the catalogue: true, or {catalog_id, text, product_items}."""
    wanted = {} if value is True else an_object(value, "order")
    items = wanted.get("product_items", SAMPLE_ORDER)
    if not isinstance(items, list) or not items:
        raise Refused("“order.product_items” must be a list with at least one item.")
    order: dict[str, Any] = {
        "catalog_id": str(wanted.get("catalog_id") or "194836987003835"),
        "text": str(wanted.get("text") or ""),
        "product_items": items,
    }
    return Spoken({"type": "order", "order": order}, order["text"], "order")


def _flow_reply(world: World, customer: Customer, value: Any) -> Spoken:
    """A form that was filled in: its answers as an object."""
    answers = an_object(value, "flow_reply")
    message_id = answers.pop("message", None)
    reply = {"name": "flow", "body": "Sent", "response_json": msgspec.json.encode(answers).decode()}
    wire = {"type": "interactive", "interactive": {"type": "nfm_reply", "nfm_reply": reply}}
    target = target_of(world, customer, message_id, "to_customer") if message_id else None
    return Spoken(wire, "Sent", "flow_reply", target=target)


def _share_number(_world: World, customer: Customer, _value: Any) -> Spoken:
    """The person shares their number when asked for it."""
    card = {
        "origin": "contact_request",
        "phones": [{"phone": f"+{customer.address}", "wa_id": customer.address, "type": "CELL"}],
    }
    shown = {"name": {"formatted_name": customer.name}, **card}
    wire = {"type": "contacts", "contacts": [card]}
    return Spoken(wire, customer.name, "contacts", shown={"contacts": [shown]})


def _change_number(world: World, customer: Customer, value: Any) -> Spoken:
    """A new SIM: the new number, or true for a made-up one. The user id changes with it."""
    new = f"38050{random.randrange(10**6, 10**7)}" if value is True else a_string(value, "change_number")  # noqa: S311 - an address
    if world.customers.by_address("whatsapp", customer.account, new):
        raise Refused("This number already belongs to somebody.")
    user_id = f"UA.{digits(20)}"
    body = f"User {customer.name} changed from {customer.address} to {new}"
    system = {"body": body, "wa_id": new, "user_id": user_id, "type": "user_changed_number"}
    world.customers.move(customer, address=new, user_id=user_id)
    return Spoken({"type": "system", "system": system}, body, "system", is_system=True)


def _change_user_id(world: World, customer: Customer, _value: Any) -> Spoken:
    """Meta gives the person another business-scoped id."""
    user_id = f"UA.{digits(20)}"
    body = f"User {customer.name} changed from {customer.user_id} to {user_id}"
    world.customers.move(customer, address=customer.address, user_id=user_id)
    system = {"body": body, "user_id": user_id, "type": "user_changed_user_id"}
    return Spoken({"type": "system", "system": system}, body, "system", is_system=True)


def _new_device(_world: World, customer: Customer, _value: Any) -> Spoken:
    """The person has set WhatsApp up anew: their identity key is another."""
    system = {"body": f"{customer.name}'s security code changed", "type": "customer_identity_changed"}
    identity = {"acknowledged": False, "created_timestamp": str(int(now())), "hash": digits(12)}
    wire = {"type": "system", "system": system, "identity": identity}
    return Spoken(wire, system["body"], "system", is_system=True)


def _view_once(_world: World, _customer: Customer, _value: Any) -> Spoken:
    return unsupported("ephemeral")


def _broken_interactive(_world: World, _customer: Customer, _value: Any) -> Spoken:
    """An answer that Meta itself could not put into words."""
    title = "Something went wrong"
    error = {"code": 131000, "title": title, "message": title}
    problem = {**error, "error_data": {"details": "Unsupported webhook payload"}}
    return Spoken({"type": "interactive"}, "", "unsupported", beside={"errors": [problem]})


def _marketing(_world: World, customer: Customer, value: Any) -> Spoken:
    """The person stops or resumes marketing messages: "stop" or "resume"."""
    if value not in ("stop", "resume"):
        raise Refused("“marketing” must be stop or resume.")
    preference: dict[str, Any] = {
        "user_id": customer.user_id,
        "detail": f"User requested to {value} marketing messages",
        "category": "marketing_messages",
        "value": value,
        "timestamp": int(now()),
    }
    if not customer.hide_phone:
        preference["wa_id"] = customer.address
    return Spoken({}, "", "marketing", has_bubble=False, field="user_preferences",
                  beside={"user_preferences": [preference]})  # fmt: skip


def _listen(world: World, customer: Customer, value: Any) -> Spoken:
    """The person plays a voice note of the business: the message's id, or true for the latest."""
    wanted = {"message": value} if isinstance(value, str) else {}
    target = target_of(world, customer, wanted.get("message"), "to_customer")
    status: dict[str, Any] = {"id": target.id, "status": "played", "timestamp": str(int(now()))}
    if not customer.hide_phone:
        status["recipient_id"] = customer.address
    status["recipient_user_id"] = customer.user_id
    return Spoken({}, "", "played", has_bubble=False, beside={"statuses": [status]})


def _business(world: World, customer: Customer, value: Any) -> Spoken:
    """The business writes in the WhatsApp Business app: a text, {text}, {edit: {…}}, {revoke: id}."""
    wanted = {"text": value} if isinstance(value, str) else an_object(value, "business")
    if "revoke" in wanted:
        target = target_of(world, customer, wanted["revoke"], "to_customer")
        wire = {"type": "revoke", "revoke": {"original_message_id": target.id}}
        return Spoken(wire, "", "revoke", has_bubble=False, target=target, field="smb_message_echoes")
    if "edit" in wanted:
        change = an_object(wanted["edit"], "business.edit")
        target, words = (
            target_of(world, customer, change.get("message"), "to_customer"),
            a_string(change.get("text"), "edit.text"),
        )
        inner = {"type": "text", "text": {"body": words}}
        wire = {"type": "edit", "edit": {"original_message_id": target.id, "message": inner}}
        return Spoken(wire, words, "edit", has_bubble=False, target=target, field="smb_message_echoes")
    words = a_string(wanted.get("text"), "business.text", limit=4096)
    return Spoken({"type": "text", "text": {"body": words}}, words, "text", field="smb_message_echoes")


def unsupported(kind: str) -> Spoken:
    """Return what Meta sends for something the API does not carry."""
    title = "Message type unknown"
    error = {"code": 131051, "title": title, "message": title}
    problem = {**error, "error_data": {"details": "Message type is currently not supported."}}
    wire = {"type": "unsupported", "errors": [problem], "unsupported": {"type": kind}}
    return Spoken(wire, "", "unsupported")


SPEAKERS: dict[str, Speaker] = {
    "order": _order,
    "flow_reply": _flow_reply,
    "share_number": _share_number,
    "change_number": _change_number,
    "change_user_id": _change_user_id,
    "new_device": _new_device,
    "view_once": _view_once,
    "broken_interactive": _broken_interactive,
    "marketing": _marketing,
    "listen": _listen,
    "business": _business,
}
