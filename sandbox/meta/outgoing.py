"""Every message the product may send on Messenger and Instagram, checked as strictly as Meta does."""

from dataclasses import dataclass
from typing import Any

from sandbox.meta import templates
from sandbox.meta.errors import GraphError, invalid, missing
from sandbox.whatsapp.fields import LINK

KNOWN = frozenset({
    "recipient", "messaging_type", "tag", "message", "sender_action", "payload", "reply_to", "notification_type",
    "persona_id", "access_token", "appsecret_proof", "filedata", "platform",
})  # fmt: skip
MESSAGE_KEYS = frozenset({"text", "attachment", "attachments", "quick_replies", "metadata", "template"})
GONE_TAGS = ("CONFIRMED_EVENT_UPDATE", "ACCOUNT_UPDATE", "POST_PURCHASE_UPDATE")
SENDER_ACTIONS = ("typing_on", "typing_off", "mark_seen", "react", "unreact")
FILES = ("image", "video", "audio", "file")
MAX_PAYLOAD = 1000


@dataclass(frozen=True, slots=True)
class Rules:
    """Where the two platforms differ."""

    platform: str
    tags: tuple[str, ...]
    needs_type: bool
    max_images: int
    buttons: tuple[str, ...]
    templates: tuple[str, ...]


MESSENGER = Rules(
    "messenger", ("HUMAN_AGENT", "CUSTOMER_FEEDBACK"), True, 30, ("web_url", "postback", "phone_number"),
    ("generic", "button", "media"),
)  # fmt: skip
INSTAGRAM = Rules("instagram", ("HUMAN_AGENT",), False, 10, ("web_url", "postback"), ("generic", "button"))
RULES = {rules.platform: rules for rules in (MESSENGER, INSTAGRAM)}


def check_envelope(body: dict[str, Any]) -> str:
    """Check what surrounds the message and return the kind of recipient; raises GraphError."""
    for key in body:
        if key not in KNOWN:
            raise invalid(f'Invalid keys "{key}" were found in param "$".')
    recipient = body.get("recipient")
    if not isinstance(recipient, dict):
        raise missing("recipient")
    given = [key for key in ("id", "comment_id", "post_id", "user_ref") if recipient.get(key)]
    if len(given) != 1 or len(recipient) != 1 or not isinstance(recipient[given[0]], str):
        raise invalid("param recipient must have exactly one of id, comment_id, post_id, user_ref, a string.")
    if ("message" in body) == ("sender_action" in body):
        raise invalid("Exactly one of message and sender_action is required.")
    return given[0]


def check_action(body: dict[str, Any]) -> str:
    """Check a sender action and return it; raises GraphError."""
    action = body["sender_action"]
    if action not in SENDER_ACTIONS:
        raise invalid(f"Param sender_action must be one of {{{', '.join(SENDER_ACTIONS)}}}.")
    payload = body.get("payload")
    if action in ("react", "unreact"):
        if not isinstance(payload, dict) or not isinstance(payload.get("message_id"), str):
            raise missing("payload[message_id]")
        if action == "react" and not isinstance(payload.get("reaction"), str):
            raise missing("payload[reaction]")
    elif payload is not None:
        raise invalid(f"Param payload is not allowed with sender_action {action}.")
    return str(action)


def check_type(body: dict[str, Any], rules: Rules) -> str:
    """Check messaging_type and tag and return the tag, "" without one; raises GraphError."""
    kind, tag = body.get("messaging_type"), body.get("tag")
    if kind is None and rules.needs_type:
        raise missing("messaging_type")
    if kind not in (None, "RESPONSE", "UPDATE", "MESSAGE_TAG", "UTILITY"):
        raise invalid("Param messaging_type must be one of {RESPONSE, UPDATE, MESSAGE_TAG, UTILITY}.")
    if (kind == "UTILITY") != _is_utility(body["message"], rules):
        raise invalid("A message of messaging_type UTILITY is a template, and on Messenger only.")
    if kind == "MESSAGE_TAG" and tag is None:
        raise missing("tag")
    if tag is None:
        return ""
    if kind not in ("MESSAGE_TAG", None):
        raise invalid("Param tag is only allowed with messaging_type MESSAGE_TAG.")
    if tag in GONE_TAGS:
        raise invalid(f"The message tag {tag} is no longer supported.")
    if tag not in rules.tags:
        raise invalid(f"Param tag must be one of {{{', '.join(rules.tags)}}}.")
    return str(tag)


def _is_utility(message: Any, rules: Rules) -> bool:
    return rules.platform == "messenger" and isinstance(message, dict) and "template" in message


def check_message(message: Any, rules: Rules) -> None:
    """Check the message object; raises GraphError."""
    if not isinstance(message, dict):
        raise invalid("Param message must be an object.")
    for key in message:
        if key not in MESSAGE_KEYS or (key == "template" and rules.platform != "messenger"):
            raise invalid(f'Invalid keys "{key}" were found in param "message".')
    bodies = [
        key for key in ("text", "attachment", "attachments", "template") if message.get(key) is not None
    ]
    if len(bodies) != 1:
        raise invalid("Exactly one of message[text], message[attachment], message[attachments] is required.")
    if bodies[0] == "template":
        templates.shown(message["template"])
    elif bodies[0] == "text":
        _check_text(message["text"], rules)
    elif bodies[0] == "attachment":
        _check_attachment(message["attachment"], rules, "message[attachment]")
    else:
        _check_several(message["attachments"], rules)
    if message.get("metadata") is not None:
        _string(message["metadata"], "message[metadata]", MAX_PAYLOAD)
    if message.get("quick_replies") is not None:
        _check_quick_replies(message["quick_replies"])


def check_upload(attachment: Any, rules: Rules) -> None:
    """Check the attachment of an upload: a file that may be used again; raises GraphError."""
    _check_attachment(attachment, rules, "message[attachment]")
    if attachment["type"] not in FILES or "attachment_id" in attachment["payload"]:
        raise invalid("Param message[attachment] must be an image, video, audio or file with a url.")


def _check_text(text: Any, rules: Rules) -> None:
    if not isinstance(text, str) or not text:
        raise invalid("Param message[text] must be a non-empty string.")
    if rules.platform == "instagram" and len(text.encode()) > 1000:
        raise invalid("Length of param message[text] must be less than or equal to 1000", 2534048)
    if len(text) > 2000:
        raise invalid("Length of param message[text] must be less than or equal to 2000")


def _check_several(attachments: Any, rules: Rules) -> None:
    if not isinstance(attachments, list) or not 1 <= len(attachments) <= rules.max_images:
        raise invalid(f"Param message[attachments] must be a list of 1 to {rules.max_images} items.")
    for index, attachment in enumerate(attachments):
        _check_attachment(attachment, rules, f"message[attachments][{index}]")
        if attachment["type"] != "image":
            raise invalid(f"Param message[attachments][{index}][type] must be image.")


def _check_attachment(attachment: Any, rules: Rules, path: str) -> None:
    if not isinstance(attachment, dict) or set(attachment) - {"type", "payload"}:
        raise invalid(f"Param {path} must be an object with type and payload.")
    kind, payload = attachment.get("type"), attachment.get("payload")
    if rules.platform == "instagram" and kind == "like_heart" and payload is None:
        return
    if not isinstance(payload, dict):
        raise invalid(f"Param {path}[payload] must be an object.")
    if rules.platform == "instagram" and kind == "MEDIA_SHARE":
        _string(payload.get("id"), f"{path}[payload][id]", 100)
    elif kind == "template":
        _check_template(payload, rules, f"{path}[payload]")
    elif kind in FILES:
        _check_file(payload, f"{path}[payload]")
    else:
        raise invalid(f"Param {path}[type] must be one of {{image, video, audio, file, template}}.")


def _check_file(payload: dict[str, Any], path: str) -> None:
    if set(payload) - {"url", "is_reusable", "attachment_id"}:
        raise invalid(f"Invalid keys were found in param {path}.")
    if not isinstance(payload.get("is_reusable", False), bool):
        raise invalid(f"Param {path}[is_reusable] must be a boolean.")
    if "url" in payload and "attachment_id" in payload:
        raise invalid(f"Only one of {path}[url] and {path}[attachment_id] may be given.")
    if "url" in payload:
        _link(payload["url"], f"{path}[url]")
    elif "attachment_id" in payload:
        _string(payload["attachment_id"], f"{path}[attachment_id]", 100)


def _check_template(payload: dict[str, Any], rules: Rules, path: str) -> None:
    kind = payload.get("template_type")
    if kind not in rules.templates:
        raise invalid(f"Param {path}[template_type] must be one of {{{', '.join(rules.templates)}}}.")
    if kind == "button":
        _only(payload, path, "template_type", "text", "buttons", "sharable")
        _string(payload.get("text"), f"{path}[text]", 640)
        _check_buttons(payload.get("buttons"), rules, f"{path}[buttons]")
        return
    _only(payload, path, "template_type", "elements", "sharable", "image_aspect_ratio")
    elements = payload.get("elements")
    most = 1 if kind == "media" else 10
    if not isinstance(elements, list) or not 1 <= len(elements) <= most:
        raise invalid(f"Param {path}[elements] must be a list of 1 to {most} items.")
    for index, element in enumerate(elements):
        check = _check_media_element if kind == "media" else _check_element
        check(element, rules, f"{path}[elements][{index}]")


def _check_element(element: Any, rules: Rules, path: str) -> None:
    if not isinstance(element, dict):
        raise invalid(f"Param {path} must be an object.")
    _only(element, path, "title", "subtitle", "image_url", "default_action", "buttons")
    _string(element.get("title"), f"{path}[title]", 80)
    if len(element) < 2:
        raise invalid(f"Param {path} needs one more property beside title.")
    if element.get("subtitle") is not None:
        _string(element["subtitle"], f"{path}[subtitle]", 80)
    if element.get("image_url") is not None:
        _link(element["image_url"], f"{path}[image_url]")
    if element.get("default_action") is not None:
        action = element["default_action"]
        if not isinstance(action, dict) or action.get("type") != "web_url" or "title" in action:
            raise invalid(f"Param {path}[default_action] must be a web_url without a title.")
        _link(action.get("url"), f"{path}[default_action][url]")
    if element.get("buttons") is not None:
        _check_buttons(element["buttons"], rules, f"{path}[buttons]")


def _check_media_element(element: Any, rules: Rules, path: str) -> None:
    if not isinstance(element, dict) or element.get("media_type") not in ("image", "video"):
        raise invalid(f"Param {path}[media_type] must be one of {{image, video}}.")
    _only(element, path, "media_type", "url", "attachment_id", "buttons")
    if ("url" in element) == ("attachment_id" in element):
        raise invalid(f"Exactly one of {path}[url] and {path}[attachment_id] is required.")
    if element.get("buttons") is not None:
        _check_buttons(element["buttons"], rules, f"{path}[buttons]")


def _check_buttons(buttons: Any, rules: Rules, path: str) -> None:
    if not isinstance(buttons, list) or not 1 <= len(buttons) <= 3:
        raise invalid(f"Param {path} must be a list of 1 to 3 items.")
    for index, button in enumerate(buttons):
        at = f"{path}[{index}]"
        if not isinstance(button, dict) or button.get("type") not in rules.buttons:
            raise invalid(f"Param {at}[type] must be one of {{{', '.join(rules.buttons)}}}.")
        _string(button.get("title"), f"{at}[title]", 20)
        if button["type"] == "web_url":
            _only(button, at, "type", "title", "url", "webview_height_ratio", "messenger_extensions")
            _link(button.get("url"), f"{at}[url]")
        else:
            _only(button, at, "type", "title", "payload")
            _string(button.get("payload"), f"{at}[payload]", MAX_PAYLOAD)


def _check_quick_replies(replies: Any) -> None:
    if not isinstance(replies, list) or not 1 <= len(replies) <= 13:
        raise invalid("Param message[quick_replies] must be a list of 1 to 13 items.")
    for index, entry in enumerate(replies):
        at = f"message[quick_replies][{index}]"
        if not isinstance(entry, dict):
            raise invalid(f"Param {at} must be an object.")
        if entry.get("content_type") not in ("text", "user_phone_number", "user_email"):
            raise invalid(f"Param {at}[content_type] must be one of {{text, user_phone_number, user_email}}.")
        if entry["content_type"] == "text":
            _only(entry, at, "content_type", "title", "payload", "image_url")
            _string(entry.get("title"), f"{at}[title]", 20)
            _string(entry.get("payload"), f"{at}[payload]", MAX_PAYLOAD)


def _only(value: dict[str, Any], path: str, *known: str) -> None:
    for key in value:
        if key not in known:
            raise invalid(f'Invalid keys "{key}" were found in param "{path}".')


def _string(value: Any, path: str, longest: int) -> None:
    if value is None:
        raise missing(path)
    if not isinstance(value, str) or not value:
        raise invalid(f"Param {path} must be a non-empty string")
    if len(value) > longest:
        raise invalid(f"Length of param {path} must be less than or equal to {longest}")


def _link(value: Any, path: str) -> None:
    if not isinstance(value, str) or len(value) > 2000 or not LINK.fullmatch(value):
        raise GraphError(100, f"param {path} should represent a valid URL", subcode=2018060)
