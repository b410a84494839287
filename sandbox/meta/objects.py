"""What the product reads of pages, people and conversations, and how it subscribes."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from sandbox.accounts import Account
from sandbox.customers import Customer
from sandbox.meta import cdn, events
from sandbox.meta.body import read_body
from sandbox.meta.conversations import one_conversation, paged, read_message
from sandbox.meta.errors import GraphError, invalid
from sandbox.meta.fieldlist import Wanted, parse, pick
from sandbox.meta.pages import Page, caller_of, page_of, page_of_request
from sandbox.web import reply
from sandbox.world import World, world_of

TASKS = ["ADVERTISE", "ANALYZE", "CREATE_CONTENT", "MESSAGING", "MODERATE", "MANAGE"]


async def read(request: Request) -> Response:
    """GET /me, /{page}, /{psid}, /{conversation}, /{message}: whatever the token may see."""
    world, caller, object_id = (
        world_of(request),
        caller_of(request),
        request.path_params.get("object_id", "me"),
    )
    wanted = parse(request.query_params.get("fields", ""))
    if object_id == "me" and caller.is_person:
        person = {"id": str((caller.row and caller.row.note.get("person")) or "1"), "name": "Sandbox Owner"}
        return reply(pick(person, wanted or [Wanted("id"), Wanted("name")]) | {"id": person["id"]})
    if object_id == "me":
        object_id = caller.accounts[0].account
    if object_id.startswith("t_"):
        return reply(one_conversation(world, caller.accounts, object_id, wanted))
    page = page_of(world, object_id)
    if page is not None and ({a.key for a in page.accounts} & {a.key for a in caller.accounts}):
        if page.instagram is not None and object_id == page.instagram.account:
            return reply(_chosen(instagram_fields(world, page.instagram), wanted, ("id",)))
        return reply(_chosen(_page_fields(world, page, with_token=False), wanted, ("id", "name")))
    for account in caller.accounts:
        if found := world.customers.by_address(account.platform, account.account, object_id):
            return reply(profile(world, found, wanted))
    return reply(read_message(world, caller.accounts, object_id, wanted))


async def list_pages(request: Request) -> Response:
    """GET /me/accounts: the pages a person has granted, each with its own token."""
    world, caller = world_of(request), caller_of(request)
    if not caller.is_person:
        raise invalid("Tried accessing nonexisting field (accounts) on node type (Page)")
    ids = {a.account for a in caller.accounts if a.platform == "messenger"}
    ids |= {str(a.fields.get("page")) for a in caller.accounts if a.platform == "instagram"}
    pages = [page for page_id in sorted(ids) if (page := page_of(world, page_id))]
    wanted = parse(request.query_params.get("fields", "access_token,category,name,id,tasks"))
    data = [pick(_page_fields(world, page, with_token=True), wanted) | {"id": page.id} for page in pages]
    return reply(paged(request, data))


async def subscriptions(request: Request) -> Response:
    """GET, POST, DELETE /{page}/subscribed_apps: one subscription for the page and its Instagram account."""
    world, page = page_of_request(request)
    if request.method == "GET":
        account = page.accounts[0]
        app = {
            "link": "https://www.facebook.com/games/?app_id=1",
            "name": "Parlor",
            "id": world.settings.app_id,
        }
        fields = account.fields.get("subscribed_fields") or list(events.PAGE_FIELDS)
        return reply({"data": [app | {"subscribed_fields": fields}] if account.subscribed else []})
    body = {**await read_body(request), **request.query_params}
    subscribe(world, page.accounts, request.method == "POST", body, events.PAGE_FIELDS)
    return reply({"success": True})


def subscribe(
    world: World, accounts: list[Account], is_on: bool, body: dict[str, Any], known: tuple[str, ...]
) -> None:
    """Switch webhooks of accounts on (with their fields) or off; raises GraphError for an unknown field."""
    wanted: list[str] = []
    if is_on:
        given = body.get("subscribed_fields")
        wanted = [w.strip() for w in given.split(",")] if isinstance(given, str) else list(given or [])
        if not [word for word in wanted if word]:
            raise invalid("The parameter subscribed_fields is required.")
        for word in wanted:
            if word not in known:
                raise invalid(
                    f'Param subscribed_fields[0] must be one of {{{", ".join(known)}}} - got "{word}".'
                )
    for account in accounts:
        world.accounts.subscribe_account(account, is_on=is_on)
        world.accounts.save_fields(account, {"subscribed_fields": wanted})


async def messenger_profile(request: Request) -> Response:
    """GET, POST, DELETE /{page}/messenger_profile: greeting, get_started, ice_breakers, persistent_menu."""
    world, page = page_of_request(request)
    account = page.accounts[0]
    if request.method == "GET":
        return reply({"data": [account.profile] if account.profile else []})
    body = await read_body(request)
    if request.method == "POST":
        world.accounts.save_profile(account, {k: v for k, v in body.items() if k != "platform"})
    return reply({"result": "success"})


async def revoke(request: Request) -> Response:
    """DELETE /me/permissions: the person takes everything back."""
    world, caller = world_of(request), caller_of(request)
    for account in caller.accounts:
        for token in [account.token, *world.tokens.of_account(account.key)]:
            world.tokens.die(token, account.key)
    world.tokens.die(caller.token, "")
    return reply({"success": True})


def profile(world: World, customer: Customer, wanted: list[Wanted]) -> dict[str, Any]:
    """Return what a person shows to the business; raises GraphError where Meta shows nothing."""
    if customer.fields.get("no_profile"):
        raise GraphError(100, "No profile available for this user.", subcode=2018218)
    if customer.platform == "instagram" and customer.wrote_at is None:
        raise GraphError(230, "User consent is required to access user profile")
    first, _, last = customer.name.partition(" ")
    picture = cdn.face_of(world, customer.id)
    known: dict[str, Any] = {"id": customer.address, "name": customer.name, "profile_pic": picture}
    if customer.platform == "messenger":
        known |= {"first_name": first, "last_name": last}
        known |= {key: customer.fields.get(key) or None for key in ("locale", "timezone", "gender")}
        return pick(known, wanted or [Wanted("first_name"), Wanted("last_name"), Wanted("profile_pic")]) | {
            "id": customer.address
        }
    known |= {
        "username": customer.username or f"guest_{customer.address[-4:]}",
        "follower_count": int(customer.fields.get("follower_count") or 0),
        "is_user_follow_business": bool(customer.fields.get("is_user_follow_business")),
        "is_business_follow_user": bool(customer.fields.get("is_business_follow_user")),
        "is_verified_user": bool(customer.fields.get("is_verified_user")),
    }
    return pick(known, wanted or [Wanted("name"), Wanted("username")]) | {"id": customer.address}


def instagram_fields(world: World, account: Account) -> dict[str, Any]:
    """Return an Instagram professional account as both hosts show it."""
    return {
        "id": account.account,
        "user_id": account.account,
        "username": account.fields.get("username") or account.name,
        "name": account.name,
        "account_type": "BUSINESS",
        "profile_picture_url": cdn.face_of(world, account.account),
        "followers_count": 1200,
        "follows_count": 80,
        "media_count": 42,
        "biography": "",
    }


def _page_fields(world: World, page: Page, *, with_token: bool) -> dict[str, Any]:
    linked = page.instagram
    main = page.messenger or page.instagram
    assert main is not None
    token = _living_token(world, main) if with_token else main.token
    return {
        "id": page.id,
        "name": page.name,
        "access_token": token,
        "category": "Beauty Salon",
        "category_list": [{"id": "1", "name": "Beauty Salon"}],
        "tasks": TASKS,
        "link": f"https://www.facebook.com/{page.id}",
        "username": main.fields.get("username") or None,
        "about": None,
        "picture": {
            "data": {"url": cdn.face_of(world, page.id), "width": 50, "height": 50, "is_silhouette": False}
        },
        "instagram_business_account": instagram_fields(world, linked) if linked else None,
        "connected_instagram_account": instagram_fields(world, linked) if linked else None,
    }


def _living_token(world: World, account: Account) -> str:
    """Return the page's token, a new one when the old one has died: signing in again mends it."""
    row = world.tokens.find(account.token)
    if row is None or not row.subcode:
        return account.token
    fresh = world.tokens.issue("page", [account.key]).token
    world.accounts.save_token(account, fresh)
    return fresh


def _chosen(known: dict[str, Any], wanted: list[Wanted], default: tuple[str, ...]) -> dict[str, Any]:
    found = pick(known, wanted or [Wanted(name) for name in default])
    for key in ("instagram_business_account", "connected_instagram_account"):
        # Without braces only the id comes.
        entry = next((w for w in wanted if w.name == key), None)
        if entry and not entry.inner and key in found:
            found[key] = {"id": found[key]["id"]}
    return found | {"id": known["id"]}
