"""Notices of mail providers that sign what they post: the genuine come in, the forged stay outside."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from config.wiring import platform
from sandbox.mail.signing import mailgun_signature, sendgrid_headers, signing_key
from tenant_apps.channels import registry
from tenant_apps.channels.models import ChannelAccount
from tests.cast import Person
from tests.conftest import Api, InTenant

MAILBOX = "hello@acme.test"
EVENTS = b'[{"event": "bounce", "email": "dana@customer.test", "timestamp": 1790000000}]\r\n'
# The reference's own vector; the body ends with CR LF.
KEY = (
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAERxw+dYxJBChbun5TEY7Q9SSt6wdX0lvS+Oew1236cUzdUg96yoqLkXrMN/Ud6PDJu+Oth"
    "YOC5wLcJaEtCfeoWA=="
)
VECTOR = (
    b'[{"email":"recipient@example.com","event":"delivered","timestamp":1755000000,"sg_event_id":"ev1"}]\r\n'
)
SIGNED = {
    "x-twilio-email-event-webhook-signature": "MEUCIDHS5HFeOUgG+DnesJhfkUwcoRU7pixZQmitYObIDhRKAiEApBQHfp+7eFPxOcrIAZ2K"
    "i+tYrVM02fo7duiGfuI9qXg=",
    "x-twilio-email-event-webhook-timestamp": "1755000000",
}


def connect(api: Api, person: Person, provider: str, key: str) -> Any:
    form = {"mode": "webhook", "address": MAILBOX, "provider": provider, "signing_key": key}
    return api(person).post("/api/integrations/email/connect/", form)


@pytest.fixture
def post(ada: Person, api: Api) -> Callable[..., Any]:
    """`post("sendgrid", key)(body, headers)` tells whether the door of the mailbox lets a body in."""

    def door_of(provider: str, key: str, *, user: str = "") -> Callable[..., bool]:
        account = connect(api, ada, provider, key).json()
        url = urlsplit(api(ada).get(f"/api/integrations/{account['id']}/webhook/").json()["url"])
        name = f"{user or unquote(url.username or '')}:{unquote(url.password or '')}"
        route = unquote(url.path.split("/")[3])
        door = platform(registry.get("email"))

        def arrives(body: bytes, headers: dict[str, str] | None = None) -> bool:
            shown = {"authorization": f"Basic {base64.b64encode(name.encode()).decode()}", **(headers or {})}
            encoded = {key.encode(): value.encode() for key, value in shown.items()}
            return door.verify(b"", encoded, route) and door.verify(body, encoded, route)

        return arrives

    return door_of


pytestmark = pytest.mark.django_db


def test_it_takes_what_sendgrid_signed(post: Callable[..., Any]) -> None:
    arrives = post("sendgrid", KEY)

    assert arrives(VECTOR, SIGNED)
    assert not arrives(VECTOR.replace(b"delivered", b"bounce!!!"), SIGNED)
    assert not arrives(VECTOR)
    assert not arrives(VECTOR, {**SIGNED, "x-twilio-email-event-webhook-timestamp": "1755000001"})


def test_it_takes_a_mail_of_sendgrid_by_its_password_alone(post: Callable[..., Any]) -> None:
    mail = b'--x\r\nContent-Disposition: form-data; name="email"\r\n\r\nFrom: dana@customer.test\r\n\r\nhi\r\n--x--\r\n'

    assert post("sendgrid", KEY)(mail)


def test_the_sandbox_signs_as_sendgrid_does(post: Callable[..., Any]) -> None:
    arrives = post("sendgrid", signing_key("sendgrid", MAILBOX))

    assert arrives(EVENTS, sendgrid_headers(MAILBOX, EVENTS))
    assert not arrives(EVENTS, sendgrid_headers("other@acme.test", EVENTS))


@pytest.mark.parametrize("form", ["notice", "mail", "urlencoded"])
def test_it_takes_what_mailgun_signed(post: Callable[..., Any], form: str) -> None:
    key = signing_key("mailgun", MAILBOX)
    arrives = post("mailgun", key)

    def body(signature: dict[str, str]) -> bytes:
        if form == "notice":
            return json.dumps({"signature": signature, "event-data": {"event": "failed"}}).encode()
        if form == "urlencoded":
            return (
                "&".join(f"{name}={value}" for name, value in signature.items()).encode() + b"&body-plain=hi"
            )
        parts = [
            f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in {**signature, "body-mime": "From: dana@customer.test"}.items()
        ]
        return ("".join(parts) + "--x--\r\n").encode()

    signed = mailgun_signature(MAILBOX)
    forged = {**signed, "signature": hmac.new(b"guess", b"x", hashlib.sha256).hexdigest()}
    assert arrives(body(signed))
    assert not arrives(body(forged))
    assert not arrives(body({}))


def test_nobody_leaves_the_key_out_of_the_address(post: Callable[..., Any]) -> None:
    arrives = post("sendgrid", KEY, user="parlor")

    assert not arrives(VECTOR, SIGNED)


def test_it_refuses_what_is_no_key(ada: Person, api: Api) -> None:
    answer = connect(api, ada, "sendgrid", "SG.an-api-key-instead")

    assert (answer.status_code, answer.json()["data"]) == (
        400,
        {"reason": "signing_key", "detail": "SendGrid"},
    )
    assert list(answer.json()["fields"]) == ["signing_key"]


def test_it_never_shows_the_key_again(ada: Person, api: Api, in_tenant: InTenant) -> None:
    shown = connect(api, ada, "mailgun", "key-2b5c7").json()

    url = api(ada).get(f"/api/integrations/{shown['id']}/webhook/").json()["url"]
    assert "2b5c7" not in json.dumps(shown) + url
    with in_tenant(ada.tenant):
        assert list(ChannelAccount.objects.get().credentials) == ["webhook_user"]
