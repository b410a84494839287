"""Our outbound message → the body of POST /{number}/messages.

One message of ours is one message of WhatsApp's, because receipts, quotes and retries hang on one id. So a
text above the limit is refused, not cut into pieces: the composer and the agent know the limit from
`capabilities`. Buttons and lists beyond what WhatsApp shows become a numbered text.
"""

from typing import Any

from tenant_apps.channels.capabilities import Capabilities, MediaRule
from tenant_apps.channels.errors import SendFailed, SendFailureCode
from tenant_apps.channels.forms import numbered
from tenant_apps.channels.outbound import Outbound, OutboundMedia

from . import cards, interactive, templates
from .markup import to_whatsapp

_MB = 1024 * 1024
_MAX_FILE_NAME = 240

CAPABILITIES = Capabilities(
    max_text=4096,
    max_caption=1024,
    forms=frozenset(
        {
            "text",
            "image",
            "video",
            "audio",
            "document",
            "sticker",
            "buttons",
            "link",
            "list",
            "template",
            "location",
            "location_request",
            "contacts",
            "reaction",
            "read",
            "typing",
        }
    ),
    max_buttons=interactive.MAX_BUTTONS,
    max_button_title=interactive.MAX_TITLE,
    max_button_body=interactive.MAX_BODY,
    max_list_rows=interactive.MAX_ROWS,
    reply_window_hours=24,
    formatting=frozenset({"bold", "italic", "strike", "code", "list", "quote"}),
    can_quote=True,
    can_react=True,
    can_mark_read=True,
    can_show_typing=True,
    typing_marks_read=True,
    reports_delivery=True,
    has_templates=True,
    per_second=80,
    burst=80,
    pair_every_s=6,
    pair_burst=45,
    media={
        "image": MediaRule(5 * _MB, frozenset({"image/jpeg", "image/png"})),
        "video": MediaRule(16 * _MB, frozenset({"video/mp4", "video/3gpp"})),
        "audio": MediaRule(
            16 * _MB, frozenset({"audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"})
        ),
        "document": MediaRule(100 * _MB),
        "sticker": MediaRule(500 * 1024, frozenset({"image/webp"})),
    },
    voice_mimes=frozenset({"audio/ogg"}),
)

_BASE = {"messaging_product": "whatsapp"}


def render(outbound: Outbound, *, media_id: str = "") -> dict[str, Any]:
    """Return the request body; raises SendFailed for what WhatsApp would refuse.

    `media_id` is the upload that stands for `outbound.media.content`.
    """
    if outbound.kind in ("read", "typing"):
        return _mark_read(outbound)
    body: dict[str, Any] = {**_BASE, "recipient_type": "individual", **_address(outbound.recipient)}
    if outbound.reply_to and outbound.kind != "reaction":
        body["context"] = {"message_id": outbound.reply_to}
    if outbound.client_ref:
        body["biz_opaque_callback_data"] = outbound.client_ref
    return {**body, **_content(outbound, media_id)}


def check_media(outbound: Outbound) -> None:
    """Refuse a file that WhatsApp would refuse, before it is uploaded."""
    media, rule = outbound.media, CAPABILITIES.media.get(outbound.kind)
    if media is None or rule is None:
        return
    if media.content is not None and len(media.content) > rule.max_bytes:
        raise _refused(
            SendFailureCode.FILE_TOO_LARGE,
            f"WhatsApp takes {outbound.kind} files up to {rule.max_bytes / _MB:g} MB.",
        )
    if rule.mimes and media.mime and media.mime.partition(";")[0].strip() not in rule.mimes:
        raise _refused(
            SendFailureCode.MEDIA_REFUSED,
            f"WhatsApp does not show {media.mime} as {outbound.kind}. Send it as a document.",
        )


def _address(recipient: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Address by number in E.164 when we know one, else by business-scoped id."""
    known = dict(reversed(recipient))
    number = known.get("wa_id") or known.get("phone")
    if number:
        return {"to": f"+{number.lstrip('+')}"}
    person = known.get("bsuid") or known.get("parent_bsuid")
    if person:
        return {"recipient": person}
    raise _refused(SendFailureCode.NO_RECIPIENT, "This contact has neither a phone number nor a WhatsApp id.")


def _content(outbound: Outbound, media_id: str) -> dict[str, Any]:
    if outbound.kind == "text":
        return _text(_formatted(outbound.text))
    if outbound.kind in ("buttons", "list"):
        read = interactive.buttons if outbound.kind == "buttons" else interactive.listing
        return read(outbound, _formatted(outbound.text)) or _text(_formatted(numbered(outbound).text))
    if outbound.kind in ("image", "video", "audio", "document", "sticker"):
        return _media(outbound, outbound.media or OutboundMedia(), media_id)
    return _other(outbound, media_id)


def _other(outbound: Outbound, media_id: str) -> dict[str, Any]:
    if outbound.kind == "template" and outbound.template:
        media = outbound.media or OutboundMedia()
        shown = templates.render(outbound.template, media_id or media.media_id, media.mime)
        return {"type": "template", "template": shown}
    if outbound.kind == "location" and outbound.location:
        return cards.location(outbound.location)
    if outbound.kind == "location_request" and outbound.text.strip():
        return interactive.location_request(outbound.text[: interactive.MAX_BODY])
    if outbound.kind == "contacts" and outbound.contacts:
        return cards.contacts(outbound.contacts)
    if outbound.kind == "reaction" and outbound.reply_to:
        return {"type": "reaction", "reaction": {"message_id": outbound.reply_to, "emoji": outbound.emoji}}
    raise _refused(SendFailureCode.EMPTY_MESSAGE, "The message is empty.")


def _formatted(text: str) -> str:
    # Formatting removes marks but never half of a text: what is this long is not worth the work.
    if len(text) > 2 * CAPABILITIES.max_text:
        return text
    return to_whatsapp(text)


def _text(text: str) -> dict[str, Any]:
    if not text.strip():
        raise _refused(SendFailureCode.EMPTY_MESSAGE, "The message is empty.")
    if len(text) > CAPABILITIES.max_text:
        raise _refused(
            SendFailureCode.TEXT_TOO_LONG,
            f"WhatsApp takes {CAPABILITIES.max_text} characters; this message has {len(text)}. Shorten it.",
        )
    return {"type": "text", "text": {"preview_url": "://" in text, "body": text}}


def _media(outbound: Outbound, media: OutboundMedia, media_id: str) -> dict[str, Any]:
    reference = media_id or media.media_id
    if not reference and not media.link:
        raise _refused(SendFailureCode.EMPTY_MESSAGE, "The message has no file.")
    part: dict[str, Any] = {"id": reference} if reference else {"link": media.link}
    caption = _formatted(outbound.text)
    if caption and outbound.kind in ("audio", "sticker"):
        raise _refused(
            SendFailureCode.NOT_SUPPORTED,
            "Voice messages and stickers have no caption. Send the text as its own message.",
        )
    if len(caption) > CAPABILITIES.max_caption:
        raise _refused(
            SendFailureCode.CAPTION_TOO_LONG,
            f"A caption has up to {CAPABILITIES.max_caption} characters. Send the text as its own message.",
        )
    if caption:
        part["caption"] = caption
    if outbound.kind == "document":
        part["filename"] = _shortened(media.name or "document")
    if outbound.kind == "audio" and media.voice:
        part["voice"] = True
    return {"type": outbound.kind, outbound.kind: part}


def _shortened(name: str) -> str:
    """Cut a long file name in front of its extension, by which phones choose how to open it."""
    if len(name) <= _MAX_FILE_NAME:
        return name
    stem, dot, extension = name.rpartition(".")
    if not stem or len(extension) > 10:
        return name[:_MAX_FILE_NAME]
    return f"{stem[: _MAX_FILE_NAME - len(extension) - 1]}{dot}{extension}"


def _mark_read(outbound: Outbound) -> dict[str, Any]:
    """Mark the customer's message as read; typing shows for 25 s or until the answer."""
    if not outbound.mark_read:
        raise _refused(SendFailureCode.INVALID_REQUEST, "There is no message of the customer's to refer to.")
    body: dict[str, Any] = {**_BASE, "status": "read", "message_id": outbound.mark_read}
    if outbound.kind == "typing":
        body["typing_indicator"] = {"type": "text"}
    return body


def _refused(code: SendFailureCode, reason: str) -> SendFailed:
    return SendFailed(permanent=True, code=code, reason_for_people=reason)
