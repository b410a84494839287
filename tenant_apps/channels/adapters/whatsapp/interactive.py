"""Messages with something to tap: reply buttons, a list, a link, a request for the customer's place.

Limits: /documentation/business-messaging/whatsapp/messages/interactive-*. What is beyond them goes out as
numbered text, because a refused message helps nobody.
"""

from typing import Any

from tenant_apps.channels.outbound import Button, ListRow, ListSection, Outbound

MAX_BODY = 1024
MAX_LIST_BODY = 4096
MAX_BUTTONS = 3
MAX_TITLE = 20
MAX_ROWS = 10
_MAX_BUTTON_ID = 256
_MAX_ROW_ID = 200
_MAX_ROW_TITLE = 24
_MAX_DESCRIPTION = 72


def buttons(outbound: Outbound, text: str) -> dict[str, Any] | None:
    """Return reply buttons or one link; None when WhatsApp would refuse them."""
    if not 0 < len(text) <= MAX_BODY or not text.strip():
        return None
    if len(outbound.buttons) == 1 and outbound.buttons[0].url:
        return _link(outbound.buttons[0], text)
    if not _are_fine(outbound.buttons):
        return None
    shown = [{"type": "reply", "reply": {"id": b.id, "title": b.title}} for b in outbound.buttons]
    return _interactive("button", text, {"buttons": shown})


def listing(outbound: Outbound, text: str) -> dict[str, Any] | None:
    """Return a list; None when WhatsApp would refuse it."""
    sections = [section for section in outbound.sections if section.rows]
    rows = [row for section in sections for row in section.rows]
    has_room = 0 < len(text) <= MAX_LIST_BODY and text.strip() != ""
    if not has_room or not 0 < len(outbound.list_button) <= MAX_TITLE:
        return None
    if not 0 < len(rows) <= MAX_ROWS or len({row.id for row in rows}) < len(rows):
        return None
    if not all(_is_fine_row(row) for row in rows) or not _have_titles(sections):
        return None
    action = {"button": outbound.list_button, "sections": [_section(section) for section in sections]}
    return _interactive("list", text, action)


def location_request(text: str) -> dict[str, Any]:
    return _interactive("location_request_message", text, {"name": "send_location"})


def _link(button: Button, text: str) -> dict[str, Any] | None:
    if not 0 < len(button.title) <= MAX_TITLE:
        return None
    parameters = {"display_text": button.title, "url": button.url}
    return _interactive("cta_url", text, {"name": "cta_url", "parameters": parameters})


def _are_fine(buttons: tuple[Button, ...]) -> bool:
    """Tell whether WhatsApp would show these; it also refuses equal ids or titles."""
    titles, ids = {b.title for b in buttons}, {b.id for b in buttons}
    return (
        0 < len(buttons) <= MAX_BUTTONS
        and not any(b.url for b in buttons)
        and len(titles) == len(ids) == len(buttons)
        and all(0 < len(title) <= MAX_TITLE for title in titles)
        and all(0 < len(button_id) <= _MAX_BUTTON_ID for button_id in ids)
    )


def _is_fine_row(row: ListRow) -> bool:
    return (
        0 < len(row.id) <= _MAX_ROW_ID
        and 0 < len(row.title) <= _MAX_ROW_TITLE
        and len(row.description) <= _MAX_DESCRIPTION
    )


def _have_titles(sections: list[ListSection]) -> bool:
    """Several sections need titles; a lone one may have none."""
    return all(len(s.title) <= _MAX_ROW_TITLE and (s.title or len(sections) == 1) for s in sections)


def _section(section: ListSection) -> dict[str, Any]:
    rows = [
        {"id": row.id, "title": row.title, **({"description": row.description} if row.description else {})}
        for row in section.rows
    ]
    return {**({"title": section.title} if section.title else {}), "rows": rows}


def _interactive(kind: str, text: str, action: dict[str, Any]) -> dict[str, Any]:
    return {"type": "interactive", "interactive": {"type": kind, "body": {"text": text}, "action": action}}
