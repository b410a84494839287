"""Approved templates: our components, as Meta writes them, made fit for sending.

Source: /documentation/business-messaging/whatsapp/templates (sending). Parameters are positional or named, never both.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from tenant_apps.channels.errors import SendFailed, SendFailureCode
from tenant_apps.channels.outbound import Template

# Meta refuses line breaks, tabs and more than four spaces in a row inside of a parameter.
_SPACE = re.compile(r"[\n\t\r]+| {5,}")
# What may stand in the tail of an address as it is; "%" keeps what a person has already encoded.
_ADDRESS_SIGNS = "/?&=#%:+,;@!$'()*~-._"
_FILES = ("image", "video", "document")


def render(template: Template, media_id: str, mime: str) -> dict[str, Any]:
    """Return the `template` object. An uploaded file takes the place of a header without a file.

    Raises SendFailed (`template_values`) for what Meta would refuse in any case.
    """
    components = [_component(dict(part), media_id, mime) for part in template.components]
    _refuse_mixed_names(components)
    language = {"code": template.language.replace("-", "_")}
    body: dict[str, Any] = {"name": template.name, "language": language}
    return {**body, "components": components} if components else body


def _component(part: dict[str, Any], media_id: str, mime: str) -> dict[str, Any]:
    kind = str(part.get("type", "")).lower()
    if kind == "carousel":
        return {"type": kind, "cards": [_card(dict(card)) for card in part.get("cards", ())]}
    if kind == "button":
        return _button(part)
    parameters = [_parameter(dict(each)) for each in part.get("parameters", ())]
    if kind == "header" and media_id:
        parameters = [_with_file(each, media_id) for each in parameters or [{"type": _file_kind(mime)}]]
    return {"type": kind, "parameters": parameters}


def _card(card: dict[str, Any]) -> dict[str, Any]:
    components = [_component(dict(part), "", "") for part in card.get("components", ())]
    return {"card_index": int(card.get("card_index", 0)), "components": components}


def _button(part: dict[str, Any]) -> dict[str, Any]:
    sub_type = str(part.get("sub_type", "")).lower()
    # A one-time password goes out as the address of the button that copies it.
    sub_type = "url" if sub_type == "otp" else sub_type
    parameters = [_parameter(dict(each)) for each in part.get("parameters", ())]
    if sub_type == "url":
        parameters = [
            {**each, "text": quote(each["text"], safe=_ADDRESS_SIGNS)} if "text" in each else each
            for each in parameters
        ]
    return {
        "type": "button",
        "sub_type": sub_type,
        "index": str(part.get("index", 0)),
        "parameters": parameters,
    }


def _parameter(parameter: dict[str, Any]) -> dict[str, Any]:
    kind = str(parameter.get("type", "text")).lower()
    parameter = {**parameter, "type": kind}
    if kind != "text":
        return parameter
    text = _SPACE.sub(" ", str(parameter.get("text", ""))).strip()
    if not text:
        raise _refused("A variable of the template is empty. Fill it in.")
    return {**parameter, "text": text}


def _with_file(parameter: dict[str, Any], media_id: str) -> dict[str, Any]:
    kind = parameter["type"]
    file = parameter.get(kind)
    given = dict(file) if isinstance(file, Mapping) else {}
    if kind not in _FILES or given.get("id") or given.get("link"):
        return parameter
    return {**parameter, kind: {**given, "id": media_id}}


def _file_kind(mime: str) -> str:
    kind = mime.partition("/")[0]
    return kind if kind in _FILES else "document"


def _refuse_mixed_names(components: list[dict[str, Any]]) -> None:
    named = {"parameter_name" in parameter for parameter in _texts(components)}
    if len(named) > 1:
        raise _refused("The template mixes named and numbered variables. Use one of the two.")


def _texts(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for part in components:
        if part["type"] in ("header", "body"):
            yield from (each for each in part["parameters"] if each["type"] == "text")


def _refused(reason: str) -> SendFailed:
    return SendFailed(permanent=True, code=SendFailureCode.TEMPLATE_VALUES, reason_for_people=reason)
