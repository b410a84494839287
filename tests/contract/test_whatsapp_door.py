"""WhatsApp at the door: signature, handshake, split."""

import json

import msgspec
import pytest

from tenant_apps.channels import registry
from tenant_apps.channels.adapters.protocol import Slice
from tenant_apps.channels.adapters.whatsapp.split import split
from tenant_apps.channels.adapters.whatsapp.verify import handshake, verify
from tenant_apps.channels.errors import BadPayload
from tests.contract.samples import body_of

# Computed with openssl over a body in Meta's escaped form; the vector pins the algorithm, not our own code.
VECTOR_SECRET = "fake_app_secret_0123456789abcdef"
VECTOR_BODY = (
    rb'{"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[{"value":'
    rb'{"messaging_product":"whatsapp","metadata":{"display_phone_number":"15550783881",'
    rb'"phone_number_id":"106540352242922"},"contacts":[{"profile":{"name":"Zo\u00eb Doe"},'
    rb'"wa_id":"12025550144"}],"messages":[{"from":"12025550144","id":"wamid.TEST1",'
    rb'"timestamp":"1749416383","type":"text","text":{"body":"hola \ud83d\ude00"}}]},"field":"messages"}]}]}'
)
VECTOR_SIGNATURE = b"sha256=d155f329fb243deb2d0dadc01311836e2be3dd0d82f60863ec1b9eef93d4cf08"
NUMBER = "700100200300"


def test_it_accepts_the_vendors_signature_vector() -> None:
    assert verify(VECTOR_BODY, {b"x-hub-signature-256": VECTOR_SIGNATURE}, [VECTOR_SECRET])


def test_it_refuses_the_older_sha1_form() -> None:
    headers = {b"x-hub-signature-256": VECTOR_SIGNATURE.replace(b"sha256=", b"sha1=")}

    assert not verify(VECTOR_BODY, headers, [VECTOR_SECRET])


def test_it_refuses_a_signature_that_is_not_ascii() -> None:
    assert not verify(VECTOR_BODY, {b"x-hub-signature-256": b"sha256=\xff\xfe"}, [VECTOR_SECRET])


def test_it_answers_the_handshake_with_the_challenge() -> None:
    params = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": "ours"}

    assert handshake(params, "ours") == "1158201444"


@pytest.mark.parametrize(
    ("params", "token"),
    [
        ({"hub.mode": "subscribe", "hub.challenge": "1", "hub.verify_token": "theirs"}, "ours"),
        ({"hub.mode": "unsubscribe", "hub.challenge": "1", "hub.verify_token": "ours"}, "ours"),
        ({"hub.mode": "subscribe", "hub.challenge": "1", "hub.verify_token": ""}, ""),
        ({"hub.mode": "subscribe", "hub.challenge": "1", "hub.verify_token": "пароль"}, "ours"),
        ({}, "ours"),
    ],
)
def test_it_refuses_the_handshake_of_a_stranger(params: dict[str, str], token: str) -> None:
    assert handshake(params, token) is None


def test_it_hands_on_the_untouched_body_of_one_account() -> None:
    body = body_of("whatsapp", "text")

    [only] = split(body)

    assert only.account_id == NUMBER
    assert only.body is body


def test_it_routes_an_account_event_by_its_business_account() -> None:
    body = body_of("whatsapp", "account_update_partner_removed")

    assert split(body) == [Slice("waba:800900100200", body)]


def test_it_cuts_a_batch_into_one_slice_per_account() -> None:
    slices = split(body_of("whatsapp", "batch"))

    changes = {
        s.account_id: [c for e in msgspec.json.decode(s.body)["entry"] for c in e["changes"]] for s in slices
    }
    texts = {
        account: [m["text"]["body"] for c in own for m in c["value"].get("messages", [])]
        for account, own in changes.items()
    }
    assert texts == {
        NUMBER: ["one", "two", "three"],
        "700100200999": ["any slot today?"],
        "waba:800900100200": [],
    }


def test_it_keeps_the_time_of_an_entry_in_its_slice() -> None:
    account_slice = split(body_of("whatsapp", "batch"))[-1]

    assert msgspec.json.decode(account_slice.body) == {
        "object": "whatsapp_business_account",
        "entry": [
            {
                "id": "800900100200",
                "time": 1790000000,
                "changes": [
                    {
                        "field": "account_update",
                        "value": {"event": "PARTNER_ADDED", "waba_info": {"waba_id": "800900100200"}},
                    }
                ],
            }
        ],
    }


def test_it_finds_no_account_in_an_empty_batch() -> None:
    assert split(b'{"object":"whatsapp_business_account","entry":[]}') == []


def test_it_keeps_damaged_parts_for_the_console() -> None:
    slices = split(body_of("whatsapp", "batch_damaged"))

    assert [part.account_id for part in slices] == [NUMBER, "waba:800900100200", "unknown"]


def test_it_reads_an_account_id_that_came_as_a_number() -> None:
    body = (
        b'{"entry":[{"id":5,"changes":[{"value":{"metadata":{"phone_number_id":700}},"field":"messages"}]}]}'
    )

    assert split(body) == [Slice("700", body)]


def test_it_is_not_fooled_by_ids_inside_a_message() -> None:
    body = body_of("whatsapp", "text").replace(b'"type": "text"', b'"type":"text","phone_number_id":"666"')

    assert [part.account_id for part in split(body)] == [NUMBER]


def test_it_mends_half_an_emoji_instead_of_losing_the_message() -> None:
    body = body_of("whatsapp", "text").replace(b'"body": "', b'"body": "\\ud83d ')

    [only] = split(body)

    assert only.account_id == NUMBER


def test_it_refuses_a_body_nested_without_end() -> None:
    with pytest.raises(BadPayload):
        split(b'{"entry":' + b"[" * 200_000)


@pytest.mark.parametrize(("name", "platform"), [("page", "messenger"), ("instagram", "instagram")])
def test_it_passes_on_what_is_for_another_of_metas_products(name: str, platform: str) -> None:
    body = json.dumps({"object": name, "entry": [{"id": "500600", "messaging": []}]}).encode()

    assert registry.get("whatsapp").split(body) == [Slice("500600", body, platform)]


def test_it_knows_its_own_name_wherever_it_stands() -> None:
    change = {"field": "messages", "value": {"metadata": {"phone_number_id": "7001"}}}
    body = json.dumps(
        {"entry": [{"id": "8001", "changes": [change]}], "object": "whatsapp_business_account"}
    ).encode()

    assert registry.get("whatsapp").split(body) == [Slice("7001", body)]


def test_it_takes_nul_out_of_an_accounts_id() -> None:
    change = {"field": "messages", "value": {"metadata": {"phone_number_id": "7\0" + "001"}}}
    body = json.dumps({"entry": [{"id": "8001", "changes": [change]}]}).encode()

    assert [part.account_id for part in registry.get("whatsapp").split(body)] == ["7001"]
