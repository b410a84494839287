"""One of `messaging[]` or `standby[]` → what it tells, mostly one thing."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal

import msgspec

from tenant_apps.channels.inbound import (
    DeliveryReceipt,
    Edit,
    Ignored,
    Inbound,
    ReactionEvent,
    Watermark,
)

from . import notices
from .contents import Content
from .messages import Place, digest, read_any, read_message, read_postback, said, side_of
from .moments import moment
from .payloads import Event, Head, ReactionPart, Read

_read_event = msgspec.json.Decoder(Event).decode
_read_head = msgspec.json.Decoder(Head).decode
_COMMON = ("sender", "recipient", "timestamp")
_EMOJI = {
    "angry": "😠",
    "dislike": "👎",
    "laugh": "😆",
    "like": "👍",
    "love": "❤️",
    "sad": "😢",
    "smile": "😆",
    "wow": "😮",
}
# Of use to apps with a purpose of their own, not to the conversation.
_USELESS = {
    "app_roles": "Which app has which role in the hand-over of conversations.",
    "game_play": "A round of a game.",
    "pass_thread_control": "One app handed the conversation to another.",
    "request_thread_control": "An app asked for the conversation.",
    "response_feedback": "What a person thinks of an automatic answer.",
    "take_thread_control": "An app took the conversation over.",
}


def read_event(raw: msgspec.Raw, place: Place) -> Iterable[Inbound]:
    """Read an event; raises ValidationError when not even its parties can be read."""
    try:
        event = _read_event(raw)
    except msgspec.ValidationError:
        return [_salvaged(raw, place)]
    if event.message:
        return [read_message(event, event.message, raw, place)]
    if event.postback:
        return [read_postback(event, event.postback, raw, place)]
    if event.reaction:
        return [_reaction(event, event.reaction, place)]
    if event.read:
        return _read_by_customer(event, event.read, place) or [_nothing(raw)]
    if event.delivery:
        return _delivered(event, place) or [_nothing(raw)]
    if event.message_edit:
        return [_edit(event, place)]
    return [_rare(event, raw, place)]


def _reaction(event: Event, part: ReactionPart, place: Place) -> Inbound:
    side = side_of(event, place)
    emoji = part.emoji or _EMOJI.get(part.reaction or "", "🙂")
    return ReactionEvent(
        account_id=place.account_id,
        sender=side.sender,
        external_id=part.mid,
        emoji="" if part.action == "unreact" else emoji,
        at=place.at(event),
        direction=side.direction,
    )


def _read_by_customer(event: Event, read: Read, place: Place) -> list[Inbound]:
    """What a customer has read includes everything before it; Instagram names only the last message."""
    side, at = side_of(event, place), place.at(event)
    found: list[Inbound] = []
    if read.mid:
        found.append(_receipt(read.mid, event, place, status="read"))
    if read.mid or read.watermark:
        until = moment(read.watermark, at)
        found.append(Watermark(account_id=place.account_id, sender=side.sender, status="read", at=until))
    return found


def _delivered(event: Event, place: Place) -> list[Inbound]:
    delivery = event.delivery
    if delivery is None:
        return []
    found: list[Inbound] = [_receipt(mid, event, place, status="delivered") for mid in delivery.mids or ()]
    if delivery.watermark:
        until = moment(delivery.watermark, place.at(event))
        sender = side_of(event, place).sender
        found.append(Watermark(account_id=place.account_id, sender=sender, status="delivered", at=until))
    return found


def _receipt(
    mid: str, event: Event, place: Place, *, status: Literal["delivered", "read"]
) -> DeliveryReceipt:
    return DeliveryReceipt(
        account_id=place.account_id,
        external_id=mid,
        status=status,
        at=_receipt_time(event, place),
        recipient=side_of(event, place).sender.identities,
    )


def _receipt_time(event: Event, place: Place) -> datetime:
    watermark = event.delivery.watermark if event.delivery else None
    return place.at(event) if event.timestamp else moment(watermark, place.fallback_at)


def _edit(event: Event, place: Place) -> Inbound:
    edit = event.message_edit
    if edit is None:
        return Ignored(reason="An edit without content.")
    side = side_of(event, place)
    count = str(edit.num_edit)
    return Edit(
        account_id=place.account_id,
        sender=side.sender,
        external_id=edit.mid,
        text=edit.text or "",
        at=place.at(event),
        payload={"num_edit": int(count)} if count.isdecimal() else {},
        direction=side.direction,
    )


def _rare(event: Event, raw: msgspec.Raw, place: Place) -> Inbound:
    """Read what is neither a message nor happened to one."""
    if event.policy_enforcement is not None:
        return notices.enforcement(place, event.policy_enforcement)
    if event.account_linking is not None:
        return notices.account_linking(place, event.account_linking)
    body = read_any(raw)
    for name, reason in _USELESS.items():
        if name in body:
            return Ignored(reason=reason, payload=body)
    side = side_of(event, place)
    if not side.sender.identities or side.direction == "out":
        return Ignored(reason="An event that says nothing about a customer.", payload=body)
    if event.referral is not None:
        # A link opens the window at once, an ad only with the message that follows it.
        window = 0 if event.referral.get("source") == "ADS" else None
        return said(
            event,
            place,
            side,
            _arrival(event.referral),
            external_id=digest("referral", raw),
            window_hours=window,
        )
    if event.optin is not None:
        return said(event, place, side, _optin(event.optin), external_id=digest("optin", raw), window_hours=0)
    name = next((key for key in body if key not in _COMMON), "event")
    content = Content("unsupported", payload={"type": name, "message": body})
    return said(event, place, side, content, external_id=digest(name, raw), window_hours=0)


def _arrival(referral: dict[str, Any]) -> Content:
    ad = referral.get("ads_context_data")
    title = ad.get("ad_title") if isinstance(ad, dict) else None
    if referral.get("source") == "ADS" or title:
        text = (
            f"Came through the ad “{title}”." if isinstance(title, str) and title else "Came through an ad."
        )
    else:
        ref = referral.get("ref")
        text = f"Came through the link “{ref}”." if isinstance(ref, str) and ref else "Came through a link."
    return Content("system", text, payload={"referral": referral, "system": {"type": "referral"}})


def _optin(optin: dict[str, Any]) -> Content:
    topic = optin.get("title") or optin.get("topic") or optin.get("ref")
    stopped = optin.get("notification_messages_status") == "STOP_NOTIFICATIONS"
    said_so = "No longer wants" if stopped else "Agreed to get"
    about = f" about “{topic}”" if isinstance(topic, str) and topic else ""
    return Content(
        "system", f"{said_so} messages{about}.", payload={"optin": optin, "system": {"type": "optin"}}
    )


def _salvaged(raw: msgspec.Raw, place: Place) -> Inbound:
    """Keep a message that cannot be read as a placeholder, as long as we know whose it is."""
    head = _read_head(raw)
    body = read_any(raw)
    message = body.get("message")
    side = side_of(head, place, is_echo=isinstance(message, dict) and message.get("is_echo") is True)
    if not isinstance(message, dict) or not side.sender.identities:
        return Ignored(reason="Unreadable event.", payload={"raw": body})
    mid, text = message.get("mid"), message.get("text")
    content = Content(
        "unsupported",
        text if isinstance(text, str) else "",
        payload={"type": "damaged", "message": message},
    )
    external_id = mid if isinstance(mid, str) and mid else digest("message", raw)
    return said(head, place, side, content, external_id=external_id)


def _nothing(raw: msgspec.Raw) -> Inbound:
    return Ignored(reason="A receipt that names nothing.", payload=read_any(raw))
