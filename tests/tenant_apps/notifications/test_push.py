"""Web push to a push service on loopback, which the test settings allow by its address."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import http_ece  # type: ignore[import-untyped]
import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tenant_apps.conversations.models import Conversation
from tenant_apps.notifications.actions import News, tell
from tenant_apps.notifications.models import Alert, Kind, PushSubscription
from tenant_apps.notifications.tasks import push_alert
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api
from tests.serving import QuietHandler, serving

SUBSCRIPTIONS = "/api/push/subscriptions/"
SECRET = b"0123456789abcdef"


@dataclass
class Service:
    """A push service that keeps what it got and answers with `status`."""

    url: str = ""
    status: int = 201
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    @property
    def endpoint(self) -> str:
        return f"{self.url}/send/abc"


@pytest.fixture
def service(settings: Any) -> Iterator[Service]:
    played = Service()

    class Handler(QuietHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            played.got.append((dict(self.headers), body))
            self.send_response(played.status)
            self.end_headers()

    with serving(Handler) as played.url:
        settings.EGRESS_ALLOWED_ADDRESSES = [played.url.removeprefix("http://")]
        yield played


@pytest.fixture
def device() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def subscription(endpoint: str, device: ec.EllipticCurvePrivateKey) -> dict[str, Any]:
    point = device.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return {
        "endpoint": endpoint,
        "keys": {"p256dh": text(point), "auth": text(SECRET)},
        "device": "Pixel",
    }


def test_a_browser_gets_what_only_it_can_read(
    thread: Conversation, service: Service, device: ec.EllipticCurvePrivateKey, ben: Person, api: Api
) -> None:
    assert len(api(ben).get("/api/push/key/").json()["public_key"]) == 87
    added = api(ben).post(SUBSCRIPTIONS, subscription(service.endpoint, device))
    assert (added.status_code, added.json()["device"]) == (201, "Pixel")

    [alert] = tell([News(ben.member.id, Kind.MESSAGE, thread.id, about={"contact": "Dana", "text": "Hi"})])
    push_alert(str(alert.id))

    [(headers, body)] = service.got
    assert headers["Content-Encoding"] == "aes128gcm"
    assert headers["Authorization"].startswith("vapid t=")
    opened = http_ece.decrypt(body, private_key=device, auth_secret=SECRET, version="aes128gcm")
    message = msgspec.json.decode(opened)
    assert (message["title"], message["body"], message["url"]) == ("Dana wrote", "Hi", f"/inbox/{thread.id}")
    assert PushSubscription.objects.get().used_at is not None


def test_a_subscription_that_is_gone_is_forgotten(
    thread: Conversation, service: Service, device: ec.EllipticCurvePrivateKey, ben: Person, api: Api
) -> None:
    api(ben).post(SUBSCRIPTIONS, subscription(service.endpoint, device))
    service.status = 410

    [alert] = tell([News(ben.member.id, Kind.MESSAGE, thread.id)])
    push_alert(str(alert.id))

    assert not PushSubscription.objects.exists()
    assert Alert.objects.count() == 1


def test_a_service_that_is_down_is_tried_again_next_time(
    thread: Conversation, service: Service, device: ec.EllipticCurvePrivateKey, ben: Person, api: Api
) -> None:
    api(ben).post(SUBSCRIPTIONS, subscription(service.endpoint, device))
    service.status = 503

    [alert] = tell([News(ben.member.id, Kind.MESSAGE, thread.id)])
    push_alert(str(alert.id))

    assert PushSubscription.objects.get().failures == 1


def test_what_was_read_is_not_pushed(
    thread: Conversation, service: Service, device: ec.EllipticCurvePrivateKey, ben: Person, api: Api
) -> None:
    api(ben).post(SUBSCRIPTIONS, subscription(service.endpoint, device))
    [alert] = tell([News(ben.member.id, Kind.MESSAGE, thread.id)])
    api(ben).put("/api/alerts/read-all/")

    push_alert(str(alert.id))

    assert service.got == []


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://127.0.0.1:1/x",
        "https://127.0.0.1/x",
        "https://10.0.0.1/x",
        "https://user@127.0.0.1/",
        "ftp://x/",
    ],
)
def test_it_asks_no_address_inside_the_house(
    endpoint: str, device: ec.EllipticCurvePrivateKey, ben: Person, api: Api
) -> None:
    answer = api(ben).post(SUBSCRIPTIONS, subscription(endpoint, device))

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_it_refuses_keys_that_are_none(
    service: Service, device: ec.EllipticCurvePrivateKey, ben: Person, api: Api
) -> None:
    body = subscription(service.endpoint, device)

    for keys in ({"p256dh": "AAAA", "auth": text(SECRET)}, {**body["keys"], "auth": "AA"}):
        assert api(ben).post(SUBSCRIPTIONS, {**body, "keys": keys}).status_code == 400
    assert api(ben).get(SUBSCRIPTIONS).json()["results"] == []


def test_subscriptions_are_their_members_alone(
    service: Service,
    device: ec.EllipticCurvePrivateKey,
    ben: Person,
    ada: Person,
    mallory: Person,
    acme: Tenant,
    api: Api,
) -> None:
    own = api(ben).post(SUBSCRIPTIONS, subscription(service.endpoint, device)).json()

    assert api(ada).get(SUBSCRIPTIONS).json()["results"] == []
    assert api(ada).delete(f"{SUBSCRIPTIONS}{own['id']}/").status_code == 404
    assert api(mallory, at=acme).get(SUBSCRIPTIONS).status_code == 404
    assert api(mallory).delete(f"{SUBSCRIPTIONS}{uuid4()}/").status_code == 404
    assert api(ben).delete(f"{SUBSCRIPTIONS}{own['id']}/").status_code == 204
