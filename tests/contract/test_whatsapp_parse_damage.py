"""Batches of WhatsApp's, whole and damaged."""

from datetime import UTC, datetime

import msgspec
import pytest

from tenant_apps.channels.adapters.whatsapp.parse import parse
from tenant_apps.channels.errors import BadPayload
from tenant_apps.channels.inbound import Ignored, InboundMessage, Sender
from tests.contract.samples import body_of, parsed
from tests.contract.whatsapp_people import AT, BSUID, DANA, NUMBER

RECEIVED_AT = datetime(2026, 9, 21, 14, 20, tzinfo=UTC)


def test_it_numbers_the_messages_of_a_batch() -> None:
    messages = [event for event in parsed("whatsapp", "batch") if event.account_id == NUMBER]  # type: ignore[union-attr]

    assert [(m.text, m.provider_seq) for m in messages] == [("one", 0), ("two", 1), ("three", 2)]  # type: ignore[union-attr]


def test_it_reads_the_intact_parts_of_a_damaged_batch() -> None:
    events = parse(body_of("whatsapp", "batch_damaged"), received_at=RECEIVED_AT)

    messages = [event for event in events if isinstance(event, InboundMessage)]
    reasons = [event.reason for event in events if isinstance(event, Ignored)]
    assert [(m.kind, m.text, m.provider_at) for m in messages] == [
        ("unsupported", "", AT),
        ("text", "no date", RECEIVED_AT),
        ("text", "intact", AT),
    ]
    assert reasons == [
        "Unreadable statuses: Expected `array`, got `str`",
        "Unreadable item: Object missing required field `id`",
        "A message without a sender.",
        "Unreadable change: Expected `object`, got `int`",
        "Unreadable entry: Expected `object`, got `str`",
    ]


def test_it_never_takes_one_customers_contact_for_another() -> None:
    body = msgspec.json.decode(body_of("whatsapp", "text"))
    messages = body["entry"][0]["changes"][0]["value"]["messages"]
    messages.append({**messages[0], "id": "wamid.SAM", "from": "447700900123", "from_user_id": "GB.1"})

    events = parse(msgspec.json.encode(body))

    assert [event.sender for event in events] == [  # type: ignore[union-attr]
        DANA,
        Sender((("bsuid", "GB.1"), ("wa_id", "447700900123"), ("phone", "+447700900123"))),
    ]


def test_it_takes_the_only_contact_for_the_sender_where_wa_id_and_number_differ() -> None:
    body = body_of("whatsapp", "text").replace(b'"from": "380671112233"', b'"from": "5511987654321"')
    body = body.replace(b'"from_user_id": "UA.51423001122334455667",', b"")

    [message] = parse(body)

    assert message.sender.identities == (BSUID, ("wa_id", "380671112233"), ("phone", "+5511987654321"))  # type: ignore[union-attr]


def test_it_mends_half_an_emoji_and_broken_utf_8() -> None:
    body = body_of("whatsapp", "text").replace(b'"body": "', b'"body": "\\ud83d \xff ')

    [message] = parse(body)

    assert message.text == "\ufffd \ufffd Скільки коштує манікюр?"  # type: ignore[union-attr]


def test_it_keeps_a_very_long_text_whole() -> None:
    body = body_of("whatsapp", "text").replace(b'"body": "', b'"body": "' + b"x" * 70_000)

    [message] = parse(body)

    assert len(message.text) == 70_000 + len("Скільки коштує манікюр?")  # type: ignore[union-attr]


@pytest.mark.parametrize("body", [b"not json", b"[]", b"{}", b'{"entry":{}}'])
def test_it_refuses_a_body_without_an_envelope(body: bytes) -> None:
    with pytest.raises(BadPayload):
        parse(body)


def test_it_reads_a_shared_contact_with_nonsense_for_phones() -> None:
    body = msgspec.json.decode(body_of("whatsapp", "contacts"))
    body["entry"][0]["changes"][0]["value"]["messages"][0]["contacts"][0]["phones"] = True

    [message] = parse(msgspec.json.encode(body))

    assert message.text == "Oksana Bondar\nTaras"  # type: ignore[union-attr]


def test_it_ignores_a_change_whose_field_is_nonsense() -> None:
    body = b'{"entry":[{"id":"5","changes":[{"field":null,"value":{"field":["messages"]}}]}]}'

    [event] = parse(body)

    assert isinstance(event, Ignored)
