"""What a channel lacks becomes what it has, or is refused with a reason."""

from typing import Any

import pytest

from tenant_apps.channels.capabilities import Capabilities, MediaRule
from tenant_apps.channels.errors import SendFailed, SendFailureCode
from tenant_apps.channels.forms import fit
from tenant_apps.channels.outbound import (
    Button,
    ContactCard,
    ListRow,
    ListSection,
    Location,
    Outbound,
    OutboundMedia,
    Template,
)

PLAIN = Capabilities(max_text=1000, max_caption=0)
SHOP = ListSection("Hair", (ListRow("cut", "Cut"), ListRow("dye", "Dye")))


def _channel(*forms: str, **more: Any) -> Capabilities:
    return Capabilities(max_text=1000, max_caption=100, forms=frozenset({"text", *forms}), **more)


def _buttons(*buttons: Button, text: str = "Which day?") -> Outbound:
    return Outbound("buttons", text=text, buttons=buttons)


YES_NO = (Button("y", "Yes"), Button("n", "No"))


def test_it_leaves_what_the_channel_has() -> None:
    outbound = _buttons(*YES_NO)

    assert fit(outbound, _channel("buttons", max_buttons=3, max_button_title=20)) is outbound


def test_it_numbers_buttons_that_the_channel_lacks() -> None:
    assert fit(_buttons(*YES_NO), PLAIN) == Outbound("text", text="Which day?\n\n1. Yes\n2. No")


@pytest.mark.parametrize(
    "capabilities",
    [
        _channel("buttons", max_buttons=1, max_button_title=20),
        _channel("buttons", max_buttons=3, max_button_title=2),
        _channel("buttons", max_buttons=3, max_button_title=20, max_button_body=5),
    ],
)
def test_it_numbers_buttons_beyond_the_limits(capabilities: Capabilities) -> None:
    assert fit(_buttons(*YES_NO), capabilities).text == "Which day?\n\n1. Yes\n2. No"


def test_it_numbers_buttons_that_look_the_same() -> None:
    outbound = _buttons(Button("a", "Yes"), Button("b", "Yes"))

    assert fit(outbound, _channel("buttons", max_buttons=3, max_button_title=20)).kind == "text"


def test_it_writes_link_buttons_as_text_with_addresses() -> None:
    outbound = _buttons(Button("y", "Yes"), Button("p", "Prices", "https://example.com/prices"))

    found = fit(outbound, _channel("buttons", max_buttons=3, max_button_title=20))

    assert found == Outbound("text", text="Which day?\n\n1. Yes\nPrices: https://example.com/prices")


def test_it_keeps_link_buttons_among_others_where_the_channel_has_them() -> None:
    outbound = _buttons(Button("y", "Yes"), Button("p", "Prices", "https://example.com/prices"))

    assert fit(outbound, _channel("buttons", "links", max_buttons=3, max_button_title=20)) is outbound


def test_it_keeps_a_lone_link_button_where_the_channel_has_one() -> None:
    outbound = _buttons(Button("p", "Prices", "https://example.com/prices"))

    assert fit(outbound, _channel("link", max_button_title=20)) is outbound


def test_it_turns_a_list_into_buttons_when_they_fit() -> None:
    outbound = Outbound("list", text="What for?", list_button="Choose", sections=(SHOP,))

    found = fit(outbound, _channel("buttons", max_buttons=3, max_button_title=20))

    assert found == Outbound(
        "buttons", text="What for?", buttons=(Button("cut", "Cut"), Button("dye", "Dye"))
    )


def test_it_numbers_a_list_through_its_sections() -> None:
    nails = ListSection("Nails", (ListRow("gel", "Gel", "lasts 3 weeks"),))
    outbound = Outbound("list", text="What for?", list_button="Choose", sections=(SHOP, nails))

    found = fit(outbound, _channel("buttons", max_buttons=3, max_button_title=20))

    assert found.text == "What for?\n\nHair:\n1. Cut\n2. Dye\nNails:\n3. Gel – lasts 3 weeks"


def test_it_numbers_a_list_with_too_many_rows() -> None:
    outbound = Outbound("list", text="What for?", list_button="Choose", sections=(SHOP,))

    assert fit(outbound, _channel("list", max_list_rows=1)).kind == "text"


def test_it_writes_a_place_with_a_link_to_the_map() -> None:
    outbound = Outbound("location", location=Location(48.2082, 16.3738, "Salon", "Ring 1, Vienna"))

    assert fit(outbound, PLAIN) == Outbound(
        "text",
        text="Salon\nRing 1, Vienna\nhttps://www.google.com/maps/search/?api=1&query=48.208200%2C16.373800",
    )


def test_it_asks_for_a_place_in_words() -> None:
    outbound = Outbound("location_request", text="Where are you?")

    assert fit(outbound, PLAIN) == Outbound("text", text="Where are you?")


def test_it_writes_contacts_line_by_line() -> None:
    cards = (
        ContactCard("Ada", ("+4312345",), ("ada@example.com",), "Acme"),
        ContactCard("Ben", ("+4354321",)),
    )

    assert fit(Outbound("contacts", contacts=cards), PLAIN).text == (
        "Ada (Acme)\n+4312345\nada@example.com\n\nBen\n+4354321"
    )


def test_it_sends_a_sticker_as_an_image() -> None:
    outbound = Outbound("sticker", media=OutboundMedia("hi.webp", "image/webp", b"x"))

    assert fit(outbound, _channel("image", "document")).kind == "image"


def test_it_sends_an_image_that_the_channel_does_not_show_as_a_document() -> None:
    outbound = Outbound("image", media=OutboundMedia("photo.heic", "image/heic", b"x"))
    rules = {"image": MediaRule(100, frozenset({"image/jpeg"})), "document": MediaRule(100)}

    assert fit(outbound, _channel("image", "document", media=rules)).kind == "document"


def test_it_leaves_a_file_that_nothing_takes_to_the_adapter() -> None:
    outbound = Outbound("image", media=OutboundMedia("photo.jpg", "image/jpeg", b"x" * 200))
    rules = {"image": MediaRule(100), "document": MediaRule(100)}

    assert fit(outbound, _channel("image", "document", media=rules)) is not None
    assert fit(outbound, _channel("image", "document", media=rules)).kind == "image"


def test_it_writes_the_address_of_a_file_where_there_are_no_files() -> None:
    outbound = Outbound("image", text="Our salon", media=OutboundMedia(link="https://example.com/a.jpg"))

    assert fit(outbound, PLAIN) == Outbound("text", text="Our salon\n\nhttps://example.com/a.jpg")


def test_it_drops_a_quote_where_the_channel_has_none() -> None:
    assert fit(Outbound("text", text="Yes", reply_to="m1"), PLAIN) == Outbound("text", text="Yes")


@pytest.mark.parametrize(
    "outbound",
    [
        Outbound("template", template=Template("hello", "en")),
        Outbound("reaction", emoji="👍", reply_to="m1"),
        Outbound("read", mark_read="m1"),
        Outbound("typing", mark_read="m1"),
        Outbound("document", media=OutboundMedia("a.pdf", "application/pdf", b"x")),
        Outbound("image", media=OutboundMedia("a.jpg"), more_media=(OutboundMedia("b.jpg"),)),
    ],
)
def test_it_refuses_what_has_no_likeness(outbound: Outbound) -> None:
    with pytest.raises(SendFailed) as refusal:
        fit(outbound, PLAIN)

    assert (refusal.value.code, refusal.value.permanent) == (SendFailureCode.NOT_SUPPORTED, True)
    assert refusal.value.reason_for_people.endswith(".")
