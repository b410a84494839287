"""Golden bodies of the forms with something to tap, templates, places and people."""

from typing import Any

import pytest

from tenant_apps.channels.adapters.whatsapp.render import render
from tenant_apps.channels.errors import SendFailed, SendFailureCode
from tenant_apps.channels.outbound import (
    Button,
    ContactCard,
    ListRow,
    ListSection,
    Location,
    OutboundMedia,
    Template,
)
from tests.contract.samples import outbound_to

ADDRESSED = {"messaging_product": "whatsapp", "recipient_type": "individual", "to": "+380671112233"}
HAIR = ListSection("Hair", (ListRow("cut", "Cut", "45 min"), ListRow("dye", "Dye")))
NAILS = ListSection("Nails", (ListRow("gel", "Gel"),))


def rendered(media_id: str = "", **fields: Any) -> dict[str, Any]:
    return render(outbound_to("whatsapp", **fields), media_id=media_id)


def template(*components: dict[str, Any], media_id: str = "", **fields: Any) -> list[dict[str, Any]]:
    body = rendered(media_id, kind="template", template=Template("reminder", "uk", components), **fields)
    components_sent: list[dict[str, Any]] = body["template"]["components"]
    return components_sent


def test_it_renders_a_link_button() -> None:
    body = rendered(kind="buttons", text="Our prices", buttons=(Button("p", "Open", "https://a.example/p"),))

    assert body == {
        **ADDRESSED,
        "type": "interactive",
        "interactive": {
            "type": "cta_url",
            "body": {"text": "Our prices"},
            "action": {
                "name": "cta_url",
                "parameters": {"display_text": "Open", "url": "https://a.example/p"},
            },
        },
    }


def test_it_writes_links_among_buttons_as_text() -> None:
    buttons = (Button("y", "Yes"), Button("p", "Prices", "https://a.example/p"))

    assert rendered(kind="buttons", text="Well?", buttons=buttons)["text"] == {
        "preview_url": True,
        "body": "Well?\n\n1. Yes\nPrices: https://a.example/p",
    }


def test_it_renders_a_list() -> None:
    body = rendered(kind="list", text="What for?", list_button="Choose", sections=(HAIR, NAILS))

    assert body == {
        **ADDRESSED,
        "type": "interactive",
        "interactive": {
            "type": "list",
            "body": {"text": "What for?"},
            "action": {
                "button": "Choose",
                "sections": [
                    {
                        "title": "Hair",
                        "rows": [
                            {"id": "cut", "title": "Cut", "description": "45 min"},
                            {"id": "dye", "title": "Dye"},
                        ],
                    },
                    {"title": "Nails", "rows": [{"id": "gel", "title": "Gel"}]},
                ],
            },
        },
    }


@pytest.mark.parametrize(
    "fields",
    [
        {"list_button": ""},
        {"list_button": "Choose one of these things"},
        {"sections": (ListSection("", (ListRow("a", "A"),)), NAILS)},
        {"sections": (ListSection("Hair", (ListRow("a", "A" * 25),)),)},
        {"sections": (ListSection("Hair", (ListRow("a", "A", "b" * 73),)),)},
        {"sections": (ListSection("Hair", (ListRow("a", "A"), ListRow("a", "B"))),)},
        {"sections": (ListSection("Hair", tuple(ListRow(str(n), str(n)) for n in range(11))),)},
    ],
)
def test_it_turns_a_list_that_whatsapp_would_refuse_into_numbered_text(fields: dict[str, Any]) -> None:
    body = rendered(
        **{"kind": "list", "text": "What?", "list_button": "Choose", "sections": (HAIR,), **fields}
    )

    assert body["type"] == "text"
    assert body["text"]["body"].startswith("What?\n\n")


def test_it_renders_a_place() -> None:
    place = Location(50.4501, 30.5234, "Lumière", "Khreshchatyk 1")

    assert rendered(kind="location", location=place) == {
        **ADDRESSED,
        "type": "location",
        "location": {
            "latitude": "50.4501",
            "longitude": "30.5234",
            "name": "Lumière",
            "address": "Khreshchatyk 1",
        },
    }


def test_it_asks_for_the_customers_place() -> None:
    assert rendered(kind="location_request", text="Where are you?") == {
        **ADDRESSED,
        "type": "interactive",
        "interactive": {
            "type": "location_request_message",
            "body": {"text": "Where are you?"},
            "action": {"name": "send_location"},
        },
    }


def test_it_renders_contacts() -> None:
    card = ContactCard("Ada Lovelace", ("+380671112233", "0441112233"), ("ada@acme.example",), "Acme")

    assert rendered(kind="contacts", contacts=(card, ContactCard("Reception"))) == {
        **ADDRESSED,
        "type": "contacts",
        "contacts": [
            {
                "name": {"formatted_name": "Ada Lovelace", "first_name": "Ada", "last_name": "Lovelace"},
                "phones": [
                    {"phone": "+380671112233", "type": "CELL", "wa_id": "380671112233"},
                    {"phone": "0441112233", "type": "CELL"},
                ],
                "emails": [{"email": "ada@acme.example", "type": "WORK"}],
                "org": {"company": "Acme"},
            },
            {"name": {"formatted_name": "Reception", "first_name": "Reception"}},
        ],
    }


@pytest.mark.parametrize("emoji", ["👍", ""])
def test_it_renders_a_reaction(emoji: str) -> None:
    assert rendered(kind="reaction", emoji=emoji, reply_to="wamid.IN") == {
        **ADDRESSED,
        "type": "reaction",
        "reaction": {"message_id": "wamid.IN", "emoji": emoji},
    }


def test_it_renders_a_sticker() -> None:
    body = rendered(kind="sticker", media=OutboundMedia(media_id="77", mime="image/webp"))

    assert body == {**ADDRESSED, "type": "sticker", "sticker": {"id": "77"}}


def test_it_renders_a_template_without_variables() -> None:
    assert rendered(kind="template", template=Template("hello_world", "en-US")) == {
        **ADDRESSED,
        "type": "template",
        "template": {"name": "hello_world", "language": {"code": "en_US"}},
    }


TEXT = {"type": "text", "text": "Dana"}
NAMED = {"type": "text", "parameter_name": "first_name", "text": "Dana"}
CURRENCY = {
    "type": "currency",
    "currency": {"fallback_value": "$100.99", "code": "USD", "amount_1000": 100990},
}
WHEN = {"type": "date_time", "date_time": {"fallback_value": "February 25, 1977"}}


@pytest.mark.parametrize(
    "component",
    [
        {"type": "header", "parameters": [TEXT]},
        {"type": "header", "parameters": [{"type": "image", "image": {"id": "276"}}]},
        {"type": "header", "parameters": [{"type": "video", "video": {"link": "https://a.example/v.mp4"}}]},
        {
            "type": "header",
            "parameters": [{"type": "document", "document": {"id": "276", "filename": "a.pdf"}}],
        },
        {
            "type": "header",
            "parameters": [
                {"type": "location", "location": {"latitude": "1", "longitude": "2", "name": "A"}}
            ],
        },
        {"type": "body", "parameters": [TEXT, CURRENCY, WHEN]},
        {"type": "body", "parameters": [NAMED]},
        {
            "type": "button",
            "sub_type": "quick_reply",
            "index": "0",
            "parameters": [{"type": "payload", "payload": "STOP"}],
        },
        {
            "type": "button",
            "sub_type": "copy_code",
            "index": "2",
            "parameters": [{"type": "coupon_code", "coupon_code": "25OFF"}],
        },
        {
            "type": "button",
            "sub_type": "flow",
            "index": "3",
            "parameters": [{"type": "action", "action": {"flow_token": "t", "flow_action_data": {"k": "v"}}}],
        },
        {
            "type": "button",
            "sub_type": "catalog",
            "index": "0",
            "parameters": [{"type": "action", "action": {"thumbnail_product_retailer_id": "sku"}}],
        },
        {
            "type": "limited_time_offer",
            "parameters": [
                {
                    "type": "limited_time_offer",
                    "limited_time_offer": {"expiration_time_ms": 1_790_000_000_000},
                }
            ],
        },
        {
            "type": "carousel",
            "cards": [
                {
                    "card_index": 0,
                    "components": [
                        {"type": "header", "parameters": [{"type": "image", "image": {"id": "276"}}]},
                        {"type": "body", "parameters": [TEXT]},
                        {
                            "type": "button",
                            "sub_type": "url",
                            "index": "0",
                            "parameters": [{"type": "text", "text": "summer"}],
                        },
                    ],
                }
            ],
        },
    ],
)
def test_it_sends_every_kind_of_template_component_as_meta_writes_it(component: dict[str, Any]) -> None:
    assert template(component) == [component]


def test_it_puts_an_uploaded_file_into_the_header() -> None:
    media = OutboundMedia("price.pdf", "application/pdf", b"%PDF")

    assert template({"type": "HEADER"}, media_id="99", media=media) == [
        {"type": "header", "parameters": [{"type": "document", "document": {"id": "99"}}]}
    ]


def test_it_sends_a_one_time_password_as_the_address_of_its_button() -> None:
    assert template(
        {"type": "BUTTON", "sub_type": "OTP", "index": 0, "parameters": [{"text": "123456"}]}
    ) == [
        {
            "type": "button",
            "sub_type": "url",
            "index": "0",
            "parameters": [{"type": "text", "text": "123456"}],
        }
    ]


def test_it_encodes_the_tail_of_an_address_once() -> None:
    [button] = template(
        {
            "type": "button",
            "sub_type": "url",
            "index": "1",
            "parameters": [{"type": "text", "text": "Gonçalves?a=%C3%A7 b"}],
        }
    )

    assert button["parameters"][0]["text"] == "Gon%C3%A7alves?a=%C3%A7%20b"


def test_it_takes_line_breaks_out_of_variables() -> None:
    [body] = template({"type": "body", "parameters": [{"type": "text", "text": "one\n\ttwo      three"}]})

    assert body["parameters"][0]["text"] == "one two three"


@pytest.mark.parametrize(
    "component",
    [
        {"type": "body", "parameters": [TEXT, NAMED]},
        {"type": "body", "parameters": [{"type": "text", "text": " \n"}]},
    ],
)
def test_it_refuses_variables_that_meta_would_refuse(component: dict[str, Any]) -> None:
    with pytest.raises(SendFailed) as refused:
        template(component)

    assert (refused.value.code, refused.value.permanent) == (SendFailureCode.TEMPLATE_VALUES, True)


@pytest.mark.parametrize("kind", ["template", "location", "location_request", "contacts", "reaction"])
def test_it_refuses_a_form_without_its_content(kind: str) -> None:
    with pytest.raises(SendFailed) as refused:
        rendered(kind=kind)

    assert refused.value.code == SendFailureCode.EMPTY_MESSAGE
