"""Tokens that run out, grow old or are taken back, on purpose."""

from starlette.requests import Request
from starlette.responses import Response

from sandbox.meta.tokens import APP_REMOVED, PASSWORD_CHANGED
from sandbox.store import iso, now
from sandbox.web import Refused, only, read_object, reply, text_of
from sandbox.world import World, world_of

REVOKED = {"app": APP_REMOVED, "password": PASSWORD_CHANGED, False: 0}


async def tokens(request: Request) -> Response:
    """GET ?account= the tokens of an account; POST makes them run out, grow old, or be taken back.

    POST {account, platform?, expires_in_s?: seconds or null for never, issued_s_ago?: seconds,
    revoked?: "app" | "password" | false}.
    """
    world = world_of(request)
    if request.method == "GET":
        return reply(_listed(world, request.query_params.get("account", ""), ""))
    body = await read_object(request)
    only(body, "account", "platform", "expires_in_s", "issued_s_ago", "revoked")
    account_id, platform = text_of(body, "account"), text_of(body, "platform", "")
    changes = _changes(body)
    for key, token in _tokens(world, account_id, platform):
        world.tokens.change(token, key, **changes)
    return reply(_listed(world, account_id, platform))


def _changes(body: dict[str, object]) -> dict[str, object]:
    changes: dict[str, object] = {}
    if "expires_in_s" in body:
        wanted = body["expires_in_s"]
        changes["expires_at"] = None if wanted is None else now() + _seconds("expires_in_s", wanted)
    if "issued_s_ago" in body:
        changes["issued_at"] = now() - _seconds("issued_s_ago", body["issued_s_ago"])
    if "revoked" in body:
        if body["revoked"] not in ("app", "password", False):
            raise Refused("“revoked” must be app, password or false.")
        changes["dead_subcode"] = REVOKED[body["revoked"]]
    if not changes:
        raise Refused("Give “expires_in_s”, “issued_s_ago” or “revoked”.")
    return changes


def _seconds(key: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Refused(f"“{key}” must be a number of seconds.")
    return float(value)


def _tokens(world: World, account_id: str, platform: str) -> list[tuple[str, str]]:
    accounts = [a for a in world.accounts.all(platform) if a.account == account_id]
    if not accounts:
        raise Refused("No such account.", code="unknown_account")
    found = [(a.key, token) for a in accounts for token in (a.token, *world.tokens.of_account(a.key))]
    return list(dict.fromkeys(found))


def _listed(world: World, account_id: str, platform: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for key, token in _tokens(world, account_id, platform):
        row = world.tokens.find(token)
        expires_at = iso(row.expires_at) if row and row.expires_at else None
        kind = row.kind if row else "registered"
        found.append({"account": key, "token": token, "kind": kind, "expires_at": expires_at,
                      "is_valid": not (row and row.subcode)})  # fmt: skip
    return found
