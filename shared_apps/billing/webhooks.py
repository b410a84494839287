"""What the webhook door needs of Stripe: is it theirs, and whom does it concern. Pure but for the secrets."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from shared_apps.intake.errors import BadPayload
from shared_apps.vendors.stripe import SIGNATURE_HEADER, is_signed


@dataclass(frozen=True)
class EventSlice:
    """One event, under the customer or connected account that it is about."""

    account_id: str
    body: bytes
    platform: str = ""


def verify(body: bytes, headers: Mapping[bytes, bytes], _route: str) -> bool:
    header = headers.get(SIGNATURE_HEADER, b"").decode("latin-1")
    return is_signed(body, header, settings.STRIPE_WEBHOOK_SECRETS)


def split(body: bytes, _route: str) -> Sequence[EventSlice]:
    """Return the event with its account; raises BadPayload."""
    event = event_in(body)
    return [EventSlice(str(event.get("account") or customer_in(event)), body)]


def event_in(body: bytes) -> dict[str, Any]:
    """Return the event that a body holds; raises BadPayload for anything else, a thin event too."""
    try:
        event = json.loads(body)
    except ValueError as error:
        raise BadPayload("The body is not JSON.") from error
    if (
        not isinstance(event, dict)
        or event.get("object") != "event"
        or not isinstance(event.get("data"), dict)
    ):
        raise BadPayload("This is not an event of Stripe's v1 API.")
    if not isinstance(event["data"].get("object"), dict) or not event.get("id") or not event.get("type"):
        raise BadPayload("The event has no object.")
    return event


def customer_in(event: Mapping[str, Any]) -> str:
    """Return the customer that an event is about; empty when it is about none."""
    found = event["data"]["object"]
    if found.get("object") == "customer":
        return str(found.get("id") or "")
    customer = found.get("customer") or ""
    return str(customer.get("id") if isinstance(customer, dict) else customer)
