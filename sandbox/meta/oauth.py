"""Codes and tokens of Facebook Login, Instagram Login and WhatsApp's embedded signup."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from sandbox.accounts import Account
from sandbox.meta.body import read_body
from sandbox.meta.errors import GraphError
from sandbox.meta.pages import check_version
from sandbox.meta.tokens import EXPIRED, HOUR_S, LONG_LIVED_S, Token
from sandbox.web import reply
from sandbox.whatsapp.auth import bearer
from sandbox.world import World, world_of

SHORT_LIVED_S = 2 * HOUR_S
PAGE_SCOPES = (
    "pages_show_list", "pages_messaging", "pages_manage_metadata", "pages_read_engagement",
    "pages_read_user_content", "pages_manage_engagement", "leads_retrieval", "instagram_basic",
    "instagram_manage_messages", "instagram_manage_comments", "business_management",
)  # fmt: skip
WHATSAPP_SCOPES = ("whatsapp_business_management", "whatsapp_business_messaging", "business_management")
INSTAGRAM_SCOPES = (
    "instagram_business_basic", "instagram_business_manage_messages", "instagram_business_manage_comments",
)  # fmt: skip


async def exchange(request: Request) -> Response:
    """GET or POST /oauth/access_token: a code, a short token or the app's own credentials become a token."""
    check_version(request)
    world = world_of(request)
    given = {**(await read_body(request) if request.method == "POST" else {}), **request.query_params}
    if given.get("client_id") != world.settings.app_id:
        raise GraphError(
            101, "Error validating application. Cannot get application info due to a system error."
        )
    if given.get("client_secret") != world.settings.app_secret:
        raise GraphError(1, "Error validating client secret.")
    kind = given.get("grant_type")
    if kind == "client_credentials":
        app_token = f"{world.settings.app_id}|{world.settings.app_secret}"
        return reply({"access_token": app_token, "token_type": "bearer"})
    if kind == "fb_exchange_token":
        return _issued(_lengthened(world, str(given.get("fb_exchange_token", ""))), LONG_LIVED_S)
    if kind not in (None, "authorization_code"):
        raise GraphError(100, f"Unsupported grant_type: {kind}")
    code = _taken(world, str(given.get("code", "")), given.get("redirect_uri"), ("facebook", "whatsapp"))
    if code.note["flow"] == "whatsapp":
        token = world.tokens.issue("business", code.accounts, scopes=code.scopes)
        return _issued(token, None)
    token = world.tokens.issue(
        "user",
        code.accounts,
        scopes=code.scopes,
        lifetime_s=SHORT_LIVED_S,
        note={"person": code.note["person"]},
    )
    return _issued(token, SHORT_LIVED_S)


async def exchange_instagram(request: Request) -> Response:
    """POST api.instagram.com/oauth/access_token: a code becomes a token of an hour."""
    world, given = world_of(request), await read_body(request)
    try:
        if given.get("client_id") != world.settings.instagram_app_id:
            raise GraphError(101, "Invalid platform app")
        if given.get("client_secret") != world.settings.secret_of("instagram"):
            raise GraphError(1, "Invalid client secret")
        if given.get("grant_type") != "authorization_code":
            raise GraphError(100, "Invalid grant_type")
        code = _taken(world, str(given.get("code", "")), given.get("redirect_uri"), ("instagram",))
    except GraphError as error:
        words = "Matching code was not found or was already used" if error.code == 100 else error.message
        return reply({"error_type": "OAuthException", "code": 400, "error_message": words}, 400)
    token = world.tokens.issue("instagram", code.accounts, scopes=code.scopes, lifetime_s=HOUR_S)
    account = world.accounts.find(code.accounts[0].partition(":")[2], "instagram")
    entry = {
        "access_token": token.token,
        "user_id": str(account.fields.get("scoped_id")) if account else "",
        "permissions": ",".join(code.scopes),
    }
    return reply({"data": [entry]})


async def debug_token(request: Request) -> Response:
    """GET /debug_token?input_token=…: what a token may do, or why it may do nothing."""
    check_version(request)
    world, caller = world_of(request), bearer(request)
    app_token = f"{world.settings.app_id}|{world.settings.app_secret}"
    if caller != app_token and not _reached(world, caller):
        raise GraphError(190, "Invalid OAuth access token - Cannot parse access token", status=401)
    token = request.query_params.get("input_token", "")
    accounts, row = _reached(world, token), world.tokens.find(token)
    if not accounts and row is None:
        return reply({"data": _invalid(190, "Invalid OAuth access token.")})
    if row is not None and row.subcode and row.subcode != EXPIRED:
        return reply({"data": _invalid(190, row.reason, row.subcode) | {"app_id": world.settings.app_id}})
    return reply({"data": _described(world, accounts, row)})


def _described(world: World, accounts: list[Account], row: Token | None) -> dict[str, Any]:
    main = accounts[0]
    scopes = row.scopes if row and row.scopes else _usual_scopes(main)
    targets = sorted({_target(account) for account in accounts})
    is_user = row is not None and row.kind == "user"
    kind = "USER" if is_user else "SYSTEM_USER" if main.platform == "whatsapp" else "PAGE"
    data: dict[str, Any] = {
        "app_id": world.settings.app_id,
        "type": kind,
        "application": "Parlor sandbox",
        "data_access_expires_at": 0,
        "expires_at": int(row.expires_at) if row and row.expires_at else 0,
        "is_valid": not (row and row.subcode),
        "issued_at": int(row.issued_at if row else main.created_at),
        "scopes": scopes,
        "granular_scopes": [
            {"scope": scope, "target_ids": targets} for scope in scopes if scope != "business_management"
        ],
        "user_id": str(row.note.get("person", targets[0])) if row else targets[0],
    }
    if row is not None and row.subcode:
        data["error"] = {"code": 190, "message": row.reason, "subcode": row.subcode}
    if kind == "PAGE":
        data["profile_id"] = targets[0]
    return data


def _invalid(code: int, message: str, subcode: int | None = None) -> dict[str, Any]:
    error: dict[str, Any] = {"code": code, "message": message} | ({"subcode": subcode} if subcode else {})
    return {"error": error, "is_valid": False, "scopes": []}


def _usual_scopes(account: Account) -> tuple[str, ...]:
    if account.platform == "whatsapp":
        return WHATSAPP_SCOPES
    return INSTAGRAM_SCOPES if account.fields.get("login") == "instagram" else PAGE_SCOPES


def _target(account: Account) -> str:
    if account.platform == "whatsapp":
        return account.waba
    return str(account.fields.get("page") or account.account)


def _reached(world: World, token: str) -> list[Account]:
    platforms = ("whatsapp", "messenger", "instagram")
    return [a for platform in platforms for a in world.accounts.of_token(token, platform)] if token else []


def _lengthened(world: World, token: str) -> Token:
    row = world.tokens.find(token)
    if row is None or row.kind not in ("user", "business"):
        raise GraphError(190, "Invalid OAuth access token - Cannot parse access token")
    if row.subcode:
        raise GraphError(190, row.reason, subcode=row.subcode)
    return world.tokens.issue(
        row.kind, row.accounts, scopes=row.scopes, lifetime_s=LONG_LIVED_S, note=row.note
    )


def _taken(world: World, code: str, redirect_uri: object, flows: tuple[str, ...]) -> Token:
    """Return a code that is good and use it up; raises GraphError 100 in Meta's words."""
    row = world.tokens.find(code)
    if row is None or row.kind != "code" or row.note.get("flow") not in flows:
        raise GraphError(100, "This authorization code has been used.", subcode=36009)
    if row.subcode:
        raise GraphError(100, "This authorization code has expired.", subcode=36007)
    # The signup in a pop-up has no address to come back to; everything else must name the same one.
    if redirect_uri != row.note["redirect_uri"] and not (
        row.note["flow"] == "whatsapp" and redirect_uri is None
    ):
        message = (
            "Error validating verification code. Please make sure your redirect_uri is identical to the one"
            " you used in the OAuth dialog request"
        )
        raise GraphError(100, message, subcode=36008)
    world.tokens.use_up(code)
    return row


def _issued(token: Token, lifetime_s: int | None) -> Response:
    answer: dict[str, Any] = {"access_token": token.token, "token_type": "bearer"}
    return reply(answer | ({"expires_in": lifetime_s} if lifetime_s else {}))
