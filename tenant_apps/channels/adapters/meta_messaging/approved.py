"""The approved templates of a WhatsApp account or a page, as Graph lists them.

Sources: whatsapp/business-management-api/message-templates · graph-api/reference/page/message_templates
"""

import re
from collections.abc import Iterator
from typing import Any

from shared_apps.vendors.meta import GraphClient
from tenant_apps.channels.adapters.protocol import ApprovedTemplate, TemplateSlot

_FIELDS = "name,language,status,category,parameter_format,components"
_GAP = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_FILES = frozenset({"IMAGE", "VIDEO", "DOCUMENT"})
# A place, a row of cards, a one-time password and the like cannot be filled in by typing a few words.
_TYPED_HEADERS = _FILES | {"", "TEXT"}
_TYPED_BUTTONS = frozenset({"QUICK_REPLY", "POSTBACK", "URL", "PHONE_NUMBER", "COPY_CODE"})
_TYPED_PARTS = frozenset({"HEADER", "BODY", "FOOTER", "BUTTONS"})
_AT_ONCE, _MOST_PAGES = "200", 10


def approved(client: GraphClient, node: str) -> list[ApprovedTemplate]:
    """Return what can be sent by filling in words, by name; raises GraphError, GraphUnreachable."""
    read = [_template(row) for row in _rows(client, node)]
    return sorted((found for found in read if found), key=lambda found: (found.name, found.language))


def _rows(client: GraphClient, node: str) -> Iterator[dict[str, Any]]:
    after = ""
    for _ in range(_MOST_PAGES):
        params = {"fields": _FIELDS, "status": "APPROVED", "limit": _AT_ONCE}
        found = client.get(f"{node}/message_templates", {**params, **({"after": after} if after else {})})
        yield from _dicts(found.get("data"))
        paging = found.get("paging")
        cursors = paging.get("cursors") if isinstance(paging, dict) and paging.get("next") else None
        after = _text(cursors, "after") if isinstance(cursors, dict) else ""
        if not after:
            return


def _template(row: dict[str, Any]) -> ApprovedTemplate | None:
    parts = {_text(part, "type").upper(): part for part in _dicts(row.get("components"))}
    header, buttons = parts.get("HEADER", {}), _dicts(parts.get("BUTTONS", {}).get("buttons"))
    body = _text(parts.get("BODY", {}), "text")
    is_typed = (
        _text(row, "status").upper() in ("", "APPROVED")
        and set(parts) <= _TYPED_PARTS
        and _text(header, "format").upper() in _TYPED_HEADERS
        and {_text(button, "type").upper() for button in buttons} <= _TYPED_BUTTONS
        and _text(row, "category").upper() != "AUTHENTICATION"
    )
    if not is_typed or not body or not _text(row, "name"):
        return None
    return ApprovedTemplate(
        name=_text(row, "name"),
        language=_text(row, "language"),
        category=_text(row, "category").lower(),
        body=body,
        header=_text(header, "text"),
        footer=_text(parts.get("FOOTER", {}), "text"),
        buttons=tuple(_text(button, "text") for button in buttons),
        slots=(*_header_slots(header), *_slots("body", body), *_button_slots(buttons)),
    )


def _header_slots(header: dict[str, Any]) -> Iterator[TemplateSlot]:
    kind = _text(header, "format").upper()
    if kind not in _FILES:
        yield from _slots("header", _text(header, "text"))
        return
    examples = header.get("example")
    handles = examples.get("header_handle") if isinstance(examples, dict) else None
    first = str(handles[0]) if isinstance(handles, list) and handles else ""
    yield TemplateSlot("file", kind.lower(), example=first if first.startswith("https://") else "")


def _slots(part: Any, words: str) -> Iterator[TemplateSlot]:
    for name in dict.fromkeys(_GAP.findall(words)):
        yield TemplateSlot(part, name)


def _button_slots(buttons: list[dict[str, Any]]) -> Iterator[TemplateSlot]:
    for index, button in enumerate(buttons):
        kind = _text(button, "type").upper()
        if kind == "URL" and _GAP.search(_text(button, "url")):
            yield TemplateSlot("button", _text(button, "text"), index, "url", _text(button, "url"))
        elif kind == "COPY_CODE":
            yield TemplateSlot("button", _text(button, "text"), index, "copy_code")


def _dicts(found: object) -> list[dict[str, Any]]:
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def _text(part: dict[str, Any], key: str) -> str:
    value = part.get(key)
    return value if isinstance(value, str) else ""
