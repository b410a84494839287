"""What a bot asks: who it is, its webhook, its updates, files, chats."""

import asyncio
import weakref
from typing import Any

from sandbox.accounts import Account
from sandbox.store import now
from sandbox.telegram import bots, files
from sandbox.telegram.errors import BadRequest, BotError
from sandbox.telegram.params import Params
from sandbox.telegram.people import bot_user, chat, connection_id, owner, person_in
from sandbox.world import World

MAX_WAIT_S = 50
_pollers: "weakref.WeakKeyDictionary[object, dict[str, asyncio.Event]]" = weakref.WeakKeyDictionary()


async def me(_world: World, bot: Account, _params: Params) -> dict[str, Any]:
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": True,
        "has_main_web_app": False,
    }
    return bot_user(bot) | abilities


async def set_webhook(world: World, bot: Account, params: Params) -> bool:
    allowed = params.object("allowed_updates")
    if allowed is not None and not (
        isinstance(allowed, list) and all(isinstance(name, str) for name in allowed)
    ):
        raise BadRequest("can't parse allowed updates: Expected an Array of String")
    connections = params.number("max_connections", 40) or 40
    if not 1 <= connections <= 100:
        raise BadRequest("max_connections must be between 1 and 100")
    kept = bots.webhook_of(world, bot).get("allowed_updates")
    values = {
        "url": params.text("url").strip(),
        "secret_token": params.text("secret_token"),
        "max_connections": connections,
        "allowed_updates": kept if allowed is None else allowed,
    }
    if params.flag("drop_pending_updates"):
        bots.drop_pending(world, bot)
    bots.set_webhook(world, bot, values)
    return True


async def delete_webhook(world: World, bot: Account, params: Params) -> bool:
    if params.flag("drop_pending_updates"):
        bots.drop_pending(world, bot)
    bots.set_webhook(world, bot, {**bots.webhook_of(world, bot), "url": ""})
    return True


async def webhook_info(world: World, bot: Account, _params: Params) -> dict[str, Any]:
    hook = bots.webhook_of(world, bot)
    info = {
        "url": hook.get("url") or "",
        "has_custom_certificate": False,
        "pending_update_count": len(bots.pending(world, bot)),
    }
    if not info["url"]:
        return info
    info |= {"max_connections": hook.get("max_connections", 40), "ip_address": "127.0.0.1"}
    if hook.get("allowed_updates"):
        info["allowed_updates"] = hook["allowed_updates"]
    return info | _last_error(world, bot)


def _last_error(world: World, bot: Account) -> dict[str, Any]:
    failed = world.store.row(
        "SELECT at, status FROM calls WHERE platform = 'telegram' AND direction = 'in' AND url LIKE ?"
        " AND (status IS NULL OR status NOT BETWEEN 200 AND 299) ORDER BY id DESC LIMIT 1",
        f"%/{bot.account}/%",
    )
    if failed is None:
        return {}
    why = f"Wrong response from the webhook: {failed['status']}" if failed["status"] else "Connection refused"
    return {"last_error_date": int(failed["at"]), "last_error_message": why}


async def updates(world: World, bot: Account, params: Params) -> list[dict[str, Any]]:
    """Long polling: hand out what waits after `offset`, and forget what comes before it."""
    if bots.webhook_of(world, bot).get("url"):
        raise BotError(
            409,
            "Conflict: can't use getUpdates method while webhook is active;"
            " use deleteWebhook to delete the webhook first",
        )
    allowed = params.object("allowed_updates")
    if isinstance(allowed, list):
        world.accounts.save_profile(bot, {"webhook": {"allowed_updates": allowed}})
    offset, limit = params.number("offset", 0) or 0, params.number("limit", 100) or 100
    for entry in bots.pending(world, bot):
        if offset > 0 and entry["update"]["update_id"] < offset:
            world.store.run("DELETE FROM deliveries WHERE id = ?", entry["row"])
            if entry["message"]:
                world.messages.advance(entry["message"], "delivered")
    if await _superseded(world, bot, min(params.number("timeout", 0) or 0, MAX_WAIT_S)):
        raise BotError(
            409,
            "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
        )
    waiting = [entry["update"] for entry in bots.pending(world, bot)]
    if offset < 0:
        return waiting[offset:][:limit]
    return waiting[: max(1, min(limit, 100))]


async def _superseded(world: World, bot: Account, timeout_s: float) -> bool:
    """Wait for an update; tell whether another poller took over meanwhile."""
    mine = asyncio.Event()
    running = _pollers.setdefault(world.hub, {})
    if bot.account in running:
        running[bot.account].set()
    running[bot.account] = mine
    ends_at = now() + timeout_s
    try:
        while not mine.is_set() and now() < ends_at and not bots.pending(world, bot):
            await asyncio.sleep(0.03)
        return mine.is_set()
    finally:
        if running.get(bot.account) is mine:
            del running[bot.account]


async def file(world: World, bot: Account, params: Params) -> dict[str, Any]:
    media = files.media_of(world, bot, params.text("file_id"))
    if media is None:
        raise BadRequest("invalid file_id")
    if media.size > files.MAX_FETCH:
        raise BadRequest("file is too big")
    return {
        "file_id": params.text("file_id"),
        "file_unique_id": f"AgAD{media.id[-10:]}",
        "file_size": media.size,
        "file_path": f"files/{media.id}/{media.name.rpartition('/')[2]}",
    }


async def read_chat(world: World, bot: Account, params: Params) -> dict[str, Any]:
    return chat(person_in(world, bot, params.text("chat_id"))) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
    }


async def photos(_world: World, _bot: Account, _params: Params) -> dict[str, Any]:
    return {"total_count": 0, "photos": []}


async def connection(world: World, bot: Account, params: Params) -> dict[str, Any]:
    if params.text("business_connection_id") != connection_id(bot):
        raise BadRequest("business connection not found")
    return connection_object(bot)


def connection_object(bot: Account, *, is_enabled: bool = True) -> dict[str, Any]:
    who = owner(bot)
    return {
        "id": connection_id(bot),
        "user": who,
        "user_chat_id": who["id"],
        "date": int(now()),
        "rights": {"can_reply": True, "can_read_messages": True},
        "is_enabled": is_enabled,
    }


async def agree(_world: World, _bot: Account, _params: Params) -> bool:
    return True


async def nothing(_world: World, _bot: Account, _params: Params) -> list[Any]:
    return []
