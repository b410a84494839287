"""Who knocks at a socket: the browser by its session cookie, other clients by their access token or API key."""

from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any

from django.conf import settings

from shared_apps.accounts.credentials import Credential, acting_as, of_bearer
from shared_apps.accounts.key_scopes import check_scope
from shared_apps.accounts.models import User
from shared_apps.accounts.sessions import holder_of_session
from shared_apps.core.errors import AppError
from tenant_apps.team.models import Member
from tenant_apps.team.selectors import member_behind
from tenants.models import Tenant
from tenants.sockets import in_tenant, tenant_for_scope


@dataclass(frozen=True)
class Caller:
    """Who is signed in, which member that is (None for a stranger), and by what they came."""

    user: User
    credential: Credential
    member: Member | None


async def caller_for_scope(scope: dict[str, Any]) -> tuple[Tenant | None, Caller | None]:
    """Return the tenant of the socket's host and who knocks there; None if unknown."""
    tenant = await tenant_for_scope(scope)
    return (tenant, await in_tenant(tenant, _known, scope)) if tenant else (None, None)


def _known(scope: dict[str, Any]) -> Caller | None:
    found = holder_of_scope(scope)
    if found is None:
        return None
    user, credential = found
    member = member_behind(user.id, credential)
    return Caller(user, credential, acting_as(member, credential) if member else None)


def holder_of_scope(scope: dict[str, Any]) -> tuple[User, Credential] | None:
    """Return who knocks at a socket and by what they came; None for strangers."""
    return _holder(dict(scope["headers"]))


def _holder(headers: dict[bytes, bytes]) -> tuple[User, Credential] | None:
    scheme, _, token = headers.get(b"authorization", b"").decode("latin-1").partition(" ")
    if scheme.lower() == "bearer":
        try:
            user, credential = of_bearer(token.strip())
            if credential.key:
                check_scope(credential.key.scopes, "GET", "/api/conversations/")
            return user, credential
        except AppError:
            return None
    try:
        cookies = SimpleCookie(headers.get(b"cookie", b"").decode("latin-1"))
    except CookieError:
        return None
    session = cookies.get(settings.SESSION_COOKIE_NAME)
    return holder_of_session(session.value) if session else None
