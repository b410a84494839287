"""The keys with which SendGrid and Mailgun sign: made of the mailbox's name, so that nothing has to be kept."""

import base64
import hashlib
import hmac
import secrets

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sandbox.store import now

SIGNING = ("sendgrid", "mailgun")


def signing_key(provider: str, mailbox: str) -> str:
    """Return what the provider's settings show the owner to copy; empty for one that signs nothing."""
    if provider == "mailgun":
        return _seed(mailbox).hex()
    if provider != "sendgrid":
        return ""
    public = _private_key(mailbox).public_key()
    return base64.b64encode(public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()


def sendgrid_headers(mailbox: str, body: bytes) -> dict[str, str]:
    """Return the headers with which SendGrid sends a body of events."""
    at = str(int(now()))
    signature = _private_key(mailbox).sign(at.encode() + body, ec.ECDSA(hashes.SHA256()))
    return {
        "x-twilio-email-event-webhook-signature": base64.b64encode(signature).decode(),
        "x-twilio-email-event-webhook-timestamp": at,
    }


def mailgun_signature(mailbox: str) -> dict[str, str]:
    """Return what Mailgun puts into every notice, and beside every mail."""
    at, token = str(int(now())), secrets.token_hex(25)
    proof = hmac.new(signing_key("mailgun", mailbox).encode(), (at + token).encode(), hashlib.sha256)
    return {"timestamp": at, "token": token, "signature": proof.hexdigest()}


def _private_key(mailbox: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(_seed(mailbox)), ec.SECP256R1())


def _seed(mailbox: str) -> bytes:
    return hashlib.sha256(f"sandbox:{mailbox}".encode()).digest()
