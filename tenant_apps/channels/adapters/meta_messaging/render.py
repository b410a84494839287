"""Our outbound message → the body of POST /{page or account}/messages.

One message of ours is one message of Meta's, because receipts, quotes and retries hang on one id.
"""

from typing import Any

from tenant_apps.channels.capabilities import Capabilities
from tenant_apps.channels.cutting import length_of
from tenant_apps.channels.errors import SendFailed, SendFailureCode
from tenant_apps.channels.forms import fit, numbered
from tenant_apps.channels.outbound import Outbound, OutboundMedia

from . import utility
from .dialect import Dialect
from .markup import to_plain

_MB = 1024 * 1024
# A card has less room than a message. Source: messenger-platform/send-messages/template/button.
_CARD_TEXT, _CARD_BUTTONS = 640, 3
_MAX_PAYLOAD, _MAX_METADATA = 1000, 1000
_TYPES = {"image": "image", "video": "video", "audio": "audio", "document": "file"}
_ACTIONS = {"read": "mark_seen", "typing": "typing_on"}
_REACTIONS = {
    "❤": "love",
    "👍": "like",
    "😆": "laugh",
    "😂": "laugh",
    "😮": "wow",
    "😢": "sad",
    "😠": "angry",
}
# Tells a red heart from a black one; people mean the same.
_EMOJI_STYLE = "\ufe0f"


def render(
    outbound: Outbound, capabilities: Capabilities, dialect: Dialect, *, attachment_id: str = ""
) -> dict[str, Any]:
    """Return the request body; raises SendFailed for what Meta would refuse.

    `attachment_id` is the upload that stands for `outbound.media.content`.
    """
    outbound = fit(outbound, capabilities)
    if outbound.kind in _ACTIONS:
        return {"recipient": _person(outbound, dialect), "sender_action": _ACTIONS[outbound.kind]}
    if outbound.kind == "reaction":
        return _reaction(outbound, dialect)
    if outbound.kind == "template":
        return _utility(outbound, dialect)
    comment = _comment(outbound)
    if comment and outbound.kind == "buttons":
        outbound = numbered(outbound)
    recipient = {"comment_id": comment} if comment else _person(outbound, dialect)
    message = _message(outbound, capabilities, dialect, attachment_id)
    if outbound.client_ref:
        message["metadata"] = outbound.client_ref[:_MAX_METADATA]
    body: dict[str, Any] = {
        "recipient": recipient,
        **_purpose(outbound, dialect, comment),
        "message": message,
    }
    if outbound.reply_to and not comment and _is_message(outbound.reply_to):
        body["reply_to"] = {"mid": outbound.reply_to}
    return body


def _utility(outbound: Outbound, dialect: Dialect) -> dict[str, Any]:
    if outbound.template is None:
        raise refused(SendFailureCode.EMPTY_MESSAGE, "The message is empty.")
    message: dict[str, Any] = {"template": utility.render(outbound.template)}
    if outbound.client_ref:
        message["metadata"] = outbound.client_ref[:_MAX_METADATA]
    return {"recipient": _person(outbound, dialect), "messaging_type": "UTILITY", "message": message}


def check_media(outbound: Outbound, capabilities: Capabilities, dialect: Dialect) -> None:
    """Refuse a file that Meta would refuse, before it is uploaded."""
    media, rule = outbound.media, capabilities.media.get(outbound.kind)
    if media is None or rule is None:
        return
    if media.content is not None and len(media.content) > rule.max_bytes:
        raise refused(
            SendFailureCode.FILE_TOO_LARGE,
            f"{dialect.brand} takes {outbound.kind} files up to {rule.max_bytes // _MB} MB.",
        )
    mime = media.mime.partition(";")[0].strip().lower()
    if rule.mimes and mime and mime not in rule.mimes:
        raise refused(
            SendFailureCode.MEDIA_REFUSED, f"{dialect.brand} does not take {mime} as {outbound.kind}."
        )


def type_of(outbound: Outbound) -> str:
    """Return what Meta calls this kind of file."""
    return _TYPES[outbound.kind]


def refused(code: SendFailureCode, reason: str) -> SendFailed:
    return SendFailed(permanent=True, code=code, reason_for_people=reason)


def _person(outbound: Outbound, dialect: Dialect) -> dict[str, str]:
    # The first of several is the strongest.
    known = dict(reversed(outbound.recipient))
    if dialect.identity in known:
        return {"id": known[dialect.identity]}
    if "user_ref" in known:
        return {"user_ref": known["user_ref"]}
    raise refused(SendFailureCode.NO_RECIPIENT, f"This contact has no {dialect.brand} id.")


def _comment(outbound: Outbound) -> str:
    """Return the comment that the thread's newest message was, if it was one."""
    is_comment = outbound.context.get("via") == "comment" and bool(outbound.recipient)
    return outbound.context.get("comment_id", "") if is_comment else ""


def _is_message(external_id: str) -> bool:
    """Tell a message from a comment, whose id is digits and which cannot be quoted."""
    return not external_id.replace("_", "").isdigit()


def _purpose(outbound: Outbound, dialect: Dialect, comment: str) -> dict[str, str]:
    """Say why we write: to answer, or as a person after the free window. Instagram wants the latter only."""
    if outbound.is_extended and not comment:
        if outbound.sent_by != "member":
            raise refused(
                SendFailureCode.ONLY_PEOPLE,
                "More than 24 hours have passed since the person last wrote. Only a person may answer now.",
            )
        return {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}
    return {"messaging_type": "RESPONSE"} if dialect.kind == "messenger" else {}


def _message(
    outbound: Outbound, capabilities: Capabilities, dialect: Dialect, attachment_id: str
) -> dict[str, Any]:
    if outbound.kind == "buttons":
        return _buttons(outbound, capabilities, dialect)
    if outbound.kind in _TYPES:
        return {"attachment": _file(outbound, outbound.media or OutboundMedia(), attachment_id, dialect)}
    return {"text": _text(outbound.text, capabilities, dialect)}


def _text(text: str, capabilities: Capabilities, dialect: Dialect) -> str:
    # Taking marks off never halves a text: what is this long is not worth the work.
    length = length_of(text, capabilities.text_unit)
    if length <= 2 * capabilities.max_text:
        text = to_plain(text)
        length = length_of(text, capabilities.text_unit)
    if not text.strip():
        raise refused(SendFailureCode.EMPTY_MESSAGE, "The message is empty.")
    if length > capabilities.max_text:
        raise refused(
            SendFailureCode.TEXT_TOO_LONG,
            f"{dialect.brand} takes {capabilities.max_text} {capabilities.text_unit}; this message has {length}."
            " Shorten it.",
        )
    return text


def _buttons(outbound: Outbound, capabilities: Capabilities, dialect: Dialect) -> dict[str, Any]:
    """Plain buttons are quick replies; with a link among them, a card with up to three."""
    text, buttons = _text(outbound.text, capabilities, dialect), outbound.buttons
    if any(len(button.id) > _MAX_PAYLOAD for button in buttons):
        raise refused(SendFailureCode.INVALID_REQUEST, "The id of a button is too long.")
    if not any(button.url for button in buttons):
        replies = [{"content_type": "text", "title": b.title, "payload": b.id or b.title} for b in buttons]
        return {"text": text, "quick_replies": replies}
    if len(buttons) > _CARD_BUTTONS or len(text) > _CARD_TEXT:
        return {"text": _text(numbered(outbound).text, capabilities, dialect)}
    shown = [
        {"type": "web_url", "url": b.url, "title": b.title}
        if b.url
        else {"type": "postback", "title": b.title, "payload": b.id or b.title}
        for b in buttons
    ]
    card = {"template_type": "button", "text": text, "buttons": shown}
    return {"attachment": {"type": "template", "payload": card}}


def _file(outbound: Outbound, media: OutboundMedia, attachment_id: str, dialect: Dialect) -> dict[str, Any]:
    if outbound.text.strip():
        raise refused(
            SendFailureCode.CAPTION_TOO_LONG,
            f"A file on {dialect.brand} has no caption. Send the text as its own message.",
        )
    reference = attachment_id or media.media_id
    if not reference and not media.link:
        raise refused(SendFailureCode.EMPTY_MESSAGE, "The message has no file.")
    source = {"attachment_id": reference} if reference else {"url": media.link, "is_reusable": True}
    return {"type": type_of(outbound), "payload": source}


def _reaction(outbound: Outbound, dialect: Dialect) -> dict[str, Any]:
    if not outbound.reply_to:
        raise refused(SendFailureCode.INVALID_REQUEST, "There is no message to react to.")
    payload, action = {"message_id": outbound.reply_to}, "unreact"
    if outbound.emoji:
        name = _REACTIONS.get(outbound.emoji.replace(_EMOJI_STYLE, ""))
        if name is None:
            raise refused(
                SendFailureCode.NOT_SUPPORTED,
                f"{dialect.brand} takes ❤️ 👍 😆 😮 😢 and 😠 as reactions only.",
            )
        payload, action = {**payload, "reaction": name}, "react"
    return {"recipient": _person(outbound, dialect), "sender_action": action, "payload": payload}
