"""One contract for every channel in the registry."""

from pathlib import Path

import pytest

from tenant_apps.channels import registry
from tenant_apps.channels.adapters.protocol import Adapter
from tenant_apps.channels.errors import BadPayload, SendFailed, SendFailureCode
from tenant_apps.channels.inbound import Ignored
from tenant_apps.channels.outbound import Button
from tests.contract.samples import RECORDED, SAMPLES, SECRET, body_of, outbound_to, parsed

ADAPTERS_FOLDER = Path(registry.__file__).parent / "adapters"
FILES = {
    "__init__.py",
    "adapter.py",
    "verify.py",
    "payloads.py",
    "parse.py",
    "render.py",
    "client.py",
    "connect.py",
}
GARBAGE = [(kind, garbage) for kind, sample in SAMPLES.items() for garbage in sample.garbage]
every_kind = pytest.mark.parametrize("kind", sorted(registry.ADAPTERS))
every_recording = pytest.mark.parametrize(("kind", "name"), RECORDED)


@every_kind
def test_it_has_the_same_files_as_every_channel(kind: str) -> None:
    present = {path.name for path in (ADAPTERS_FOLDER / kind).glob("*.py")}

    assert present >= FILES


@every_kind
def test_it_fulfils_the_protocol_under_its_own_name(kind: str) -> None:
    adapter = registry.get(kind)

    assert isinstance(adapter, Adapter)
    assert adapter.kind == kind


@every_kind
def test_it_tells_its_quirks_and_its_vendors_page_on_the_door_plate(kind: str) -> None:
    plate = (ADAPTERS_FOLDER / kind / "__init__.py").read_text()

    assert "https://" in plate
    assert "Quirks" in plate


@every_recording
def test_it_reads_every_recorded_body(kind: str, name: str) -> None:
    events = parsed(kind, name)

    unreadable = [event for event in events if isinstance(event, Ignored) and "nreadable" in event.reason]
    assert events
    assert bool(unreadable) == (name in SAMPLES[kind].damaged)


@every_recording
def test_it_accepts_what_the_vendor_signed(kind: str, name: str) -> None:
    body = body_of(kind, name)

    assert registry.get(kind).verify(body, SAMPLES[kind].sign(body, SECRET), ["an-older-secret", SECRET])


@every_kind
def test_it_refuses_a_signature_by_another_secret(kind: str) -> None:
    body = b'{"entry":[]}'

    assert not registry.get(kind).verify(body, SAMPLES[kind].sign(body, "someone-else"), [SECRET])


@pytest.mark.parametrize("kind", [kind for kind, sample in SAMPLES.items() if sample.proves_body])
def test_it_refuses_a_body_that_was_changed_on_the_way(kind: str) -> None:
    headers = SAMPLES[kind].sign(b'{"entry":[]}', SECRET)

    assert not registry.get(kind).verify(b'{"entry":[ ]}', headers, [SECRET])


@every_kind
def test_it_refuses_a_body_without_a_signature(kind: str) -> None:
    assert not registry.get(kind).verify(b'{"entry":[]}', {}, [SECRET])


@every_kind
def test_it_refuses_everything_while_no_secret_is_set(kind: str) -> None:
    body = b'{"entry":[]}'

    assert not registry.get(kind).verify(body, SAMPLES[kind].sign(body, ""), [""])


@pytest.mark.parametrize(("kind", "garbage"), GARBAGE)
def test_it_calls_garbage_garbage(kind: str, garbage: bytes) -> None:
    with pytest.raises(BadPayload):
        registry.get(kind).split(garbage, SAMPLES[kind].route)


@every_kind
def test_it_keeps_an_unknown_event_as_ignored(kind: str) -> None:
    [event] = parsed(kind, SAMPLES[kind].unknown)

    assert isinstance(event, Ignored)
    assert event.payload


@every_kind
def test_it_refuses_a_text_above_its_limit_before_anything_is_sent(kind: str) -> None:
    adapter = registry.get(kind)
    too_long = outbound_to(kind, kind="text", text="a" * (adapter.capabilities.max_text + 1))

    with pytest.raises(SendFailed) as refused:
        adapter.send(SAMPLES[kind].account, too_long)

    assert (refused.value.code, refused.value.permanent) == (SendFailureCode.TEXT_TOO_LONG, True)


@every_kind
def test_it_refuses_a_message_to_nobody(kind: str) -> None:
    adapter = registry.get(kind)
    to_nobody = outbound_to(kind, kind="buttons", text="Hello", buttons=(Button("a", "A"),))
    object.__setattr__(to_nobody, "recipient", ())

    with pytest.raises(SendFailed) as refused:
        adapter.send(SAMPLES[kind].account, to_nobody)

    assert (refused.value.code, refused.value.permanent) == (SendFailureCode.NO_RECIPIENT, True)
