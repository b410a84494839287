"""A mail's HTML in its frame: whose it is, what it may load, and that nothing in it runs."""

import base64

import pytest

from shared_apps.core.clock import now
from shared_apps.intake.actions import accept, claim_route
from shared_apps.intake.drain import drain
from tenant_apps.channels.adapters.email.envelope import Envelope, wrap
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.conversations.actions.fetch import fetch_attachment
from tenant_apps.conversations.models import Attachment, Message
from tenant_apps.files.models import ParkedFile
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api, InTenant

pytestmark = pytest.mark.django_db
MAILBOX = "hello@acme.test"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
MAIL = (
    b"""From: Dana <dana@customer.test>\r
To: hello@acme.test\r
Subject: Nails\r
Message-ID: <nails@customer.test>\r
Content-Type: multipart/related; boundary=r\r
\r
--r\r
Content-Type: text/html; charset=utf-8\r
\r
<p>Like <b>this</b>?</p><script>alert(1)</script><img src="cid:photo"><img src="https://tracker.test/p.gif">\r
--r\r
Content-Type: image/png; name=nails.png\r
Content-ID: <photo>\r
Content-Transfer-Encoding: base64\r
\r
"""
    + base64.encodebytes(PIXEL)
    + b"\r\n--r--\r\n"
)


@pytest.fixture
def message(acme: Tenant, in_tenant: InTenant) -> Message:
    """Dana's mail with a picture in it, received by Acme."""
    with in_tenant(acme):
        ChannelAccount.objects.create(kind="email", name="Acme", external_id=MAILBOX)
        claim_route(platform="email", account_id=MAILBOX)
        body = wrap(Envelope(mailbox=MAILBOX, form="mime", at=now().timestamp()), MAIL)
        accept(platform="email", account_id=MAILBOX, body=body)
        drain(acme.schema_name)
        return Message.objects.get()


def address(message: Message) -> str:
    return f"/api/conversations/{message.conversation_id}/messages/{message.id}/html/"


def test_it_keeps_a_file_that_came_within_the_mail_until_it_is_stored(
    message: Message, acme: Tenant, in_tenant: InTenant
) -> None:
    with in_tenant(acme):
        attachment = Attachment.objects.get()
        parked = bytes(ParkedFile.objects.get(key=attachment.id).content)

        fetch_attachment(attachment_id=attachment.id)

        attachment.refresh_from_db()
        left = ParkedFile.objects.count()
        stored = attachment.file.file.read() if attachment.file else b""
    assert (parked, attachment.state, stored, left) == (PIXEL, "ready", PIXEL, 0)


def test_it_shows_the_mail_with_its_picture_and_nothing_that_runs(
    message: Message, acme: Tenant, in_tenant: InTenant, cleo: Person, api: Api
) -> None:
    with in_tenant(acme):
        fetch_attachment(attachment_id=Attachment.objects.get().id)

    answer = api(cleo).get(address(message))

    html = answer.content.decode()
    assert answer.status_code == 200
    assert "<p>Like <b>this</b>?</p>" in html
    assert f'src="data:image/png;base64,{base64.b64encode(PIXEL).decode()}"' in html
    assert "alert" not in html
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert answer["Content-Security-Policy"] == (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
    )


def test_it_loads_pictures_of_others_only_when_asked(message: Message, ben: Person, api: Api) -> None:
    answer = api(ben).get(address(message) + "?images=1")

    assert "img-src data: https: http:;" in answer["Content-Security-Policy"]


def test_it_tells_how_many_pictures_are_held_back(message: Message) -> None:
    assert (message.payload["email"]["remote_images"], message.payload["email"]["cids"]) == (
        1,
        {"photo": "part:0"},
    )


def test_it_shows_a_neighbour_nothing(message: Message, mallory: Person, acme: Tenant, api: Api) -> None:
    own, others = api(mallory).get(address(message)), api(mallory, at=acme).get(address(message))

    assert own.status_code == 404
    assert others.status_code in (401, 403, 404)


def test_it_has_no_page_for_a_message_that_is_no_mail(
    message: Message, acme: Tenant, in_tenant: InTenant, ben: Person, api: Api
) -> None:
    with in_tenant(acme):
        Message.objects.update(payload={})

    answer = api(ben).get(address(message))

    assert answer.status_code == 404
