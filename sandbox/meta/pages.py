"""Who calls, and which page or Instagram account the path means."""

import hashlib
import hmac
from dataclasses import dataclass

from starlette.requests import Request

from sandbox.accounts import Account
from sandbox.meta.errors import GraphError, missing_object
from sandbox.meta.tokens import Token
from sandbox.whatsapp.auth import NEWEST_VERSION, VERSION, bearer
from sandbox.world import World, world_of

PLATFORMS = ("messenger", "instagram")
PARSE_FAILURE = "Invalid OAuth access token - Cannot parse access token"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who holds the token: the accounts it reaches, and the token's own row if it has one."""

    token: str
    accounts: tuple[Account, ...]
    row: Token | None

    @property
    def is_person(self) -> bool:
        """Tell whether a person signed in, who may list pages but not speak for them."""
        return self.row is not None and self.row.kind == "user"


@dataclass(frozen=True, slots=True)
class Page:
    """A Facebook page: its Messenger side, its Instagram side, or both."""

    id: str
    messenger: Account | None
    instagram: Account | None

    @property
    def name(self) -> str:
        found = self.messenger or self.instagram
        return found.name if found else ""

    @property
    def accounts(self) -> list[Account]:
        return [account for account in (self.messenger, self.instagram) if account]


def caller_of(request: Request) -> Caller:
    """Return who calls; raises 190 for a token that is missing, unknown, expired or revoked."""
    check_version(request)
    world, token = world_of(request), bearer(request)
    if not token:
        raise GraphError(
            2500, "An active access token must be used to query information about the current user."
        )
    check_proof(request, token)
    row = world.tokens.find(token)
    if row is not None and row.subcode:
        raise GraphError(190, row.reason, subcode=row.subcode)
    accounts = tuple(a for platform in PLATFORMS for a in world.accounts.of_token(token, platform))
    if not accounts and (row is None or row.kind not in ("user", "app")):
        raise GraphError(190, PARSE_FAILURE)
    return Caller(token, accounts, row)


def page_of(world: World, page_id: str) -> Page | None:
    """Return a page by its id, or by the id of the Instagram account linked to it."""
    messenger = world.accounts.find(page_id, "messenger")
    linked = [a for a in world.accounts.all("instagram") if a.fields.get("login") == "facebook"]
    instagram = next((a for a in linked if page_id in (a.account, a.fields.get("page"))), None)
    if instagram is not None and messenger is None:
        messenger = world.accounts.find(str(instagram.fields.get("page")), "messenger")
    if messenger is None and instagram is None:
        return None
    return Page(
        messenger.account if messenger else str(instagram and instagram.fields["page"]), messenger, instagram
    )


def page_of_request(request: Request) -> tuple[World, Page]:
    """Return the page of the path ("me" is the token's own); raises 190 or 100/33."""
    world, caller, object_id = world_of(request), caller_of(request), request.path_params["object_id"]
    if object_id == "me":
        object_id = caller.accounts[0].account if caller.accounts and not caller.is_person else ""
    page = page_of(world, object_id)
    if (
        page is None
        or caller.is_person
        or not ({a.key for a in page.accounts} & {a.key for a in caller.accounts})
    ):
        raise missing_object(object_id, request.method.lower())
    return world, page


def knows(world: World, request: Request) -> bool:
    """Tell whether a Graph call is about pages rather than about WhatsApp."""
    object_id, token = request.path_params.get("object_id", "me"), bearer(request)
    if object_id != "me" and (page_of(world, object_id) or object_id.startswith(("t_", "m_", "aWdf"))):
        return True
    if world.accounts.of_token(token):
        return False
    row = world.tokens.find(token)
    return bool((row and row.kind == "user") or any(world.accounts.of_token(token, p) for p in PLATFORMS))


def check_proof(request: Request, token: str) -> None:
    """Refuse an appsecret_proof that does not prove this token: 64 hex digits of HMAC-SHA256."""
    given = request.query_params.get("appsecret_proof")
    secret = world_of(request).settings.app_secret
    right = hmac.new(secret.encode(), token.encode(), hashlib.sha256).hexdigest()
    if given is not None and not hmac.compare_digest(given, right):
        raise GraphError(
            100, "Invalid appsecret_proof provided in the API argument", kind="GraphMethodException"
        )


def check_version(request: Request) -> None:
    """Refuse a version that does not exist."""
    version = request.path_params.get("version", "v26.0")
    found = VERSION.fullmatch(version)
    if not found or int(found.group(1)) > NEWEST_VERSION:
        raise GraphError(2500, f"Unknown path components: /{version}")
