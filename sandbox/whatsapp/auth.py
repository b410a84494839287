"""Who calls the Graph API and which objects the token may touch."""

import re

from starlette.requests import Request

from sandbox.accounts import Account
from sandbox.whatsapp.errors import MetaError, missing_object
from sandbox.world import World, world_of

VERSION = re.compile(r"v(\d{1,3})\.0")
NEWEST_VERSION = 26


def bearer(request: Request) -> str:
    """Return the token of the header or the query, "" when there is none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() in ("bearer", "oauth") and token.strip():
        return token.strip()
    return request.query_params.get("access_token", "")


def allowed(request: Request) -> list[Account]:
    """Return the numbers this token may use; raises 190 for a missing or unknown token."""
    check_version(request)
    token = bearer(request)
    if not token:
        raise MetaError(190, "An access token is required to request this resource.")
    row = world_of(request).tokens.find(token)
    if row is not None and row.subcode:
        raise MetaError(190, row.reason, subcode=row.subcode)
    accounts = world_of(request).accounts.of_token(token)
    if not accounts:
        raise MetaError(190)
    return accounts


def number(request: Request) -> tuple[World, Account]:
    """Return the phone number of the path; raises 190, or 100/33 when the token may not use it."""
    object_id = request.path_params["object_id"]
    account = next((a for a in allowed(request) if a.account == object_id), None)
    if account is None:
        raise missing_object(object_id)
    return world_of(request), account


def business(request: Request) -> tuple[World, list[Account]]:
    """Return the numbers of the WhatsApp Business Account of the path; raises 190 or 100/33."""
    object_id = request.path_params["object_id"]
    accounts = [a for a in allowed(request) if a.waba == object_id]
    if not accounts:
        raise missing_object(object_id)
    return world_of(request), accounts


def check_version(request: Request) -> None:
    """Refuse a version that does not exist; old ones are served, as Meta does."""
    found = VERSION.fullmatch(request.path_params["version"])
    if not found or int(found.group(1)) > NEWEST_VERSION:
        raise MetaError(2500, f"Unknown path components: /{request.path_params['version']}")
