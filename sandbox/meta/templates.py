"""Utility messages on Messenger: a page's approved templates, and what the product sends of them.

The templates are those of WhatsApp's side that a page may have too, in a page's words: a quick reply is a postback.
"""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from sandbox.meta.errors import invalid, missing
from sandbox.meta.pages import page_of_request
from sandbox.web import reply
from sandbox.whatsapp.errors import MetaError
from sandbox.whatsapp.template_sending import check_template, drawn, filled
from sandbox.whatsapp.templates import TEMPLATES, Component, part

_BUTTONS = {"QUICK_REPLY": "POSTBACK", "URL": "URL", "PHONE_NUMBER": "PHONE_NUMBER"}
_PARAMETER_KEYS = {"URL": "url", "POSTBACK": "payload"}


async def list_templates(request: Request) -> Response:
    """GET /{page-id}/message_templates."""
    page_of_request(request)
    query = request.query_params
    wanted = {key: query[key] for key in ("name", "status", "language") if key in query}
    found = [t for t in PAGE_TEMPLATES if all(t[key] == value for key, value in wanted.items())]
    return reply({"data": found, "paging": {"cursors": {"before": "MAZDZD", "after": "MjQZD"}}})


def shown(template: Any) -> tuple[str, dict[str, Any]]:
    """Check `message.template` and return (text, what the phone draws beside it); raises GraphError."""
    if not isinstance(template, dict):
        raise invalid("Param message[template] must be an object.")
    for key in ("name", "language"):
        if key not in template:
            raise missing(f"message[template][{key}]")
    name, language = template["name"], template["language"]
    code = language.get("code") if isinstance(language, dict) else None
    known = next((t for t in PAGE_TEMPLATES if (t["name"], t["language"]) == (name, code)), None)
    if known is None:
        raise invalid(f"Template {name} does not exist in {code}, or is not approved.")
    content = {**template, "components": _as_whatsapp(template.get("components") or [], known)}
    try:
        check_template(content, "message[template]")
        return filled(content)[0], drawn(content)
    except MetaError as error:
        raise invalid(f"message[template]: {error}") from error


def _as_whatsapp(components: Any, known: Component) -> list[Component]:
    if not isinstance(components, list) or not all(isinstance(c, dict) for c in components):
        raise invalid("Param message[template][components] must be a list of objects.")
    found: list[Component] = []
    for component in components:
        if component.get("type") not in ("header", "body", "buttons"):
            raise invalid("Param message[template][components][type] must be one of {header, body, buttons}.")
        if component["type"] == "buttons":
            found += _buttons(component.get("parameters"), known)
        else:
            found.append(component)
    return found


def _buttons(parameters: Any, known: Component) -> list[Component]:
    """Give each parameter to the next button of its kind that takes one."""
    group = part(known["components"], "BUTTONS")
    buttons = list(enumerate(group["buttons"] if group else []))
    found: list[Component] = []
    for parameter in parameters if isinstance(parameters, list) else []:
        kind = parameter.get("type") if isinstance(parameter, dict) else None
        key = _PARAMETER_KEYS.get(str(kind))
        if key is None or set(parameter) != {"type", key} or not isinstance(parameter[key], str):
            raise invalid(
                'A parameter of buttons is {"type": "URL", "url"} or {"type": "POSTBACK", "payload"}.'
            )
        place = next(
            (p for p, b in buttons if b["type"] == kind and (kind != "URL" or "{{" in b["url"])), None
        )
        if place is None:
            raise invalid(f"The template has no further button of type {kind} to fill in.")
        buttons = [(p, b) for p, b in buttons if p != place]
        sent = {
            "type": "text" if kind == "URL" else "payload",
            "text" if kind == "URL" else "payload": parameter[key],
        }
        sub_type = "url" if kind == "URL" else "quick_reply"
        found.append({"type": "button", "sub_type": sub_type, "index": str(place), "parameters": [sent]})
    return found


def _of_page(template: Component) -> Component:
    components = [
        {**c, "buttons": [{**b, "type": _BUTTONS[b["type"]]} for b in c["buttons"]]} if "buttons" in c else c
        for c in template["components"]
    ]
    return {**template, "components": components}


def _fits(template: Component) -> bool:
    header, group = part(template["components"], "HEADER"), part(template["components"], "BUTTONS")
    return (
        (template["category"], template["status"]) == ("UTILITY", "APPROVED")
        and (header is None or header["format"] in ("TEXT", "IMAGE"))
        and {b["type"] for b in (group["buttons"] if group else [])} <= set(_BUTTONS)
    )


PAGE_TEMPLATES = tuple(_of_page(template) for template in TEMPLATES if _fits(template))
