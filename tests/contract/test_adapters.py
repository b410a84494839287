"""One contract for every channel in the registry."""

from pathlib import Path

import pytest

from tenant_apps.channels import registry
from tenant_apps.channels.adapters.protocol import Adapter, Onboards
from tenant_apps.channels.api.forms import FORMS
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

    assert not FILES - present, "docs/adding-a-channel.md tells what belongs into each"


@every_kind
def test_it_fulfils_the_protocol_under_its_own_name(kind: str) -> None:
    adapter = registry.get(kind)

    assert isinstance(adapter, Adapter)
    assert adapter.kind == kind


@every_kind
def test_it_tells_its_quirks_and_its_vendors_page_on_the_door_plate(kind: str) -> None:
    plate = (ADAPTERS_FOLDER / kind / "__init__.py").read_text()

    assert "https://" in plate, "the docstring of __init__.py links to the vendor's docs"
    assert "Quirks" in plate, "the docstring of __init__.py has a list under “Quirks that shaped the code:”"


@every_kind
def test_it_has_a_form_to_connect_with(kind: str) -> None:
    is_typed = isinstance(registry.get(kind), Onboards)

    assert (kind in FORMS) == is_typed, "an adapter with `onboard` has a serializer in channels/api/forms.py"


@every_kind
def test_it_has_recordings_good_and_damaged(kind: str) -> None:
    names = {name for of, name in RECORDED if of == kind}
    sample = SAMPLES[kind]

    assert {*sample.damaged, sample.unknown} <= names, (
        f"the sample names files that tests/fixtures/{kind}/ lacks"
    )
    assert sample.damaged, "one recorded body has an unreadable part beside a good one"
    assert len(names) > 2


@every_recording
def test_it_reads_every_recorded_body(kind: str, name: str) -> None:
    events = parsed(kind, name)

    unreadable = [
        event.reason for event in events if isinstance(event, Ignored) and "nreadable" in event.reason
    ]
    assert events, "nothing came of this body: at least an Ignored with its reason should"
    if name in SAMPLES[kind].damaged:
        assert unreadable, "the reason of an Ignored that the adapter could not read says “Unreadable …”"
    else:
        assert not unreadable, "mend the parser, or name the fixture in the sample's `damaged`"


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, name in RECORDED if SAMPLES[kind].route])
def test_it_believes_the_address_and_not_the_body(kind: str, name: str) -> None:
    slices = registry.get(kind).split(body_of(kind, name), "another-route")

    # The secret proves the address that was called; a body that names a neighbour's account would be believed.
    assert {part.account_id for part in slices} <= {"another-route", "unknown"}


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
