"""Our outbound message → one Bot API call.

One message of ours is one message of Telegram's. A text above the limit is refused, not cut: whoever writes knows
the limit from `capabilities`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tenant_apps.channels.capabilities import Capabilities, MediaRule
from tenant_apps.channels.errors import SendFailureCode
from tenant_apps.channels.outbound import Outbound, OutboundMedia

from .failures import refused
from .forms import cards, keyboard, list_body, list_keyboard, place
from .markup import to_html, units, visible

_MB = 1024 * 1024

# What Telegram plays as audio; anything else goes as a file, which people can play in an app of theirs.
_PLAYED = frozenset({"audio/mpeg", "audio/mp3", "audio/mp4", "audio/x-m4a", "audio/m4a", "audio/aac"})
_SPOKEN = frozenset({"audio/ogg", "audio/opus", *_PLAYED})
_FORMS = "text image video audio document sticker buttons links list location contacts reaction read typing"

CAPABILITIES = Capabilities(
    max_text=4096,
    max_caption=1024,
    text_unit="utf16",
    forms=frozenset(_FORMS.split()),
    # Telegram shows up to 100 buttons; more than a dozen under one message nobody reads.
    max_buttons=12,
    max_button_title=64,
    max_button_body=4096,
    max_list_rows=30,
    formatting=frozenset({"bold", "italic", "strike", "code", "link", "list", "quote"}),
    can_quote=True,
    can_react=True,
    can_mark_read=True,
    can_show_typing=True,
    per_second=30.0,
    burst=30,
    pair_every_s=1.0,
    pair_burst=3,
    media={
        "image": MediaRule(
            10 * _MB, frozenset({"image/jpeg", "image/png", "image/webp", "image/gif", "image/bmp"})
        ),
        "video": MediaRule(50 * _MB, frozenset({"video/mp4", "video/quicktime", "video/webm"})),
        "audio": MediaRule(50 * _MB),
        "document": MediaRule(50 * _MB),
        "sticker": MediaRule(
            512 * 1024, frozenset({"image/webp", "video/webm", "application/x-tgsticker", "image/png"})
        ),
    },
    voice_mimes=_SPOKEN,
)


@dataclass(frozen=True, slots=True)
class Call:
    """A method with its parameters. `upload` is (field, file); `plain` are the parameters without formatting."""

    method: str
    params: dict[str, Any]
    upload: tuple[str, OutboundMedia] | None = field(default=None, repr=False)
    plain: dict[str, Any] | None = None


def render(outbound: Outbound) -> Call | None:
    """Return the call to make, None when there is nothing to do; raises SendFailed for what Telegram would refuse."""
    target = _target(outbound)
    if outbound.kind == "read":
        return _read(outbound, target)
    if outbound.kind == "typing":
        return Call("sendChatAction", {**target, "action": "typing"})
    if outbound.kind == "reaction":
        return _reaction(outbound, target)
    renderer = _RENDERERS.get(outbound.kind)
    if renderer is None:
        raise refused(SendFailureCode.NOT_SUPPORTED, "Telegram has no such form of message.")
    return renderer(outbound, {**target, **_quoting(outbound)})


def message_id_of(external_id: str | None) -> int | None:
    """Return Telegram's number in our id of a message, None for what is no message (a tapped button)."""
    chat, _, number = (external_id or "").rpartition(":")
    return int(number) if number.isdigit() and chat.rpartition(":")[2].lstrip("-").isdigit() else None


def _target(outbound: Outbound) -> dict[str, Any]:
    person = dict(reversed(outbound.recipient)).get("telegram_id", "")
    if not person:
        raise refused(SendFailureCode.NO_RECIPIENT, "This contact has no Telegram id.")
    target: dict[str, Any] = {"chat_id": int(person) if person.lstrip("-").isdigit() else person}
    connection = outbound.context.get("business_connection_id")
    return {"business_connection_id": connection, **target} if connection else target


def _quoting(outbound: Outbound) -> dict[str, Any]:
    message_id = message_id_of(outbound.reply_to)
    if message_id is None:
        return {}
    # The customer may have deleted the message that we quote; ours goes out all the same.
    return {"reply_parameters": {"message_id": message_id, "allow_sending_without_reply": True}}


def _formatted(params: dict[str, Any], name: str, text: str) -> Call:
    """Return a call's parameters with and without formatting; the method is filled in by the caller."""
    html = to_html(text) if len(text) <= 2 * CAPABILITIES.max_text else text
    shown = visible(html)
    if html == shown:
        return Call("", {**params, name: shown})
    return Call("", {**params, name: html, "parse_mode": "HTML"}, plain={**params, name: shown})


def _message(params: dict[str, Any], text: str) -> Call:
    body = _formatted(params, "text", text)
    shown = str((body.plain or body.params)["text"])
    if not shown.strip():
        raise refused(SendFailureCode.EMPTY_MESSAGE, "The message is empty.")
    if units(shown) > CAPABILITIES.max_text:
        raise refused(
            SendFailureCode.TEXT_TOO_LONG,
            f"Telegram takes {CAPABILITIES.max_text} characters; this message has {units(shown)}. Shorten it.",
        )
    return Call("sendMessage", body.params, plain=body.plain)


def _text(outbound: Outbound, params: dict[str, Any]) -> Call:
    return _message(params, outbound.text)


def _buttons(outbound: Outbound, params: dict[str, Any]) -> Call:
    return _message({**params, **keyboard(outbound.buttons)}, outbound.text)


def _list(outbound: Outbound, params: dict[str, Any]) -> Call:
    return _message(
        {**params, **list_keyboard(outbound.sections)}, list_body(outbound.text, outbound.sections)
    )


def _location(outbound: Outbound, params: dict[str, Any]) -> Call:
    method, about = place(outbound.location)
    return Call(method, {**params, **about})


def _contacts(outbound: Outbound, params: dict[str, Any]) -> Call:
    about = cards(outbound.contacts)
    if isinstance(about, str):
        return _message(params, about)
    return Call("sendContact", {**params, **about})


def _media(outbound: Outbound, params: dict[str, Any]) -> Call:
    media = outbound.media
    if media is None or not (media.content is not None or media.media_id or media.link):
        raise refused(SendFailureCode.EMPTY_MESSAGE, "The message has no file.")
    check_media(outbound, media)
    method, name = _way(outbound.kind, media)
    call = _formatted(params, "caption", outbound.text) if outbound.text.strip() else Call("", params)
    if outbound.text.strip() and method == "sendSticker":
        raise refused(
            SendFailureCode.NOT_SUPPORTED, "A sticker has no caption. Send the text as its own message."
        )
    if units(str((call.plain or call.params).get("caption", ""))) > CAPABILITIES.max_caption:
        raise refused(
            SendFailureCode.CAPTION_TOO_LONG,
            f"A caption has up to {CAPABILITIES.max_caption} characters. Send the text as its own message.",
        )
    if media.content is not None and not media.media_id:
        return Call(method, call.params, (name, media), call.plain)
    reference = {name: media.media_id or media.link}
    plain = {**call.plain, **reference} if call.plain else None
    return Call(method, {**call.params, **reference}, plain=plain)


def _way(kind: str, media: OutboundMedia) -> tuple[str, str]:
    """Return the method for a file and the name of its parameter."""
    mime = media.mime.partition(";")[0].strip()
    if kind == "audio":
        if media.voice and (not mime or mime in _SPOKEN):
            return "sendVoice", "voice"
        return ("sendAudio", "audio") if not mime or mime in _PLAYED else ("sendDocument", "document")
    if mime == "image/gif" and kind == "image":
        return "sendAnimation", "animation"
    return {
        "image": ("sendPhoto", "photo"),
        "video": ("sendVideo", "video"),
        "sticker": ("sendSticker", "sticker"),
    }.get(kind, ("sendDocument", "document"))


def check_media(outbound: Outbound, media: OutboundMedia) -> None:
    """Refuse a file that Telegram would refuse, before it is uploaded."""
    rule = CAPABILITIES.media[outbound.kind]
    if media.content is not None and len(media.content) > rule.max_bytes:
        limit = f"{rule.max_bytes // _MB} MB" if rule.max_bytes >= _MB else f"{rule.max_bytes // 1024} kB"
        raise refused(SendFailureCode.FILE_TOO_LARGE, f"Telegram takes {outbound.kind} files up to {limit}.")
    if rule.mimes and media.mime and media.mime.partition(";")[0].strip() not in rule.mimes:
        raise refused(
            SendFailureCode.MEDIA_REFUSED,
            f"Telegram does not show {media.mime} as {outbound.kind}. Send it as a document.",
        )


def _reaction(outbound: Outbound, target: dict[str, Any]) -> Call:
    message_id = message_id_of(outbound.reply_to)
    if message_id is None:
        raise refused(SendFailureCode.INVALID_REQUEST, "There is no message to react to.")
    if "business_connection_id" in target:
        raise refused(
            SendFailureCode.NOT_SUPPORTED, "Telegram lets no bot react in the chats of a business account."
        )
    # Telegram's list of reactions knows no variation selectors: ❤, not ❤️.
    emoji = outbound.emoji.replace("\ufe0f", "")
    reaction = [{"type": "emoji", "emoji": emoji}] if emoji else []
    return Call("setMessageReaction", {**target, "message_id": message_id, "reaction": reaction})


def _read(outbound: Outbound, target: dict[str, Any]) -> Call | None:
    """Mark as read for a business account; what a bot gets is read for Telegram the moment it is fetched."""
    message_id = message_id_of(outbound.mark_read)
    if message_id is None or "business_connection_id" not in target:
        return None
    return Call("readBusinessMessage", {**target, "message_id": message_id})


_RENDERERS: dict[str, Callable[[Outbound, dict[str, Any]], Call]] = {
    "text": _text,
    "buttons": _buttons,
    "list": _list,
    "location": _location,
    "contacts": _contacts,
    **dict.fromkeys(("image", "video", "audio", "document", "sticker"), _media),
}
