"""Amazon SNS, by which SES posts: is a notice its own, and the answer to its question whether it may post here.

The certificate that a notice names is asked for at Amazon's own hosts only, over TLS, and kept by the process.
Source: https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
"""

import base64
import binascii
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import msgspec
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from shared_apps.core import egress
from shared_apps.core.clock import now
from tenant_apps.channels.errors import ProofAway

_HOST = r"https://sns\.[a-z]{2,4}(?:-[a-z]{2,12}){1,4}-\d{1,2}\.amazonaws\.com(?:\.cn)?/"
_CERTIFICATE = re.compile(_HOST + r"SimpleNotificationService-[0-9A-Za-z]{1,64}\.pem")
_CONFIRMATION = re.compile(_HOST + r"\?Action=ConfirmSubscription&[\w.~%&=:+/-]{1,2000}", re.ASCII)
_TOPIC = re.compile(
    r"arn:aws(?:-[a-z]{2,12}){0,2}:sns:[a-z0-9-]{3,40}:\d{12}:[\w-]{1,256}(?:\.fifo)?", re.ASCII
)
_SIGNED_FIELDS = {
    "Notification": ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"),
    "SubscriptionConfirmation": (
        *("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"),
    ),
}
_SIGNED_FIELDS["UnsubscribeConfirmation"] = _SIGNED_FIELDS["SubscriptionConfirmation"]
_HASHES: dict[str, hashes.HashAlgorithm] = {"1": hashes.SHA1(), "2": hashes.SHA256()}  # noqa: S303  # as Amazon signs
_MAX_BYTES, _TIMEOUT_S = 50_000, 5.0


def is_topic(name: str) -> bool:
    """Tell whether this is the ARN of a topic."""
    return _TOPIC.fullmatch(name) is not None


def is_signed(topic: str, body: bytes) -> bool:
    """Tell whether SNS signed this notice, and of `topic` where one is named. May ask Amazon; raises ProofAway."""
    try:
        notice = msgspec.json.decode(body, type=dict[str, Any])
    except (msgspec.DecodeError, ValueError, RecursionError):
        return False
    address, hashed_by = str(notice.get("SigningCertURL")), _HASHES.get(str(notice.get("SignatureVersion")))
    text = _signed_text(notice)
    if not text or hashed_by is None or not _CERTIFICATE.fullmatch(address):
        return False
    if topic and notice.get("TopicArn") != topic:
        return False
    try:
        signature = base64.b64decode(str(notice.get("Signature")), validate=True)
        _key_at(address).verify(signature, text, padding.PKCS1v15(), hashed_by)
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True


def confirm(url: str) -> None:
    """Tell SNS that it may post here; raises ValueError for an address that is not Amazon's, EgressRefused."""
    if not is_confirmation(url):
        raise ValueError("This address is not one of Amazon's.")
    answer = egress.get(url, max_bytes=_MAX_BYTES, timeout_s=_TIMEOUT_S)
    if answer.status != 200:
        raise egress.EgressRefused(f"Amazon answered {answer.status}.")


def is_confirmation(url: str) -> bool:
    return _CONFIRMATION.fullmatch(url) is not None


def _signed_text(notice: Mapping[str, Any]) -> bytes:
    """Return the lines that Amazon signed: each name and its value; a subject only if there is one."""
    names = _SIGNED_FIELDS.get(str(notice.get("Type")), ())
    lines = [f"{name}\n{notice[name]}\n" for name in names if notice.get(name) is not None]
    return "".join(lines).encode("utf-8", "surrogatepass")


@lru_cache(maxsize=64)
def _key_at(address: str) -> rsa.RSAPublicKey:
    """Return the public key of a certificate; raises ProofAway when Amazon cannot be asked, ValueError."""
    try:
        answer = egress.get(address, max_bytes=_MAX_BYTES, timeout_s=_TIMEOUT_S)
    except (egress.EgressRefused, OSError) as error:
        raise ProofAway("Amazon's certificate cannot be fetched now.") from error
    if answer.status >= 500 or answer.status == 429:
        raise ProofAway("Amazon's certificate cannot be fetched now.")
    if answer.status != 200:
        raise ValueError("There is no such certificate.")
    certificate = x509.load_pem_x509_certificate(answer.body)
    if not certificate.not_valid_before_utc <= now() <= certificate.not_valid_after_utc:
        raise ValueError("The certificate has run out.")
    key = certificate.public_key()
    if not isinstance(key, rsa.RSAPublicKey):
        raise ValueError("This is no certificate of this kind.")
    return key
