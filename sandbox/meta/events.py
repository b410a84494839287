"""Bodies of `page` and `instagram` webhooks, and which of them an account is subscribed to."""

import secrets
from typing import Any

from sandbox.accounts import Account
from sandbox.customers import Customer
from sandbox.store import now
from sandbox.webhooks import Outcome, meta_bytes, signature
from sandbox.world import World

PAGE_FIELDS = (
    "messages", "message_echoes", "message_deliveries", "message_reads", "message_reactions", "message_edits",
    "messaging_postbacks", "messaging_referrals", "messaging_optins", "messaging_handovers",
    "messaging_optouts", "messaging_policy_enforcement", "messaging_feedback", "messaging_account_linking",
    "standby", "feed", "leadgen", "mention", "response_feedback", "group_feed",
)  # fmt: skip
INSTAGRAM_FIELDS = (
    "messages", "message_echoes", "message_reactions", "message_edit", "messaging_postbacks",
    "messaging_referral", "messaging_seen", "messaging_handover", "messaging_optins", "standby", "comments",
    "live_comments", "mentions", "story_insights",
)  # fmt: skip


def milliseconds(at: float | None = None) -> int:
    return int((at if at is not None else now()) * 1000)


def new_mid(platform: str) -> str:
    """Make a message id that looks like the platform's and never repeats."""
    if platform == "instagram":
        return "aWdfZAG1faXRlbToxOklHTWVzc2FnZAUlE" + secrets.token_urlsafe(36).replace("-", "Z").replace(
            "_", "Q"
        )
    return "m_" + secrets.token_urlsafe(44)


def is_subscribed(account: Account, field: str) -> bool:
    """Tell whether the account's app gets events of this field."""
    wanted = account.fields.get("subscribed_fields") or ()
    if account.platform == "instagram" and account.fields.get("login") == "facebook":
        # The page's one subscription serves both; its fields have the page's names.
        field = {"messaging_seen": "message_reads", "messaging_referral": "messaging_referrals"}.get(
            field, field
        )
        if field in ("message_echoes", "comments", "live_comments", "mentions", "message_edits"):
            return account.subscribed
    if account.platform == "instagram" and field == "message_edits":
        field = "message_edit"
    return account.subscribed and (not wanted or field in wanted)


def from_customer(account: Account, customer: Customer, at: float, event: dict[str, Any]) -> dict[str, Any]:
    """Return an event that the person caused."""
    head = {"sender": {"id": customer.address}, "recipient": {"id": account.account}}
    return {**head, "timestamp": milliseconds(at), **event}


def from_business(account: Account, customer: Customer, at: float, event: dict[str, Any]) -> dict[str, Any]:
    """Return an echo: the account is the sender."""
    head = {"sender": {"id": account.account}, "recipient": {"id": customer.address}}
    return {**head, "timestamp": milliseconds(at), **event}


def messaging(account: Account, event: dict[str, Any], *, standby: bool = False) -> dict[str, Any]:
    """Wrap one event."""
    return _envelope(account, {"standby" if standby else "messaging": [event]})


def change(account: Account, field: str, value: dict[str, Any]) -> dict[str, Any]:
    """Wrap one change of the page's feed or the Instagram media; Instagram Login sends it flat."""
    if account.platform == "instagram" and account.fields.get("login") == "instagram":
        return _envelope(account, {"field": field, "value": value})
    return _envelope(account, {"changes": [{"field": field, "value": value}]})


async def send_now(
    world: World, account: Account, customer: Customer, body: dict[str, Any], message: str
) -> Outcome:
    """Deliver a webhook at once; a failure stays queued."""
    raw = meta_bytes(body)
    return await world.webhooks.send_now(
        raw,
        lane=customer.id,
        message=message,
        platform=account.platform,
        headers=_headers(world, account, raw),
    )


def send_later(
    world: World, account: Account, customer: Customer, body: dict[str, Any], *, after_s: float,
    message: str = "", status: str = "",
) -> None:  # fmt: skip
    """Queue a webhook."""
    raw = meta_bytes(body)
    world.webhooks.enqueue(
        raw, lane=customer.id, platform=account.platform, message=message, status=status, after_s=after_s,
        headers=_headers(world, account, raw),
    )  # fmt: skip


def _headers(world: World, account: Account, raw: bytes) -> dict[str, str] | None:
    """Return Meta's own signature for an Instagram account behind a page, else None for the usual one."""
    if account.platform != "instagram" or account.fields.get("login") == "instagram":
        return None
    secret = world.settings.app_secret
    return {"user-agent": "facebookexternalua", "x-hub-signature-256": signature(secret, raw)}


def _envelope(account: Account, content: dict[str, Any]) -> dict[str, Any]:
    name = "instagram" if account.platform == "instagram" else "page"
    return {"object": name, "entry": [{"id": account.account, "time": milliseconds(), **content}]}
