"""A message or a tapped button → what a customer said, or what the business said elsewhere."""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from tenant_apps.channels.inbound import (
    Deletion,
    Direction,
    Ignored,
    Inbound,
    InboundAttachment,
    InboundMessage,
    Sender,
)

from .contents import Content, content_of
from .dialect import Dialect
from .moments import moment
from .payloads import Event, Head, Message, Party, Postback, text_of

read_any = msgspec.json.Decoder().decode
# A direct message supersedes the comment that a thread may have begun with: answers no longer go to the comment.
DIRECT: dict[str, str] = {"via": "message"}


@dataclass(slots=True)
class Place:
    """Where in a body we are: whose it is, when it may have been, how many messages came before.

    `own_apps` are the ids under which Meta knows us: what was sent by one of them is our own.
    """

    dialect: Dialect
    account_id: str
    fallback_at: datetime
    position: Iterator[int]
    own_apps: Collection[str] = ()
    is_standby: bool = False

    def at(self, head: Head) -> datetime:
        return moment(head.timestamp, self.fallback_at)


@dataclass(frozen=True, slots=True)
class Side:
    """Who the customer of an event is, and which way it went."""

    sender: Sender
    direction: Direction


def side_of(head: Head, place: Place, *, is_echo: bool = False, is_self: bool = False) -> Side:
    """Return the customer: whoever of the two is not the account."""
    sender, recipient = head.sender or Party(), head.recipient or Party()
    is_ours = not is_self and (is_echo or text_of(sender.id) == place.account_id)
    customer = recipient if is_ours else sender
    identities = []
    if customer.id:
        identities.append((place.dialect.identity, str(customer.id)))
    if customer.user_ref:
        identities.append(("user_ref", str(customer.user_ref)))
    return Side(Sender(tuple(identities)), "out" if is_ours else "in")


def digest(name: str, raw: bytes | msgspec.Raw) -> str:
    """Return an id for what has none: the same bytes, delivered again, get the same."""
    return f"{name}:{hashlib.blake2b(bytes(raw), digest_size=12).hexdigest()}"


def read_message(event: Event, message: Message, raw: msgspec.Raw, place: Place) -> Inbound:
    is_echo, is_self = bool(message.is_echo), bool(message.is_self)
    side = side_of(event, place, is_echo=is_echo, is_self=is_self)
    if not side.sender.identities:
        return Ignored(reason="A message without a sender.", payload=read_any(raw))
    if message.is_deleted and message.mid:
        return Deletion(
            account_id=place.account_id,
            sender=side.sender,
            external_id=message.mid,
            at=place.at(event),
            direction=side.direction,
        )
    content = content_of(message)
    if message.is_unsupported or content.kind == "unsupported":
        content.kind = "unsupported"
        kind = content.unknown[0] if content.unknown else "unsupported"
        content.payload = {"type": kind, "message": read_any(raw).get("message")}
    elif content.unknown:
        content.payload["unsupported"] = read_any(raw)["message"].get("attachments")
    _add_reply(content, message)
    _add_circumstances(content.payload, message)
    return said(
        event,
        place,
        side,
        content,
        external_id=message.mid or digest("message", raw),
        reply_to=message.reply_to.mid if message.reply_to else None,
        client_ref=_client_ref(message, content.payload, place) if side.direction == "out" else "",
    )


def read_postback(event: Event, postback: Postback, raw: msgspec.Raw, place: Place) -> Inbound:
    """Read a tapped button of a card, the menu or an icebreaker; while on standby it has no payload."""
    side = side_of(event, place)
    if not side.sender.identities:
        return Ignored(reason="A tapped button without a sender.", payload=read_any(raw))
    reply = {"type": "postback", "id": postback.payload or "", "title": postback.title or ""}
    payload: dict[str, Any] = {"reply": reply}
    if postback.referral:
        payload["referral"] = postback.referral
    content = Content("button_reply", postback.title or postback.payload or "", payload=payload)
    return said(event, place, side, content, external_id=postback.mid or digest("postback", raw))


def said(
    head: Head,
    place: Place,
    side: Side,
    content: Content,
    *,
    external_id: str,
    reply_to: str | None = None,
    client_ref: str = "",
    window_hours: int | None = None,
) -> InboundMessage:
    if place.is_standby:
        # Another app holds the conversation: to be shown, not to be answered by the agent.
        content.payload["standby"] = True
    return InboundMessage(
        account_id=place.account_id,
        external_id=external_id,
        sender=side.sender,
        provider_at=place.at(head),
        provider_seq=next(place.position),
        kind=content.kind,
        text=content.text,
        attachments=tuple(content.files),
        reply_to=reply_to,
        payload=content.payload,
        direction=side.direction,
        window_hours=window_hours,
        context=DIRECT if side.direction == "in" else {},
        client_ref=client_ref,
    )


def _add_reply(content: Content, message: Message) -> None:
    if message.quick_reply and content.kind != "unsupported":
        content.kind = "interactive_reply"
        reply = {"type": "quick_reply", "id": message.quick_reply.payload or "", "title": message.text or ""}
        content.payload["reply"] = reply
    story = message.reply_to.story if message.reply_to else None
    if story:
        content.payload["story"] = {"id": text_of(story.id), "url": story.url or ""}
        if story.url:
            # Gone within a day: fetched like a file, or nobody will know what the answer was about.
            content.files.append(InboundAttachment(kind="image", media_id=story.url, name="story"))


def _add_circumstances(payload: dict[str, Any], message: Message) -> None:
    """Note what came along: the ad or product that it is about, a test, commands."""
    referral = message.referral or {}
    product = referral.get("product")
    if isinstance(product, dict):
        payload["referred_product"] = product
    if any(key != "product" for key in referral):
        payload["referral"] = referral
    if message.commands:
        payload["commands"] = message.commands
    if message.is_self:
        payload["self"] = True


def _client_ref(message: Message, payload: dict[str, Any], place: Place) -> str:
    """Return our own id in an echo of ours; note which app wrote when it was another."""
    app = text_of(message.app_id)
    # Instagram leaves the app out: then only the id that we sent along can tell.
    if not app or app in place.own_apps:
        return message.metadata or ""
    written_by: Mapping[str, str] = {
        "id": app,
        **({"metadata": message.metadata} if message.metadata else {}),
    }
    payload["app"] = dict(written_by)
    return ""
