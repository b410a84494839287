"""Messenger and Instagram at the door: signature, handshake, split."""

import msgspec
import pytest

from tenant_apps.channels import registry
from tenant_apps.channels.adapters.meta_messaging.split import split
from tenant_apps.channels.adapters.protocol import Handshakes, Slice
from tenant_apps.channels.errors import BadPayload
from tests.contract.samples import body_of

# Computed with openssl over a body in Meta's escaped form; the vector pins the algorithm, not our own code.
VECTOR_SECRET = "fake_app_secret_0123456789abcdef"
VECTOR_BODY = (
    rb'{"object":"page","entry":[{"id":"1067280970047460","time":1755000000123,"messaging":[{"sender":'
    rb'{"id":"7300000000000001"},"recipient":{"id":"1067280970047460"},"timestamp":1755000000000,'
    rb'"message":{"mid":"m_TEST","text":"h\u00e9llo"}}]}]}'
)
VECTOR_SIGNATURE = b"sha256=8b31df246d61bc483754fec7485e5c291dc6913acffe5ca88aefb57feacff284"
ACCOUNT = {"messenger": "100200300400500", "instagram": "17841400000000001"}
OTHER = {"messenger": "100200300400999", "instagram": "17841400000000999"}
both = pytest.mark.parametrize("kind", ["messenger", "instagram"])


@both
def test_it_accepts_the_vendors_signature_vector(kind: str) -> None:
    headers = {b"x-hub-signature-256": VECTOR_SIGNATURE}

    assert registry.get(kind).verify(VECTOR_BODY, headers, ["an-older-secret", VECTOR_SECRET])


@both
def test_it_answers_the_handshake_with_the_challenge(kind: str) -> None:
    adapter = registry.get(kind)
    assert isinstance(adapter, Handshakes)
    params = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": "ours"}

    assert adapter.handshake(params, "ours") == "1158201444"
    assert adapter.handshake(params, "theirs") is None


@both
def test_it_hands_on_the_untouched_body_of_one_account(kind: str) -> None:
    body = body_of(kind, "text")

    [only] = registry.get(kind).split(body)

    assert (only.account_id, only.platform) == (ACCOUNT[kind], "")
    assert only.body is body


@both
def test_it_cuts_a_batch_into_one_slice_per_account(kind: str) -> None:
    slices = registry.get(kind).split(body_of(kind, "batch"))

    texts = {
        part.account_id: [
            event["message"]["text"]
            for entry in msgspec.json.decode(part.body)["entry"]
            for event in entry["messaging"]
        ]
        for part in slices
    }
    assert texts == {ACCOUNT[kind]: ["one", "two", "three"], OTHER[kind]: ["any slot today?"]}
    assert [part.account_id for part in slices] == [ACCOUNT[kind], OTHER[kind]]


@both
def test_it_routes_by_an_id_that_came_as_a_number(kind: str) -> None:
    body = body_of(kind, "seconds_and_numbers")

    assert registry.get(kind).split(body) == [Slice(ACCOUNT[kind], body)]


@both
def test_it_keeps_what_names_nobody_under_unknown(kind: str) -> None:
    slices = registry.get(kind).split(body_of(kind, "batch_damaged"))

    assert [part.account_id for part in slices] == [ACCOUNT[kind], "unknown"]


@pytest.mark.parametrize("id_", [b"null", b"true", b"[]", b'""', rb'"\u0000"', b"{}"])
def test_it_takes_nothing_but_a_text_or_number_for_an_id(id_: bytes) -> None:
    body = b'{"object":"page","entry":[{"id":' + id_ + b',"messaging":[]}]}'

    assert split(body, "messenger") == [Slice("unknown", body)]


@pytest.mark.parametrize(
    ("door", "kind"),
    [
        ("messenger", "instagram"),
        ("instagram", "messenger"),
        ("messenger", "whatsapp"),
        ("instagram", "whatsapp"),
        ("whatsapp", "messenger"),
        ("whatsapp", "instagram"),
    ],
)
def test_it_hands_on_a_body_that_came_to_the_wrong_door(door: str, kind: str) -> None:
    body = body_of(kind, "text")

    [only] = registry.get(door).split(body)

    assert only.platform == kind
    assert only.body is body
    assert registry.get(kind).parse(only.body) == registry.get(kind).parse(body)


@pytest.mark.parametrize(("door", "kind"), [("messenger", "instagram"), ("instagram", "whatsapp")])
def test_it_cuts_a_batch_that_came_to_the_wrong_door(door: str, kind: str) -> None:
    slices = registry.get(door).split(body_of(kind, "batch"))

    assert {part.platform for part in slices} == {kind}
    assert len({part.account_id for part in slices}) == len(slices) > 1


def test_it_mends_broken_bytes_in_a_key() -> None:
    body = b'{"object":"%s","entry":[{"\xd8d":"1","changes":[]}]}'

    assert [part.account_id for part in registry.get("messenger").split(body % b"page")] == ["unknown"]
    assert registry.get("whatsapp").split(body % b"whatsapp_business_account") == []


def test_it_takes_a_body_without_an_object_for_its_own() -> None:
    body = b'{"entry":[{"id":"1","messaging":[]}]}'

    assert split(body, "instagram") == [Slice("1", body)]


def test_it_finds_nobody_in_an_empty_envelope() -> None:
    assert split(b'{"object":"page","entry":[]}', "messenger") == []


def test_it_refuses_a_body_that_is_nested_too_deep() -> None:
    body = b'{"entry":[{"id":"1","messaging":' + b"[" * 100_000 + b"]" * 100_000 + b"}]}"

    with pytest.raises(BadPayload):
        split(body, "messenger")


def test_it_splits_a_batch_of_a_thousand_accounts() -> None:
    event = b'{"sender":{"id":"2"},"message":{"mid":"m_1","text":"hi"}}'
    entries = b",".join(b'{"id":"%d","messaging":[%s]}' % (number, event) for number in range(1000))

    slices = split(b'{"object":"page","entry":[' + entries + b"]}", "messenger")

    assert [part.account_id for part in slices] == [str(number) for number in range(1000)]
