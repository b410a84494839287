"""graph.instagram.com: the Instagram API for accounts that signed in by themselves."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router

from sandbox.accounts import Account
from sandbox.meta import comments, events, objects, posts, sending
from sandbox.meta.body import read_body
from sandbox.meta.conversations import list_conversations, one_conversation, read_message
from sandbox.meta.errors import GraphError, invalid, missing_object
from sandbox.meta.fieldlist import Wanted, parse, pick
from sandbox.meta.pages import check_version
from sandbox.meta.tokens import DAY_S, LONG_LIVED_S
from sandbox.store import now
from sandbox.web import reply
from sandbox.whatsapp.auth import bearer
from sandbox.world import World, world_of


def _account(request: Request) -> tuple[World, Account]:
    """Return the account behind the token; raises 190."""
    check_version(request)
    world, token = world_of(request), bearer(request)
    row = world.tokens.find(token) if token else None
    if row is not None and row.subcode:
        raise GraphError(190, row.reason, subcode=row.subcode)
    found = world.accounts.of_token(token, "instagram") if token else []
    own = [account for account in found if account.fields.get("login") == "instagram"]
    if not own:
        raise GraphError(190, "Invalid OAuth access token - Cannot parse access token")
    return world, own[0]


def _named(request: Request) -> tuple[World, Account]:
    """Return the account of the path, which must be the token's own: "me", its id or its app-scoped id."""
    world, account = _account(request)
    object_id = request.path_params.get("object_id", "me")
    if object_id not in ("me", account.account, account.fields.get("scoped_id")):
        raise missing_object(object_id, request.method.lower())
    return world, account


async def read(request: Request) -> Response:
    """GET /me, /{id}, /{igsid}, /{conversation}, /{message}."""
    world, account = _account(request)
    object_id = request.path_params.get("object_id", "me")
    wanted = parse(request.query_params.get("fields", ""))
    if object_id in ("me", account.account, account.fields.get("scoped_id")):
        known = objects.instagram_fields(world, account) | {"id": account.fields.get("scoped_id")}
        return reply(pick(known, wanted or [Wanted("id")]) | {"id": known["id"]})
    if found := world.customers.by_address("instagram", account.account, object_id):
        return reply(objects.profile(world, found, wanted))
    if object_id.startswith("t_"):
        return reply(one_conversation(world, [account], object_id, wanted))
    return reply(read_message(world, [account], object_id, wanted))


async def send(request: Request) -> Response:
    """POST /{id}/messages."""
    world, account = _named(request)
    return await sending.send(world, [account], await read_body(request))


async def upload(request: Request) -> Response:
    """POST /{id}/message_attachments."""
    world, account = _named(request)
    return await sending.keep(world, account, await read_body(request))


async def subscriptions(request: Request) -> Response:
    """GET, POST, DELETE /{id}/subscribed_apps."""
    world, account = _named(request)
    if request.method == "GET":
        fields = account.fields.get("subscribed_fields") or list(events.INSTAGRAM_FIELDS)
        app = {"name": "Parlor", "id": world.settings.instagram_app_id, "subscribed_fields": fields}
        return reply({"data": [app] if account.subscribed else []})
    body = {**await read_body(request), **request.query_params}
    objects.subscribe(world, [account], request.method == "POST", body, events.INSTAGRAM_FIELDS)
    return reply({"success": True})


async def conversations(request: Request) -> Response:
    """GET /{id}/conversations?platform=instagram&user_id=&fields=."""
    world, account = _named(request)
    return list_conversations(request, world, account)


async def lengthen(request: Request) -> Response:
    """GET /access_token?grant_type=ig_exchange_token: an hour becomes sixty days."""
    world, account = _account(request)
    if request.query_params.get("grant_type") != "ig_exchange_token":
        raise invalid("Unsupported grant_type")
    if request.query_params.get("client_secret") != world.settings.secret_of("instagram"):
        raise GraphError(1, "Error validating client secret.")
    issued = world.tokens.issue(
        "instagram", [account.key], scopes=_scopes(world, request), lifetime_s=LONG_LIVED_S
    )
    return reply({"access_token": issued.token, "token_type": "bearer", "expires_in": LONG_LIVED_S})


async def refresh(request: Request) -> Response:
    """GET /refresh_access_token?grant_type=ig_refresh_token: sixty more days, for a token a day old at least."""
    world, account = _account(request)
    if request.query_params.get("grant_type") != "ig_refresh_token":
        raise invalid("Unsupported grant_type")
    token = bearer(request)
    row = world.tokens.find(token)
    issued_at = row.issued_at if row else account.created_at
    if now() - issued_at < DAY_S:
        raise GraphError(
            10, "The access token must be at least 24 hours old to be refreshed.", kind="IGApiException"
        )
    world.tokens.change(token, account.key, expires_at=now() + LONG_LIVED_S, issued_at=now())
    permissions = ",".join(_scopes(world, request))
    return reply(
        {
            "access_token": token,
            "token_type": "bearer",
            "expires_in": LONG_LIVED_S,
            "permissions": permissions,
        }
    )


def _scopes(world: World, request: Request) -> tuple[str, ...]:
    row = world.tokens.find(bearer(request))
    return (
        row.scopes
        if row and row.scopes
        else ("instagram_business_basic", "instagram_business_manage_messages")
    )


async def media(request: Request) -> Response:
    """GET /{id}/media: the account's posts."""
    _, account = _named(request)
    return posts.shown(request, account)


router = Router(
    [
        Route("/access_token", lengthen),
        Route("/refresh_access_token", refresh),
        Route("/me", read),
        Route("/{version}/access_token", lengthen),
        Route("/{version}/refresh_access_token", refresh),
        Route("/{version}/me", read),
        Route("/{version}/{object_id}/messages", send, methods=["POST"]),
        Route("/{version}/{object_id}/message_attachments", upload, methods=["POST"]),
        Route("/{version}/{object_id}/subscribed_apps", subscriptions, methods=["GET", "POST", "DELETE"]),
        Route("/{version}/{object_id}/conversations", conversations),
        Route("/{version}/{object_id}/media", media),
        Route("/{version}/{object_id}/replies", comments.answer_in_public, methods=["POST"]),
        Route("/{version}/{object_id}", read),
    ]
)
