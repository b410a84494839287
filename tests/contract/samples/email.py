"""A mailbox whose provider posts to us: basic auth with the route's password."""

import base64

from tenant_apps.channels.outbound import AccountCredentials
from tests.contract.samples.base import Sample

MAILBOX = "hello@acme.test"


def _sign(body: bytes, secret: str) -> dict[bytes, bytes]:
    return {b"authorization": b"Basic " + base64.b64encode(f"parlor:{secret}".encode())}


SAMPLE = Sample(
    sign=_sign,
    unknown="postmark_record_of_tomorrow",
    recipient=(("email", "dana@customer.test"),),
    damaged=frozenset({"sendgrid_events_damaged"}),
    route=MAILBOX,
    proves_body=False,
    account=AccountCredentials(MAILBOX, {"password": "mailbox-password"}, {"mode": "imap"}),
)
