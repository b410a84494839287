"""Interactive messages the product may send: buttons, list, link button."""

from typing import Any

from sandbox.whatsapp.errors import MetaError
from sandbox.whatsapp.fields import (
    Check,
    at,
    exactly_one,
    invalid,
    link,
    listing,
    mapping,
    mapping_of_anything,
    one_of,
    text,
)

MEDIA_HEADERS = ("image", "video", "document")
MAX_LIST_ROWS = 10


def _media_reference(value: Any, path: str) -> None:
    mapping({}, {"id": text(100), "link": link, "filename": text(240)})(value, path)
    exactly_one(value, path, "id", "link")


def _header(*kinds: str) -> Check:
    contents: dict[str, Check] = {"text": text(60), **dict.fromkeys(MEDIA_HEADERS, _media_reference)}

    def check(value: Any, path: str) -> None:
        mapping({"type": one_of(*kinds)}, {kind: contents[kind] for kind in kinds})(value, path)
        if value.get(value["type"]) is None:
            raise MetaError(131008, f"The parameter {at(path, value['type'])} is required.")

    return check


def _words(longest: int) -> Check:
    return mapping({"text": text(longest)})


_reply_button = mapping({"type": one_of("reply"), "reply": mapping({"id": text(256), "title": text(20)})})
_row = mapping({"id": text(200), "title": text(24)}, {"description": text(72, shortest=0)})
_section = mapping({"rows": listing(_row, most=MAX_LIST_ROWS)}, {"title": text(24)})
_any_header = _header("text", *MEDIA_HEADERS)
_footer: dict[str, Check] = {"footer": _words(60)}

_button = mapping(
    {
        "type": one_of("button"),
        "body": _words(1024),
        "action": mapping({"buttons": listing(_reply_button, most=3)}),
    },
    {"header": _any_header, **_footer},
)
_list = mapping(
    {
        "type": one_of("list"),
        "body": _words(4096),
        "action": mapping({"button": text(20), "sections": listing(_section, most=10)}),
    },
    {"header": _header("text"), **_footer},
)
_cta_url = mapping(
    {
        "type": one_of("cta_url"),
        "body": _words(1024),
        "action": mapping(
            {"name": one_of("cta_url"), "parameters": mapping({"display_text": text(20), "url": link})}
        ),
    },
    {"header": _any_header, **_footer},
)
_location_request = mapping(
    {
        "type": one_of("location_request_message"),
        "body": _words(1024),
        "action": mapping({"name": one_of("send_location")}),
    }
)
KINDS: dict[str, Check] = {
    "button": _button,
    "list": _list,
    "cta_url": _cta_url,
    "location_request_message": _location_request,
}


def check_interactive(value: Any, path: str) -> None:
    """Check the interactive object with the rules that span several fields; raises MetaError."""
    mapping_of_anything(value, path)
    kind = value.get("type")
    if kind is None:
        raise MetaError(131008, f"The parameter {at(path, 'type')} is required.")
    if kind not in KINDS:
        raise invalid(at(path, "type"), f"must be one of {{{', '.join(KINDS)}}}")
    KINDS[kind](value, path)
    if kind == "button":
        _refuse_twins([button["reply"] for button in value["action"]["buttons"]], at(path, "action"))
    if kind == "list":
        _check_sections(value["action"]["sections"], at(at(path, "action"), "sections"))


def _check_sections(sections: list[dict[str, Any]], path: str) -> None:
    rows = [row for section in sections for row in section["rows"]]
    if len(rows) > MAX_LIST_ROWS:
        raise invalid(path, f"may have {MAX_LIST_ROWS} rows in all sections together, it has {len(rows)}")
    if len(sections) > 1 and any(not section.get("title") for section in sections):
        raise MetaError(131008, f"Every item of {path} needs a title when there is more than one section.")
    if len({row["id"] for row in rows}) < len(rows):
        raise invalid(path, "has two rows with the same id")


def _refuse_twins(buttons: list[dict[str, Any]], path: str) -> None:
    for key in ("id", "title"):
        if len({button[key] for button in buttons}) < len(buttons):
            raise invalid(at(path, "buttons"), f"has two buttons with the same {key}")
