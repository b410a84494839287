"""A template message: its shape, its parameters against the approved template, and what a phone shows of it."""

import re
from collections.abc import Iterable
from typing import Any

from sandbox.whatsapp.errors import MetaError
from sandbox.whatsapp.fields import (
    Check,
    at,
    degrees,
    exactly_one,
    link,
    listing,
    mapping,
    mapping_of_anything,
    one_of,
    text,
)
from sandbox.whatsapp.templates import Component, find, part

PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")
BAD_SPACE = re.compile(r"[\n\r\t]| {5,}")
ESCAPED = re.compile(r"(?:%[0-9A-Fa-f]{2}|[A-Za-z0-9/?&=#:+,;@!$'()*~._-])*")
MAX_HYDRATED_BODY = 1024
SUB_TYPES = ("quick_reply", "url", "copy_code", "flow", "catalog", "mpm", "voice_call")
# Kind of button in the template -> what its component is called when sending.
BUTTON_SUB_TYPES = {"QUICK_REPLY": "quick_reply", "URL": "url", "COPY_CODE": "copy_code", "FLOW": "flow",
                    "CATALOG": "catalog", "MPM": "mpm"}  # fmt: skip


def _file(value: Any, path: str) -> None:
    mapping({}, {"id": text(100), "link": link, "filename": text(240), "caption": text(1024)})(value, path)
    exactly_one(value, path, "id", "link")


def _whole_number(value: Any, path: str) -> None:
    if isinstance(value, bool) or not str(value).isdigit():
        raise MetaError(131009, f"Param {path} must be a whole number.")


_currency = mapping({"fallback_value": text(60), "code": text(3), "amount_1000": _whole_number})
_date_time = mapping({"fallback_value": text(100)}, dict.fromkeys(
    ("day_of_week", "year", "month", "day_of_month", "hour", "minute", "calendar"), lambda _value, _path: None
))  # fmt: skip
_location = mapping(
    {"latitude": degrees(90), "longitude": degrees(180)}, {"name": text(1000), "address": text(1000)}
)
_offer = mapping({"expiration_time_ms": _whole_number})
_parameter_kinds: dict[str, Check] = {
    "text": text(1024),
    "payload": text(128),
    "currency": _currency,
    "date_time": _date_time,
    "image": _file,
    "video": _file,
    "document": _file,
    "location": _location,
    "coupon_code": text(20),
    "action": mapping_of_anything,
    "product": mapping_of_anything,
    "limited_time_offer": _offer,
}


def _parameter(value: Any, path: str) -> None:
    mapping({"type": one_of(*_parameter_kinds)}, {**_parameter_kinds, "parameter_name": text(100)})(
        value, path
    )
    kind = value["type"]
    if value.get(kind) is None:
        raise MetaError(131008, f"The parameter {at(path, kind)} is required.")
    if kind == "text" and BAD_SPACE.search(value["text"]):
        raise MetaError(
            132012, "Param text cannot have new-line/tab characters or more than 4 consecutive spaces"
        )


def _component(value: Any, path: str) -> None:
    mapping_of_anything(value, path)
    if value.get("type") == "carousel":
        mapping({"type": one_of("carousel"), "cards": listing(_card, most=10)})(value, path)
        return
    mapping(
        {"type": one_of("header", "body", "button", "limited_time_offer")},
        {
            "parameters": listing(_parameter, most=100, least=0),
            "sub_type": one_of(*SUB_TYPES),
            "index": _whole_number,
        },
    )(value, path)
    if value["type"] == "button":
        for key in ("sub_type", "index"):
            if value.get(key) is None:
                raise MetaError(131008, f"The parameter {at(path, key)} is required.")


def _card(value: Any, path: str) -> None:
    mapping({"card_index": _whole_number, "components": listing(_component, most=5)})(value, path)


check_template: Check = mapping(
    {
        "name": text(512),
        "language": mapping({"code": text(15)}, {"policy": one_of("deterministic")}),
    },
    {"components": listing(_component, most=20, least=0)},
)


def filled(content: dict[str, Any]) -> tuple[str, list[dict[str, str]]]:
    """Return the text a phone shows and its quick replies [{"id": payload, "title"}]; raises MetaError."""
    template = approved(content)
    components = content.get("components") or []
    body = _body(template["components"], components, template["parameter_format"] == "NAMED")
    _check_header(template["components"], components, template["parameter_format"] == "NAMED")
    buttons = _checked_buttons(template["components"], components)
    _check_cards(template["components"], components)
    return body, [button for button in buttons if "id" in button]


def drawn(content: dict[str, Any]) -> dict[str, Any]:
    """Return header, footer, buttons and cards of a template that has been checked."""
    template = approved(content)
    known, sent = template["components"], content.get("components") or []
    found: dict[str, Any] = {"buttons": _checked_buttons(known, sent)}
    if footer := part(known, "FOOTER"):
        found["footer"] = footer["text"]
    header, parameters = part(known, "HEADER"), _parameters(sent, "header")
    if header and header["format"] == "TEXT":
        found["header"] = {"text": _hydrated(header["text"], parameters)}
    elif header and header["format"] == "LOCATION":
        found["location"] = parameters[0]["location"]
    elif header and parameters:
        found["header"] = {"kind": parameters[0]["type"], "content": parameters[0][parameters[0]["type"]]}
    if carousel := part(sent, "carousel"):
        found["cards"] = [_drawn_card(known, card) for card in carousel["cards"]]
    return found


def approved(content: dict[str, Any]) -> Component:
    """Return the template that is meant; raises 132001, 132015 or 132016."""
    name, language = content["name"], content["language"]["code"]
    template = find(name, language)
    if template is None:
        raise MetaError(132001, f"template name ({name}) does not exist in {language}")
    if template["status"] == "PAUSED":
        raise MetaError(132015, f"Template name ({name}) is paused due to low quality")
    if template["status"] == "DISABLED":
        raise MetaError(132016, f"Template name ({name}) is disabled due to low quality")
    return template


def _body(known: list[Component], sent: list[Component], named: bool) -> str:
    body = part(known, "BODY")
    parameters = _parameters(sent, "body")
    words = body["text"] if body else ""
    _check_words("body", words, parameters, named)
    hydrated = _hydrated(words, parameters)
    if len(hydrated) > MAX_HYDRATED_BODY:
        raise MetaError(
            132005, f"body: text has {len(hydrated)} characters, at most {MAX_HYDRATED_BODY} are allowed"
        )
    return hydrated


def _check_words(where: str, words: str, parameters: list[Component], named: bool) -> None:
    """Compare parameters with the placeholders: as many, and by name where the template has names."""
    placeholders = list(dict.fromkeys(PLACEHOLDER.findall(words)))
    if len(parameters) != len(placeholders):
        raise MetaError(
            132000,
            f"{where}: number of localizable_params ({len(parameters)}) does not match {len(placeholders)}",
        )
    for parameter in parameters:
        if parameter["type"] not in ("text", "currency", "date_time"):
            raise MetaError(
                132012, f"{where}: Format mismatch, expected TEXT, received {parameter['type'].upper()}"
            )
    names = [parameter.get("parameter_name") for parameter in parameters]
    if named and sorted(map(str, names)) != sorted(placeholders):
        raise MetaError(132000, f"{where}: parameter_name must be one each of {', '.join(placeholders)}")
    if not named and any(names):
        raise MetaError(132012, f"{where}: parameter_name is given, but the template is positional")


def _check_header(known: list[Component], sent: list[Component], named: bool) -> None:
    header, parameters = part(known, "HEADER"), _parameters(sent, "header")
    if header is None:
        if parameters:
            raise MetaError(
                132000, f"header: number of localizable_params ({len(parameters)}) does not match 0"
            )
        return
    if header["format"] == "TEXT":
        _check_words("header", header["text"], parameters, named)
        return
    received = parameters[0]["type"].upper() if parameters else "UNKNOWN"
    if len(parameters) != 1 or received != header["format"]:
        raise MetaError(132012, f"header: Format mismatch, expected {header['format']}, received {received}")


def _checked_buttons(known: list[Component], sent: list[Component]) -> list[dict[str, str]]:
    """Return the buttons a phone shows; raises MetaError for one that is missing, wrong or of another kind."""
    group = part(known, "BUTTONS")
    buttons = group["buttons"] if group else []
    given = {int(c["index"]): c for c in sent if c["type"] == "button"}
    for index, component in given.items():
        if index >= len(buttons):
            raise MetaError(131009, f"components: Button at index {index} does not exist in the template")
        expected = BUTTON_SUB_TYPES.get(buttons[index]["type"])
        if component["sub_type"] != expected:
            raise MetaError(132012, f"components: Button at index {index} expects sub_type {expected}")
    return [_button(button, index, given.get(index)) for index, button in enumerate(buttons)]


def _button(button: Component, index: int, sent: Component | None) -> dict[str, str]:
    parameters = (sent or {}).get("parameters") or []
    value = _words(parameters[0]) if parameters else ""
    needs = button["type"] == "COPY_CODE" or "{{1}}" in button.get("url", "")
    if needs and not value:
        raise MetaError(
            131008,
            f"components: Button at index {index} of type {button['type'].title()} requires a parameter",
        )
    title = button["text"]
    if button["type"] == "URL":
        if not ESCAPED.fullmatch(value):
            raise MetaError(132012, f"components: Button at index {index}: the text must be URL-encoded")
        return {"title": title, "url": button["url"].replace("{{1}}", value)}
    if button["type"] == "PHONE_NUMBER":
        return {"title": title, "url": f"tel:{button['phone_number']}"}
    return {"id": value or title, "title": title}


def _check_cards(known: list[Component], sent: list[Component]) -> None:
    carousel, given = part(known, "CAROUSEL"), part(sent, "carousel")
    if (carousel is None) != (given is None):
        raise MetaError(132012, "components: Format mismatch, carousel is missing or not expected")
    if carousel is None or given is None:
        return
    if sorted(int(card["card_index"]) for card in given["cards"]) != list(range(len(carousel["cards"]))):
        raise MetaError(132000, f"carousel: the template has {len(carousel['cards'])} cards")
    for card in given["cards"]:
        inner = carousel["cards"][int(card["card_index"])]["components"]
        _body(inner, card["components"], False)
        _check_header(inner, card["components"], False)
        _checked_buttons(inner, card["components"])


def _drawn_card(known: list[Component], card: Component) -> dict[str, Any]:
    carousel = part(known, "CAROUSEL")
    inner = carousel["cards"][int(card["card_index"])]["components"] if carousel else []
    return {
        "title": _body(inner, card["components"], False),
        "buttons": _checked_buttons(inner, card["components"]),
    }


def _parameters(components: Iterable[Component], kind: str) -> list[Component]:
    return [p for c in components if c["type"] == kind for p in c.get("parameters") or []]


def _hydrated(words: str, parameters: list[Component]) -> str:
    named = {str(p.get("parameter_name")): _words(p) for p in parameters if p.get("parameter_name")}
    placeholders = list(dict.fromkeys(PLACEHOLDER.findall(words)))
    by_place = dict(zip(placeholders, map(_words, parameters), strict=False))
    values = by_place | named
    return PLACEHOLDER.sub(lambda found: values.get(found.group(1), ""), words)


def _words(parameter: Component) -> str:
    content = parameter.get(parameter["type"], "")
    return str(content.get("fallback_value", "")) if isinstance(content, dict) else str(content)
