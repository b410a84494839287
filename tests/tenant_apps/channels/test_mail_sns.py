"""Mails of Amazon SES: what SNS signed comes in, all else stays outside, its question is answered at its own hosts."""

import base64
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from urllib.parse import unquote, urlsplit

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from config.wiring import platform
from shared_apps.core import egress
from shared_apps.core.clock import now
from shared_apps.core.egress import EgressRefused, Response
from shared_apps.facts.models import FactRow
from shared_apps.intake.asgi import WebhookDoor
from shared_apps.intake.platforms import LedgerRow, Platform, consume
from tenant_apps.channels import registry
from tenant_apps.channels.adapters.email import sns
from tenant_apps.channels.adapters.email.signatures import password_of, user_of
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.channels.secrets import route_secret
from tenant_apps.channels.tasks import confirm_webhook
from tenants.models import Tenant
from tests.cast import Client, Person

Api = Callable[..., Client]
InTenant = Callable[[Tenant | None], AbstractContextManager[None]]
MAILBOX, TOPIC = "hello@acme.test", "arn:aws:sns:eu-west-1:000000000000:mail"
HOST = "https://sns.eu-west-1.amazonaws.com/"
CERTIFICATE = f"{HOST}SimpleNotificationService-0123456789abcdef.pem"
CONFIRMATION = f"{HOST}?Action=ConfirmSubscription&TopicArn={TOPIC}&Token=2336412f37"
MAIL = {"notificationType": "Received", "mail": {}, "content": "From: dana@customer.test\r\n\r\nHello."}
NOTICE = {
    "Type": "Notification",
    "MessageId": "0199a1b2",
    "TopicArn": TOPIC,
    "Subject": "Amazon SES Email Receipt Notification",
    "Message": json.dumps(MAIL),
    "Timestamp": "2026-09-02T10:00:00.000Z",
    "SigningCertURL": CERTIFICATE,
}
QUESTION = {
    **NOTICE,
    "Type": "SubscriptionConfirmation",
    "Message": "You have chosen to subscribe.",
    "SubscribeURL": CONFIRMATION,
    "Token": "2336412f37",
}

pytestmark = pytest.mark.django_db


class Amazon:
    """Signs with its certificate and hands it out; `asked` is what it was asked for."""

    def __init__(self, *, days: int = 1) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.status, self.asked = 200, list[str]()
        name, until = x509.Name([]), now() + timedelta(days=days)
        made = (
            x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(self.key.public_key())
        )
        made = made.serial_number(1).not_valid_before(until - timedelta(days=9)).not_valid_after(until)
        self.certificate = made.sign(self.key, hashes.SHA256()).public_bytes(Encoding.PEM)

    def get(self, url: str, **_: Any) -> Response:
        self.asked.append(url)
        if not self.status:
            raise EgressRefused("Amazon is away.")
        return Response(self.status, "text/plain", self.certificate, url)

    def signed(self, notice: dict[str, str], *, version: str = "2", **changes: str) -> bytes:
        names = ["Message", "MessageId", "Subject", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"]
        if notice["Type"] != "Notification":
            names.remove("Subject")
        text = "".join(f"{name}\n{notice[name]}\n" for name in names if name in notice)
        hashed = hashes.SHA256() if version == "2" else hashes.SHA1()
        signature = base64.b64encode(self.key.sign(text.encode(), padding.PKCS1v15(), hashed)).decode()
        return json.dumps({**notice, "SignatureVersion": version, "Signature": signature, **changes}).encode()


@pytest.fixture
def amazon(monkeypatch: pytest.MonkeyPatch) -> Iterator[Amazon]:
    found = Amazon()
    monkeypatch.setattr(egress, "get", found.get)
    sns._key_at.cache_clear()
    yield found
    sns._key_at.cache_clear()


def connect(api: Api, person: Person, topic: str = "") -> Any:
    form = {"mode": "webhook", "address": MAILBOX, "provider": "ses", "signing_key": topic}
    return api(person).post("/api/integrations/email/connect/", form)


def shown(api: Api, person: Person, account: dict[str, Any]) -> dict[str, str]:
    """Return the header with which SNS shows the password of the address that the owner gave it."""
    url = urlsplit(api(person).get(f"/api/integrations/{account['id']}/webhook/").json()["url"])
    words = f"{unquote(url.username or '')}:{unquote(url.password or '')}"
    return {"authorization": f"Basic {base64.b64encode(words.encode()).decode()}"}


@pytest.fixture
def arrives(amazon: Amazon, ada: Person, api: Api) -> Callable[..., bool]:
    """`arrives(body, topic)` tells whether the door of the mailbox lets a body in."""

    def passes(body: bytes, topic: str = TOPIC) -> bool:
        header = shown(api, ada, connect(api, ada, topic).json())
        encoded = {name.encode(): value.encode() for name, value in header.items()}
        door = platform(registry.get("email"))
        return door.verify(b"", encoded, MAILBOX) and door.verify(body, encoded, MAILBOX)

    return passes


@pytest.mark.parametrize("version", ["1", "2"])
@pytest.mark.parametrize("notice", [NOTICE, QUESTION], ids=["mail", "question"])
def test_it_takes_what_amazon_signed(
    version: str, notice: dict[str, str], amazon: Amazon, arrives: Callable[..., bool]
) -> None:
    assert arrives(amazon.signed(notice, version=version))


@pytest.mark.parametrize(
    "changes",
    [
        {"Message": "{}"},
        {"Signature": "bm8="},
        {"Signature": "no base64"},
        {"SignatureVersion": "3"},
        {"Type": "Other"},
        {"TopicArn": "arn:aws:sns:eu-west-1:000000000000:another"},
    ],
)
def test_it_refuses_what_was_changed(
    changes: dict[str, str], amazon: Amazon, arrives: Callable[..., bool]
) -> None:
    assert not arrives(amazon.signed(NOTICE, **changes), "")


def test_it_refuses_another_topic(amazon: Amazon, arrives: Callable[..., bool]) -> None:
    foreign = amazon.signed({**NOTICE, "TopicArn": "arn:aws:sns:eu-west-1:111111111111:mail"})

    assert (arrives(foreign), arrives(foreign, "")) == (False, True)


@pytest.mark.parametrize(
    "address",
    [
        "https://sns.eu-west-1.amazonaws.com.evil.test/SimpleNotificationService-1.pem",
        "https://sns.eu-west-1.amazonaws.com@evil.test/SimpleNotificationService-1.pem",
        "https://bucket.s3.amazonaws.com/SimpleNotificationService-1.pem",
        "http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem",
        "https://sns.eu-west-1.amazonaws.com:8443/SimpleNotificationService-1.pem",
        "https://sns.eu-west-1.amazonaws.com/../x/SimpleNotificationService-1.pem",
        "https://169.254.169.254/SimpleNotificationService-1.pem",
        "",
    ],
)
def test_it_asks_nobody_but_amazon_for_a_certificate(
    address: str, amazon: Amazon, arrives: Callable[..., bool]
) -> None:
    assert not arrives(amazon.signed(NOTICE, SigningCertURL=address))
    assert amazon.asked == []


def test_it_asks_for_a_certificate_once(amazon: Amazon, arrives: Callable[..., bool]) -> None:
    assert arrives(amazon.signed(NOTICE))
    assert arrives(amazon.signed(NOTICE))

    assert amazon.asked == [CERTIFICATE]


def test_it_refuses_a_certificate_that_has_run_out(
    amazon: Amazon, arrives: Callable[..., bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = Amazon(days=-1)
    monkeypatch.setattr(egress, "get", old.get)

    assert not arrives(old.signed(NOTICE))


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"Type": 7}', b'{"Type": ["Notification"], "Signature": {}}']
)
def test_it_refuses_what_is_no_notice(body: bytes, arrives: Callable[..., bool]) -> None:
    assert arrives(body) is (body == b"")


def test_it_refuses_what_is_no_topic(ada: Person, api: Api) -> None:
    answer = connect(api, ada, "my-topic")

    assert (answer.status_code, answer.json()["data"]["reason"]) == (400, "topic")
    assert list(answer.json()["fields"]) == ["signing_key"]


class _Kept:
    """A ledger that only remembers."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []

    async def write(self, parts: list[tuple[str, str, bytes]]) -> None:
        self.bodies += [body for _, _, body in parts]


@pytest.fixture
def door() -> tuple[httpx.AsyncClient, _Kept]:
    kept = _Kept()
    transport = httpx.ASGITransport(app=WebhookDoor(kept))  # type: ignore[arg-type]  # narrower than ASGI
    return httpx.AsyncClient(transport=transport, base_url="http://parlor.test"), kept


async def test_the_door_asks_for_the_password_then_proves_the_notice(
    door: tuple[httpx.AsyncClient, _Kept], amazon: Amazon
) -> None:
    http, kept = door
    headers = _header_of(TOPIC)
    path, body = f"/webhook/email/{MAILBOX}/", amazon.signed(NOTICE)

    first = await http.post(path, content=body)
    forged = await http.post(path, content=body.replace(b"Hello", b"Howdy"), headers=headers)
    amazon.status = 503
    sns._key_at.cache_clear()
    away = await http.post(path, content=body, headers=headers)
    amazon.status = 200
    taken = await http.post(path, content=body, headers=headers)

    assert [answer.status_code for answer in (first, forged, away, taken)] == [401, 401, 503, 200]
    assert first.headers["www-authenticate"] == 'Basic realm="mail"'
    assert len(kept.bodies) == 1


def _header_of(topic: str) -> dict[str, str]:
    user = user_of("ses", topic)
    words = f"{user}:{password_of(route_secret('email', MAILBOX), user)}"
    return {"authorization": f"Basic {base64.b64encode(words.encode()).decode()}"}


def told(question: dict[str, str], amazon: Amazon) -> None:
    """Have the drain read what SNS asked."""
    door: Platform = platform(registry.get("email"))
    [part] = door.split(amazon.signed(question), MAILBOX)
    consume([LedgerRow(1, "email", part.account_id, part.body, now())])


def test_it_says_yes_to_amazon_once(amazon: Amazon, ada: Person, api: Api, in_tenant: InTenant) -> None:
    account = connect(api, ada, TOPIC).json()

    with in_tenant(ada.tenant):
        told(QUESTION, amazon)
        assert FactRow.objects.filter(name="ConfirmationAsked").count() == 1
        confirm_webhook(account["id"])
        confirm_webhook(account["id"])
        assert "confirm" not in ChannelAccount.objects.get(id=account["id"]).credentials

    assert amazon.asked == [CONFIRMATION]


def test_it_asks_again_while_amazon_is_away(
    amazon: Amazon, ada: Person, api: Api, in_tenant: InTenant
) -> None:
    account = connect(api, ada, TOPIC).json()
    with in_tenant(ada.tenant):
        told(QUESTION, amazon)
        amazon.status = 500

        with pytest.raises(EgressRefused):
            confirm_webhook(account["id"])

        assert ChannelAccount.objects.get(id=account["id"]).credentials["confirm"] == CONFIRMATION


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.test/?Action=ConfirmSubscription&Token=1",
        "https://sns.eu-west-1.amazonaws.com.evil.test/?Action=ConfirmSubscription&Token=1",
        f"{HOST}?Action=Unsubscribe&Token=1",
        "",
    ],
)
def test_it_calls_no_other_address(
    address: str, amazon: Amazon, ada: Person, api: Api, in_tenant: InTenant
) -> None:
    account = connect(api, ada).json()

    with in_tenant(ada.tenant):
        told({**QUESTION, "SubscribeURL": address}, amazon)
        confirm_webhook(account["id"])

    assert amazon.asked == []
