"""What a bot is made of behind the scenes: counters, its webhook, the updates that wait for it."""

import json
import re
from typing import Any
from urllib.parse import urlsplit

from sandbox.accounts import Account
from sandbox.store import now
from sandbox.telegram.errors import BadRequest, BotError
from sandbox.telegram.people import PLATFORM
from sandbox.webhooks import Outcome
from sandbox.world import World

TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{20,100}")
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
# Updates without a webhook wait in the same queue, for a time that never comes.
NEVER = 4e9
# All but these are sent when nobody says which.
ON_REQUEST_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
FIRST_UPDATE = 500_000_000


def bot_of(world: World, token: str) -> Account:
    """Return the bot of a token; raises 404 for what is no token and 401 for one that nobody has."""
    if not TOKEN.fullmatch(token):
        raise BotError(404, "Not Found")
    found = world.accounts.of_token(token, PLATFORM)
    if not found:
        raise BotError(401, "Unauthorized")
    return found[0]


def next_number(world: World, bot: Account, name: str, first: int) -> int:
    """Count up one of the bot's counters."""
    fresh = world.accounts.find(bot.account, PLATFORM) or bot
    number = int(fresh.profile.get(name, first - 1)) + 1
    world.accounts.save_profile(fresh, {name: number})
    return number


def webhook_of(world: World, bot: Account) -> dict[str, Any]:
    fresh = world.accounts.find(bot.account, PLATFORM) or bot
    return dict(fresh.profile.get("webhook") or {})


async def emit(world: World, bot: Account, lane: str, key: str, content: Any, message: str = "") -> Outcome:
    """Give the bot an update: by its webhook, or into the queue that getUpdates reads."""
    hook = webhook_of(world, bot)
    allowed = hook.get("allowed_updates") or []
    if key not in allowed if allowed else key in ON_REQUEST_ONLY:
        return Outcome(None, 0.0, "not subscribed")
    body = encoded({"update_id": next_number(world, bot, "update", FIRST_UPDATE), key: content})
    lane = f"{lane_of(bot)}{lane}"
    if not hook.get("url"):
        world.webhooks.enqueue(
            body, lane=lane, platform=PLATFORM, message=message, after_s=NEVER - now(), path="/nowhere/"
        )
        return Outcome(None, 0.0, "not subscribed")
    path, headers = address(world, hook)
    return await world.webhooks.send_now(
        body, lane=lane, message=message, platform=PLATFORM, path=path, headers=headers
    )


def encoded(update: dict[str, Any]) -> bytes:
    """Encode as Telegram does: compact, non-ASCII escaped."""
    return json.dumps(update, separators=(",", ":")).encode()


def lane_of(bot: Account) -> str:
    return f"telegram{bot.account}:"


def address(world: World, hook: dict[str, Any]) -> tuple[str, dict[str, str]]:
    """Return (path or URL, headers) of a webhook. “localhost” is the product, which may be another container."""
    url, secret = str(hook["url"]), hook.get("secret_token")
    parts = urlsplit(url)
    is_product = (parts.hostname or "").endswith("localhost")
    headers = {"x-telegram-bot-api-secret-token": str(secret)} if secret else {}
    return (f"{parts.path}?{parts.query}".rstrip("?") if is_product else url), headers


def set_webhook(world: World, bot: Account, values: dict[str, Any]) -> None:
    """Store a webhook and send what waited to it; an empty address takes it away."""
    url = values.get("url") or ""
    if url and not re.match(r"https?://[^\s/]+", url):
        raise BadRequest("bad webhook: An HTTPS URL must be provided for webhook")
    secret = values.get("secret_token") or ""
    if secret and not SECRET.fullmatch(secret):
        raise BadRequest("secret token contains unallowed characters")
    world.accounts.save_profile(
        world.accounts.find(bot.account, PLATFORM) or bot, {"webhook": values if url else _kept(values)}
    )
    if url:
        path, headers = address(world, values)
        world.store.run(
            "UPDATE deliveries SET path = ?, headers = ?, next_at = ?, attempts = 0 WHERE lane LIKE ?",
            path,
            json.dumps(headers),
            now(),
            f"{lane_of(bot)}%",
        )
        world.webhooks.wake()
    else:
        world.store.run(
            "UPDATE deliveries SET next_at = ?, attempts = 0 WHERE lane LIKE ?", NEVER, f"{lane_of(bot)}%"
        )


def _kept(values: dict[str, Any]) -> dict[str, Any]:
    """Keep which updates are wanted: getUpdates goes by the same list."""
    return {"allowed_updates": values["allowed_updates"]} if values.get("allowed_updates") else {}


def drop_pending(world: World, bot: Account) -> None:
    world.store.run("DELETE FROM deliveries WHERE lane LIKE ?", f"{lane_of(bot)}%")


def pending(world: World, bot: Account) -> list[dict[str, Any]]:
    """Return the updates that wait, oldest first, each with its row's id."""
    rows = world.store.rows(
        "SELECT id, body, message FROM deliveries WHERE lane LIKE ? ORDER BY id", f"{lane_of(bot)}%"
    )
    return [{"row": row["id"], "message": row["message"], "update": json.loads(row["body"])} for row in rows]
