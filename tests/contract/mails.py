"""Who writes in the recorded mails, and to whom."""

from pathlib import Path

from tenant_apps.channels.inbound import Sender
from tests.contract.samples import FIXTURES

MAILBOX = "hello@acme.test"
REF = "0199a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"
OURS = f"{REF}@acme.test"
DANA = Sender((("email", "dana@customer.test"),), name="Dana Koval")


def raw(name: str) -> bytes:
    return (Path(FIXTURES) / "email" / f"{name}.eml").read_bytes()
