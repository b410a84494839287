"""Whether a webhook is Stripe's, by the official library; https://docs.stripe.com/webhooks#verify-official-libraries."""

from collections.abc import Sequence

import stripe

SIGNATURE_HEADER = b"stripe-signature"
# Seconds: an older time is refused, so a recorded delivery cannot be played back later.
TOLERANCE_S = 300


def is_signed(body: bytes, header: str, secrets: Sequence[str]) -> bool:
    """Tell whether one of our secrets signed exactly these bytes within the last five minutes."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return False
    return any(_fits(text, header, secret) for secret in secrets)


def _fits(text: str, header: str, secret: str) -> bool:
    try:
        return bool(stripe.WebhookSignature.verify_header(text, header, secret, TOLERANCE_S))
    except stripe.SignatureVerificationError:
        return False
