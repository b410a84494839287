"""Utility messages: texts that Meta has approved for a page, sent also after the free window.

Source: messenger-platform/send-messages/utility-messages. Our components are written as WhatsApp's, whose parts are
named alike; only the buttons travel together here.
"""

from collections.abc import Mapping
from typing import Any

from tenant_apps.channels.errors import SendFailed, SendFailureCode
from tenant_apps.channels.outbound import Template


def render(template: Template) -> dict[str, Any]:
    """Return the `template` object of a message; raises SendFailed (`template_values`) for an empty variable."""
    parts = [dict(part) for part in template.components]
    kinds = [str(part.get("type", "")).lower() for part in parts]
    shown = [
        {"type": kind, "parameters": [_parameter(each) for each in part.get("parameters", ())]}
        for kind, part in zip(kinds, parts, strict=True)
        if kind in ("header", "body")
    ]
    buttons = sorted(
        (part for kind, part in zip(kinds, parts, strict=True) if kind == "button"),
        key=lambda part: int(part.get("index", 0)),
    )
    if buttons:
        shown.append({"type": "buttons", "parameters": [_button(part) for part in buttons]})
    language = {"code": template.language.replace("-", "_")}
    return {"name": template.name, "language": language, "components": shown}


def _parameter(given: Mapping[str, Any]) -> dict[str, Any]:
    parameter = dict(given)
    if parameter.get("type", "text") == "text":
        parameter = {**parameter, "type": "text", "text": " ".join(str(parameter.get("text", "")).split())}
        if not parameter["text"]:
            raise _refused("A variable of the template is empty. Fill it in.")
    return parameter


def _button(part: Mapping[str, Any]) -> dict[str, str]:
    given: Mapping[str, Any] = next(iter(part.get("parameters", ())), {})
    value = str(given.get("payload") or given.get("text") or "").strip()
    if not value:
        raise _refused("A button of the template has no value. Fill it in.")
    is_link = str(part.get("sub_type", "")).lower() == "url"
    return {"type": "URL", "url": value} if is_link else {"type": "POSTBACK", "payload": value}


def _refused(reason: str) -> SendFailed:
    return SendFailed(permanent=True, code=SendFailureCode.TEMPLATE_VALUES, reason_for_people=reason)
