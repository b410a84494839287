"""Every message type the product may send, checked as strictly as Meta does, and what a phone shows of it."""

import re
from typing import Any

from sandbox.whatsapp import template_sending as templates
from sandbox.whatsapp.errors import MetaError
from sandbox.whatsapp.fields import (
    Check,
    at,
    boolean,
    degrees,
    exactly_one,
    invalid,
    link,
    listing,
    mapping,
    one_of,
    refuse_unknown,
    text,
)
from sandbox.whatsapp.interactive import check_interactive

LOOKS_LIKE_PHONE = re.compile(r"\+?[\d\s().-]+")
USER_ID = re.compile(r"[A-Z]{2}(\.ENT)?\.[A-Za-z0-9]{1,128}")
CAPTION_LIMIT = 1024


def _media(**extra: Check) -> Check:
    shape = mapping({}, {"id": text(100), "link": link, **extra})

    def check(value: Any, path: str) -> None:
        shape(value, path)
        exactly_one(value, path, "id", "link")

    return check


_name_parts = ("first_name", "middle_name", "last_name", "prefix", "suffix")
_kinds_of = text(40)
_phone = mapping({"phone": text(40)}, {"wa_id": text(20), "type": _kinds_of})
_email = mapping({"email": text(250)}, {"type": _kinds_of})
_url = mapping({"url": text(2000)}, {"type": _kinds_of})
_address = mapping({}, {
    **dict.fromkeys(("street", "city", "state", "zip", "country", "country_code"), text(250, shortest=0)),
    "type": _kinds_of,
})  # fmt: skip
_org = mapping({}, dict.fromkeys(("company", "department", "title"), text(250, shortest=0)))


def _contact_name(value: Any, path: str) -> None:
    mapping({"formatted_name": text(1000)}, {part: text(1000, shortest=0) for part in _name_parts})(
        value, path
    )
    if not any(value.get(part) for part in _name_parts):
        raise MetaError(131008, f"{path} needs formatted_name and at least one more part of the name.")


_contact = mapping(
    {"name": _contact_name},
    {
        "addresses": listing(_address, most=50, least=0),
        "emails": listing(_email, most=50, least=0),
        "phones": listing(_phone, most=50, least=0),
        "urls": listing(_url, most=50, least=0),
        "birthday": text(10),
        "org": _org,
    },
)
TYPES: dict[str, Check] = {
    "text": mapping({"body": text(4096)}, {"preview_url": boolean}),
    "image": _media(caption=text(CAPTION_LIMIT, shortest=0)),
    "video": _media(caption=text(CAPTION_LIMIT, shortest=0)),
    "audio": _media(voice=boolean),
    "document": _media(caption=text(CAPTION_LIMIT, shortest=0), filename=text(240)),
    "sticker": _media(),
    "location": mapping(
        {"latitude": degrees(90), "longitude": degrees(180)},
        {"name": text(1000, shortest=0), "address": text(1000, shortest=0)},
    ),
    "contacts": listing(_contact, most=257),
    "reaction": mapping({"message_id": text(300), "emoji": text(16, shortest=0)}),
    "interactive": check_interactive,
    "template": templates.check_template,
}
MEDIA_TYPES = ("image", "video", "audio", "document", "sticker")
COMMON = {
    "messaging_product",
    "recipient_type",
    "to",
    "recipient",
    "type",
    "context",
    "biz_opaque_callback_data",
}


def check_message(body: dict[str, Any]) -> str:
    """Check a whole message body and return its type; raises MetaError."""
    kind = body.get("type", "text")
    if not isinstance(kind, str):
        raise wrong_type(kind)
    if kind not in TYPES:
        raise wrong_type(kind)
    refuse_unknown(body, COMMON | {kind}, "")
    _check_recipient(body)
    if body.get(kind) is None:
        raise MetaError(131008, f"The parameter {kind} is required.")
    TYPES[kind](body[kind], kind)
    if body.get("context") is not None:
        mapping({"message_id": text(300)})(body["context"], "context")
    if body.get("biz_opaque_callback_data") is not None:
        text(512)(body["biz_opaque_callback_data"], "biz_opaque_callback_data")
    return kind


def wrong_type(kind: object) -> MetaError:
    """Return the refusal of a type outside the documented list."""
    return MetaError(100, f'Param type must be one of {{{", ".join(TYPES)}}} - got "{kind}".')


def check_product(body: dict[str, Any]) -> None:
    """Check messaging_product, which every call must carry; raises MetaError."""
    product = body.get("messaging_product")
    if product is None:
        raise MetaError(100, "The parameter messaging_product is required.")
    if product != "whatsapp":
        raise MetaError(100, 'Param messaging_product must be one of {"whatsapp"}.')


def check_read(body: dict[str, Any]) -> None:
    """Check a mark-as-read call, with or without typing indicator; raises MetaError."""
    mapping(
        {"messaging_product": one_of("whatsapp"), "status": one_of("read"), "message_id": text(300)},
        {"typing_indicator": mapping({"type": one_of("text")})},
    )(body, "")


def wa_id(to: str) -> str:
    """Return the digits of a phone as people write it; raises MetaError."""
    digits = re.sub(r"\D", "", to)
    if not LOOKS_LIKE_PHONE.fullmatch(to) or not 7 <= len(digits) <= 15:
        raise invalid("to", "is not a valid phone number")
    return digits


def _check_recipient(body: dict[str, Any]) -> None:
    if body.get("recipient_type") is not None:
        one_of("individual")(body["recipient_type"], "recipient_type")
    if body.get("to") is None and body.get("recipient") is None:
        raise MetaError(131008, "The parameter to or recipient is required.")
    for key in ("to", "recipient"):
        if body.get(key) is not None:
            text(140)(body[key], key)
    if body.get("recipient") is not None and not USER_ID.fullmatch(body["recipient"]):
        raise invalid("recipient", "is not a valid business-scoped user id")


def shown(kind: str, content: Any) -> tuple[str, str]:
    """Return (kind, text) of the bubble a phone shows."""
    if kind == "text":
        return "text", content["body"]
    if kind == "interactive":
        words = {"button": "buttons", "location_request_message": "location_request"}
        return words.get(content["type"], content["type"]), (content.get("body") or {}).get("text", "")
    if kind == "template":
        return "template", templates.filled(content)[0]
    if kind in MEDIA_TYPES:
        return kind, content.get("caption", "")
    if kind == "location":
        return kind, content.get("name") or content.get("address") or ""
    if kind == "contacts":
        return kind, ", ".join(contact["name"]["formatted_name"] for contact in content)
    raise MetaError(131051, at("type", kind))
