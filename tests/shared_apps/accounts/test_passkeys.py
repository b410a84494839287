"""Passkeys by an authenticator in software, as a browser would drive it: added, used, refused, removed."""

import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from shared_apps.accounts.adapter import relying_party
from tests.cast import PASSWORD, Client, Person
from tests.conftest import Anonymous
from tests.shared_apps.accounts.signing import browser_of, with_two_factors

pytestmark = pytest.mark.django_db
ORIGIN = "https://acme.parlor.test"
PRESENT, VERIFIED = AuthenticatorData.FLAG.UP, AuthenticatorData.FLAG.UV


@dataclass
class Device:
    """Holds one passkey and answers challenges (WebAuthn §6)."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    id: bytes = field(default_factory=lambda: os.urandom(16))
    handle: str = ""

    def make(self, options: dict[str, Any], *, origin: str = ORIGIN) -> dict[str, Any]:
        asked = options["publicKey"]
        self.handle = asked["user"]["id"]
        public = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]
        held = AttestedCredentialData.create(b"\0" * 16, self.id, public)
        flags = PRESENT | VERIFIED | AuthenticatorData.FLAG.AT
        data = AuthenticatorData.create(_hash(asked["rp"]["id"]), flags, 0, held)
        made = AttestationObject.create("none", data, {})
        response = {
            "clientDataJSON": _client_data("webauthn.create", asked["challenge"], origin),
            "attestationObject": websafe_encode(made),
        }
        return {**self._named(response), "clientExtensionResults": {"credProps": {"rk": True}}}

    def answer(
        self, options: dict[str, Any], *, origin: str = ORIGIN, rp: str = "", is_verified: bool = True
    ) -> dict[str, Any]:
        asked = options["publicKey"]
        flags = PRESENT | VERIFIED if is_verified else PRESENT
        data = AuthenticatorData.create(_hash(rp or asked["rpId"]), flags, 1)
        said = _client_data("webauthn.get", asked["challenge"], origin)
        signed = data + hashlib.sha256(_plain(said)).digest()
        response = {
            "clientDataJSON": said,
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(self.key.sign(signed, ec.ECDSA(hashes.SHA256()))),
            "userHandle": self.handle,
        }
        return self._named(response)

    def _named(self, response: dict[str, Any]) -> dict[str, Any]:
        id = websafe_encode(self.id)
        return {
            "id": id,
            "rawId": id,
            "type": "public-key",
            "response": response,
            "clientExtensionResults": {},
        }


def _hash(rp: str) -> bytes:
    return hashlib.sha256(rp.encode()).digest()


def _client_data(kind: str, challenge: str, origin: str) -> str:
    return websafe_encode(json.dumps({"type": kind, "challenge": challenge, "origin": origin}).encode())


def _plain(encoded: str) -> bytes:
    return bytes(websafe_decode(encoded))


def add(client: Client, device: Device, **changes: Any) -> Any:
    options = client.post("/api/auth/passkeys/registration/").json()["options"]
    given = {"name": "My phone", "credential": device.make(options, **changes)}
    return client.post("/api/auth/passkeys/", given)


def sign_in(client: Client, device: Device, **changes: Any) -> Any:
    options = client.post("/api/auth/session/passkey/options/").json()["options"]
    return client.post("/api/auth/session/passkey/", {"credential": device.answer(options, **changes)})


def test_it_signs_in_with_a_passkey_alone(ada: Person, anonymous: Anonymous) -> None:
    device, client = Device(), anonymous(ada.tenant)
    added = add(browser_of(ada), device)

    answer = sign_in(client, device)

    assert (added.status_code, added.json()["name"]) == (201, "My phone")
    assert (answer.status_code, answer.json()["member"]["name"]) == (200, "Ada")
    assert client.get("/api/employees/").status_code == 200
    assert Authenticator.objects.get().last_used_at is not None


def test_a_passkey_is_both_factors(ada: Person, anonymous: Anonymous) -> None:
    client, _, _ = with_two_factors(ada)
    device = Device()
    add(client, device)

    assert sign_in(anonymous(ada.tenant), device).status_code == 200


def test_it_takes_a_passkey_as_the_second_step(ada: Person, anonymous: Anonymous) -> None:
    client, _, _ = with_two_factors(ada)
    device, stranger = Device(), anonymous(ada.tenant)
    add(client, device)
    refusal = stranger.post("/api/auth/session/", {"email": ada.user.email, "password": PASSWORD}).json()
    pending = refusal["data"]["pending"]
    options = stranger.post("/api/auth/session/second-factor/passkey/options/", {"pending": pending}).json()[
        "options"
    ]

    answer = stranger.post(
        "/api/auth/session/second-factor/passkey/",
        {"pending": pending, "credential": device.answer(options)},
    )

    assert "passkey" in refusal["data"]["methods"]
    assert (answer.status_code, answer.json()["member"]["name"]) == (200, "Ada")


@pytest.mark.parametrize(
    "changes",
    [
        {"origin": "https://acme.parlor.test.evil.test"},
        {"origin": "http://acme.parlor.test"},
        {"rp": "evil.test"},
        {"is_verified": False},
    ],
)
def test_it_refuses_an_answer_that_was_given_elsewhere(
    changes: dict[str, Any], ada: Person, anonymous: Anonymous
) -> None:
    device, client = Device(), anonymous(ada.tenant)
    add(browser_of(ada), device)

    answer = sign_in(client, device, **changes)

    assert (answer.status_code, answer.json()["code"]) == (400, "passkey_refused")
    assert client.get("/api/auth/me/").status_code == 401


def test_it_takes_an_answer_once(ada: Person, anonymous: Anonymous) -> None:
    device, client = Device(), anonymous(ada.tenant)
    add(browser_of(ada), device)
    options = client.post("/api/auth/session/passkey/options/").json()["options"]
    given = {"credential": device.answer(options)}
    client.post("/api/auth/session/passkey/", given)
    client.delete("/api/auth/session/")

    answer = anonymous(ada.tenant).post("/api/auth/session/passkey/", given)

    assert (answer.status_code, answer.json()["code"]) == (400, "passkey_refused")


def test_it_refuses_another_key_under_a_known_name(ada: Person, anonymous: Anonymous) -> None:
    device = Device()
    add(browser_of(ada), device)
    forged = Device(id=device.id, handle=device.handle)

    answer = sign_in(anonymous(ada.tenant), forged)

    assert (answer.status_code, answer.json()["code"]) == (400, "passkey_refused")


def test_it_refuses_a_passkey_that_was_removed(ada: Person, anonymous: Anonymous) -> None:
    device, client = Device(), browser_of(ada)
    added = add(client, device).json()

    removed = client.delete(f"/api/auth/passkeys/{added['id']}/")

    assert removed.status_code == 204
    assert sign_in(anonymous(ada.tenant), device).status_code == 400


def test_nobody_removes_somebody_elses_passkey(ada: Person, mallory: Person) -> None:
    added = add(browser_of(ada), Device()).json()

    answer = browser_of(mallory).delete(f"/api/auth/passkeys/{added['id']}/")

    assert answer.status_code == 404
    assert Authenticator.objects.count() == 1


@pytest.mark.parametrize("credential", [{}, {"response": {}}, {"id": "x", "response": {"userHandle": "eA"}}])
def test_it_refuses_what_is_no_answer(credential: dict[str, Any], ada: Person, anonymous: Anonymous) -> None:
    client = anonymous(ada.tenant)
    client.post("/api/auth/session/passkey/options/")

    answer = client.post("/api/auth/session/passkey/", {"credential": credential})

    assert (answer.status_code, answer.json()["code"]) == (400, "passkey_refused")


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("acme.parlor.test", "parlor.test"),
        ("parlor.test:8000", "parlor.test"),
        ("salon.example", "salon.example"),
        ("evilparlor.test", "evilparlor.test"),
    ],
)
def test_it_ties_passkeys_to_the_domain_they_may_claim(host: str, domain: str) -> None:
    assert relying_party(host) == domain
