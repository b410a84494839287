"""Interactive messages the product may send: buttons, lists, links, products, forms, requests."""

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
MAX_PRODUCTS = 30


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
_contact_request = mapping(
    {
        "type": one_of("request_contact_info"),
        "body": _words(1024),
        "action": mapping({"name": one_of("request_contact_info")}),
    },
    _footer,
)
_product = mapping(
    {
        "type": one_of("product"),
        "action": mapping({"catalog_id": text(100), "product_retailer_id": text(100)}),
    },
    {"body": _words(1024), **_footer},
)
_product_section = mapping(
    {"product_items": listing(mapping({"product_retailer_id": text(100)}), most=MAX_PRODUCTS)},
    {"title": text(24)},
)
_product_list = mapping(
    {
        "type": one_of("product_list"),
        "header": _header("text"),
        "body": _words(1024),
        "action": mapping({"catalog_id": text(100), "sections": listing(_product_section, most=10)}),
    },
    _footer,
)
_catalog = mapping(
    {
        "type": one_of("catalog_message"),
        "body": _words(1024),
        "action": mapping(
            {"name": one_of("catalog_message")},
            {"parameters": mapping({}, {"thumbnail_product_retailer_id": text(100)})},
        ),
    },
    _footer,
)
_flow_parameters = mapping(
    {"flow_message_version": one_of("3"), "flow_cta": text(30)},
    {
        "flow_id": text(100),
        "flow_name": text(200),
        "flow_token": text(200),
        "flow_action": one_of("navigate", "data_exchange"),
        "flow_action_payload": mapping({"screen": text(200)}, {"data": mapping_of_anything}),
        "mode": one_of("draft", "published"),
    },
)
_flow = mapping(
    {
        "type": one_of("flow"),
        "body": _words(1024),
        "action": mapping({"name": one_of("flow"), "parameters": _flow_parameters}),
    },
    {"header": _any_header, **_footer},
)
KINDS: dict[str, Check] = {
    "button": _button,
    "list": _list,
    "cta_url": _cta_url,
    "location_request_message": _location_request,
    "request_contact_info": _contact_request,
    "product": _product,
    "product_list": _product_list,
    "catalog_message": _catalog,
    "flow": _flow,
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
    if kind == "flow":
        exactly_one(
            value["action"]["parameters"], at(at(path, "action"), "parameters"), "flow_id", "flow_name"
        )
    if kind == "product_list":
        _check_products(value["action"]["sections"], at(at(path, "action"), "sections"))


def _check_sections(sections: list[dict[str, Any]], path: str) -> None:
    rows = [row for section in sections for row in section["rows"]]
    if len(rows) > MAX_LIST_ROWS:
        raise invalid(path, f"may have {MAX_LIST_ROWS} rows in all sections together, it has {len(rows)}")
    if len(sections) > 1 and any(not section.get("title") for section in sections):
        raise MetaError(131008, f"Every item of {path} needs a title when there is more than one section.")
    if len({row["id"] for row in rows}) < len(rows):
        raise invalid(path, "has two rows with the same id")


def _check_products(sections: list[dict[str, Any]], path: str) -> None:
    if sum(len(section["product_items"]) for section in sections) > MAX_PRODUCTS:
        raise invalid(path, f"may have {MAX_PRODUCTS} products in all sections together")
    if len(sections) > 1 and any(not section.get("title") for section in sections):
        raise MetaError(131008, f"Every item of {path} needs a title when there is more than one section.")


def _refuse_twins(buttons: list[dict[str, Any]], path: str) -> None:
    for key in ("id", "title"):
        if len({button[key] for button in buttons}) < len(buttons):
            raise invalid(at(path, "buttons"), f"has two buttons with the same {key}")
