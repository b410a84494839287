"""What people can do on Messenger and Instagram alike, as the event Meta sends for it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.attachments import options_of, stored
from sandbox.customers import Customer
from sandbox.messages import Message
from sandbox.meta import cdn
from sandbox.web import Refused
from sandbox.wishes import a_reaction, a_string, an_object, target_of
from sandbox.world import World

ATTACHMENT_TYPES = {"image": "image", "video": "video", "audio": "audio", "document": "file"}
REACTIONS = {"❤️": "love", "❤": "love", "😂": "laugh", "😆": "smile", "😮": "wow", "😢": "sad", "😠": "angry",
             "👍": "like", "👎": "dislike"}  # fmt: skip
MAX_EDITS = 5


@dataclass(frozen=True, slots=True)
class Spoken:
    """One thing done on the phone.

    `event` is what stands beside sender, recipient and timestamp; its `message` gets its mid later.
    `subscription` is the webhook field it belongs to. `change` replaces the event by a change of the feed.
    """

    subscription: str
    event: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    kind: str = "text"
    shown: dict[str, Any] = field(default_factory=dict)
    has_bubble: bool = True
    target: Message | None = None
    is_business: bool = False
    change: dict[str, Any] | None = None
    opens_window: bool = True


Speaker = Callable[[World, Customer, Any], Spoken]


def text(_world: World, _customer: Customer, value: Any) -> Spoken:
    words = a_string(value, "text", limit=65_536)
    return Spoken("messages", {"message": {"text": words}}, words)


def media(kind: str) -> Speaker:
    """Return the speaker of one kind of file; `images` in the options sends several at once."""

    def speaker(world: World, customer: Customer, value: Any) -> Spoken:
        entries = value if isinstance(value, list) else [value]
        files, attachments = [], []
        for entry in entries:
            options = options_of(kind, entry, "expires_in_s")
            file = stored(world.media, customer, kind, options)
            lifetime = float(options.get("expires_in_s", cdn.URL_LIFETIME_S))
            files.append({"id": file.id, "voice": kind == "audio"})
            attachments.append(
                {"type": ATTACHMENT_TYPES[kind], "payload": {"url": cdn.url_of(world, file, lifetime)}}
            )
        shown = {"files": files}
        return Spoken("messages", {"message": {"attachments": attachments}}, "", kind, shown)

    return speaker


def reaction(names: dict[str, str], *, bare_removal: bool) -> Speaker:
    """Return the speaker of reactions; Instagram leaves name and emoji out when one is removed."""

    def speaker(world: World, customer: Customer, value: Any) -> Spoken:
        wanted = a_reaction(value)
        target = target_of(world, customer, wanted.get("message"), "to_customer")
        emoji = str(wanted.get("emoji", ""))
        before = next(
            (
                r["emoji"]
                for r in world.messages.reactions(customer.id).get(target.id, [])
                if r["by"] == "customer"
            ),
            "",
        )
        named = emoji or before
        content: dict[str, Any] = {"mid": target.id, "action": "react" if emoji else "unreact"}
        if emoji or not bare_removal:
            content |= {"reaction": names.get(named, "other"), "emoji": named}
        return Spoken(
            "message_reactions", {"reaction": content}, emoji, "reaction", has_bubble=False, target=target
        )

    return speaker


def edit(world: World, customer: Customer, value: Any) -> Spoken:
    wanted = an_object(value, "edit")
    target = target_of(world, customer, wanted.get("message"), "from_customer")
    words = a_string(wanted.get("text"), "edit.text", limit=65_536)
    count = int(target.content.get("edits", 0)) + 1
    if count > MAX_EDITS:
        raise Refused("A message can be edited five times.")
    content = {"mid": target.id, "text": words, "num_edit": count}
    return Spoken("message_edits", {"message_edit": content}, words, "edit", has_bubble=False, target=target)


def revoke(world: World, customer: Customer, value: Any) -> Spoken:
    wanted = {"message": value} if isinstance(value, str) else an_object(value, "revoke")
    target = target_of(world, customer, wanted.get("message"), "from_customer")
    event = {"message": {"mid": target.id, "is_deleted": True}}
    return Spoken("messages", event, "", "revoke", has_bubble=False, target=target)


def quick_reply(world: World, customer: Customer, value: Any) -> Spoken:
    found = offered(world, customer, value, "quick_replies")
    event = {"message": {"text": found["title"], "quick_reply": {"payload": found["id"]}}}
    return Spoken("messages", event, found["title"], "quick_reply")


def button_reply(world: World, customer: Customer, value: Any) -> Spoken:
    found = offered(world, customer, value, "buttons")
    if found.get("url"):
        raise Refused("This button opens a page; the business does not hear of it.")
    event = {"postback": {"title": found["title"], "payload": found["id"]}}
    return Spoken("messaging_postbacks", event, found["title"], "button_reply")


def postback(_world: World, _customer: Customer, value: Any) -> Spoken:
    """A tap on Get Started, an ice breaker or the menu: {title, payload, referral?}; true is Get Started."""
    wanted = (
        {"title": "Get Started", "payload": "GET_STARTED"} if value is True else an_object(value, "postback")
    )
    title = a_string(wanted.get("title"), "postback.title")
    content = {"title": title, "payload": a_string(wanted.get("payload"), "postback.payload")}
    if isinstance(wanted.get("referral"), dict):
        content["referral"] = wanted["referral"]
    return Spoken("messaging_postbacks", {"postback": content}, title, "button_reply")


def product(_world: World, _customer: Customer, value: Any) -> Spoken:
    """A question about a product of the shop: {id, text}."""
    wanted = an_object(value, "product")
    words = a_string(wanted.get("text"), "product.text")
    message = {"text": words, "referral": {"product": {"id": a_string(wanted.get("id"), "product.id")}}}
    return Spoken("messages", {"message": message}, words)


def raw(_world: World, _customer: Customer, value: Any) -> Spoken:
    """Any other event, as it stands beside sender, recipient and timestamp."""
    event = an_object(value, "raw")
    message = event.get("message")
    words = message.get("text", "") if isinstance(message, dict) else ""
    has_bubble = isinstance(message, dict)
    return Spoken("messages", event, words if isinstance(words, str) else "", "raw", has_bubble=has_bubble)


def offered(world: World, customer: Customer, value: Any, where: str) -> dict[str, str]:
    """Find what was tapped, by id or title, in the named or the latest message that offers it."""
    wanted = {"title": value, "id": value} if isinstance(value, str) else an_object(value, where)
    thread = [m for m in world.messages.thread(customer.id) if m.direction == "to_customer" and not m.deleted]
    if message_id := wanted.get("message"):
        thread = [m for m in thread if m.id == message_id]
    for message in reversed(thread):
        shown = message.content.get("shown", {})
        cards = [button for card in shown.get("cards", []) for button in card.get("buttons", [])]
        for choice in [*shown.get(where, []), *(cards if where == "buttons" else [])]:
            if choice.get("id", "") == wanted.get("id") or choice["title"] == wanted.get("title"):
                return dict(choice)
    payload = wanted.get("id") or wanted.get("payload")
    if not isinstance(value, dict) or not payload or not wanted.get("title"):
        raise Refused(
            "Nothing in the thread offers this choice. Give both “id” and “title” to send it anyway."
        )
    return {"id": str(payload), "title": str(wanted["title"])}


COMMON: dict[str, Speaker] = {
    "text": text,
    **{kind: media(kind) for kind in ATTACHMENT_TYPES},
    "edit": edit,
    "revoke": revoke,
    "quick_reply": quick_reply,
    "button_reply": button_reply,
    "postback": postback,
    "product": product,
    "raw": raw,
}
