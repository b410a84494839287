"""One client per key and address; options travel with each request."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import stripe
from django.conf import settings

from .errors import CardRefused, PaymentsAway, PaymentsNotSetUp, PaymentsRefused

log = logging.getLogger(__name__)

Obj = dict[str, Any]
TIMEOUT_S = 20
# The most a list gives in one page.
PAGE = 100


@lru_cache(maxsize=4)
def _client(key: str, url: str) -> stripe.StripeClient:
    return stripe.StripeClient(
        key,
        base_addresses={"api": url},
        http_client=stripe.RequestsClient(timeout=TIMEOUT_S),
        # Connection errors, 409 and 5xx; safe, as every request of ours that creates something is keyed.
        max_network_retries=1,
    )


def client() -> stripe.StripeClient:
    """Return the client of the platform's own account; raises PaymentsNotSetUp."""
    if not settings.STRIPE_SECRET_KEY:
        raise PaymentsNotSetUp
    return _client(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_URL)


def keyed(key: str, *, account: str = "") -> Any:
    """Return options by which a repeated request does its work once; `key` has up to 255 characters."""
    return {"idempotency_key": key[:255], **in_name_of(account)}


def in_name_of(account: str) -> Any:
    """Return options by which a connected account acts; empty is the platform itself."""
    return {"stripe_account": account} if account else {}


@contextmanager
def asking() -> Iterator[None]:
    """Turn the library's errors into refusals people understand: CardRefused, PaymentsAway, PaymentsRefused."""
    try:
        yield
    except stripe.CardError as error:
        code = str(error.error.decline_code or "") if error.error else ""
        raise CardRefused(decline_code=code) from error
    except (stripe.APIConnectionError, stripe.RateLimitError, stripe.APIError) as error:
        log.warning("Stripe is away: %s", type(error).__name__)
        raise PaymentsAway from error
    except stripe.StripeError as error:
        # The message names parameters and ids, never a key or a card.
        log.error("Stripe refused (%s, request %s): %s", error.code, error.request_id, error.user_message)
        raise PaymentsRefused(code=str(error.code or "")) from error


def as_dict(found: Any) -> Obj:
    """Return an object of the library as plain nested dicts."""
    return dict(found.to_dict())


def listed(page: Any, *, most: int = PAGE) -> list[Obj]:
    """Return the objects of a list, going on to further pages, up to `most`."""
    found = []
    for each in page.auto_paging_iter():
        found.append(as_dict(each))
        if len(found) >= most:
            break
    return found
