"""What the contract test needs to know of each kind: how it signs and what it has never heard of."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tenant_apps.channels import registry
from tenant_apps.channels.inbound import Inbound
from tenant_apps.channels.outbound import Outbound

FIXTURES = Path(__file__).parent.parent / "fixtures"
SECRET = "app-secret-of-the-tests"


@dataclass(frozen=True)
class Sample:
    """`sign` returns the headers of a genuine request; `unknown` names a fixture with an unknown event."""

    sign: Callable[[bytes, str], dict[bytes, bytes]]
    unknown: str
    recipient: tuple[tuple[str, str], ...]
    # Fixtures that hold unreadable parts on purpose.
    damaged: frozenset[str] = frozenset()


def _sign_as_meta(body: bytes, secret: str) -> dict[bytes, bytes]:
    return {
        b"x-hub-signature-256": b"sha256="
        + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest().encode()
    }


SAMPLES = {
    "whatsapp": Sample(
        sign=_sign_as_meta,
        unknown="field_of_tomorrow",
        recipient=(("wa_id", "380671112233"),),
        damaged=frozenset({"batch_damaged"}),
    ),
}
RECORDED = [
    (kind, path.stem)
    for kind in sorted(registry.ADAPTERS)
    for path in sorted((FIXTURES / kind).glob("*.json"))
]


def body_of(kind: str, name: str) -> bytes:
    return (FIXTURES / kind / f"{name}.json").read_bytes()


def parsed(kind: str, name: str) -> list[Inbound]:
    """Return what the adapter reads from a whole recorded body, slice by slice."""
    adapter = registry.get(kind)
    return [event for part in adapter.split(body_of(kind, name)) for event in adapter.parse(part.body)]


def outbound_to(channel: str, /, **fields: object) -> Outbound:
    return Outbound(recipient=SAMPLES[channel].recipient, **fields)  # type: ignore[arg-type]  # test shorthand
