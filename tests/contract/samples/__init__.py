"""One sample per channel, in the module of its name: what the contract test needs to know of it."""

from importlib import import_module
from pathlib import Path

from tenant_apps.channels import registry
from tenant_apps.channels.inbound import Inbound
from tenant_apps.channels.outbound import Outbound
from tests.contract.samples.base import Sample

__all__ = ["FIXTURES", "RECORDED", "SAMPLES", "SECRET", "Sample", "body_of", "outbound_to", "parsed"]

FIXTURES = Path(__file__).parents[2] / "fixtures"
SECRET = "app-secret-of-the-tests"


def _sample(kind: str) -> Sample:
    try:
        sample: Sample = import_module(f"{__name__}.{kind}").SAMPLE
    except ModuleNotFoundError as missing:
        raise LookupError(
            f"The channel {kind!r} is in the registry and has no sample yet: "
            f"write a SAMPLE into tests/contract/samples/{kind}.py, as its neighbours do."
        ) from missing
    return sample


SAMPLES: dict[str, Sample] = {kind: _sample(kind) for kind in sorted(registry.ADAPTERS)}
RECORDED = [
    (kind, path.stem)
    for kind, sample in SAMPLES.items()
    for path in sorted((FIXTURES / kind).glob(f"*{sample.suffix}"))
]


def body_of(kind: str, name: str) -> bytes:
    return (FIXTURES / kind / f"{name}{SAMPLES[kind].suffix}").read_bytes()


def parsed(kind: str, name: str) -> list[Inbound]:
    """Return what the adapter reads from a whole recorded body, slice by slice."""
    adapter = registry.get(kind)
    slices = adapter.split(body_of(kind, name), SAMPLES[kind].route)
    return [event for part in slices for event in adapter.parse(part.body)]


def outbound_to(channel: str, /, **fields: object) -> Outbound:
    return Outbound(recipient=SAMPLES[channel].recipient, **fields)  # type: ignore[arg-type]  # test shorthand
