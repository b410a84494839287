"""Who knocks at a socket: the browser by its session cookie, other clients by their access token."""

from http.cookies import CookieError, SimpleCookie
from typing import Any

from django.conf import settings

from shared_apps.accounts import jwt
from shared_apps.accounts.models import User
from shared_apps.accounts.sessions import user_of_session
from shared_apps.core.errors import AppError
from tenant_apps.team.models import Member
from tenant_apps.team.selectors import member_for_user
from tenants.models import Tenant
from tenants.sockets import in_tenant, tenant_for_scope


async def member_for_scope(scope: dict[str, Any]) -> tuple[Tenant | None, User | None, Member | None]:
    """Return the tenant of the socket's host, who is signed in, and which member that is; None if unknown."""
    tenant = await tenant_for_scope(scope)
    if tenant is None:
        return None, None, None
    user, member = await in_tenant(tenant, _known, scope)
    return tenant, user, member


def _known(scope: dict[str, Any]) -> tuple[User | None, Member | None]:
    user = _user(dict(scope["headers"]))
    return user, member_for_user(user.id) if user else None


def _user(headers: dict[bytes, bytes]) -> User | None:
    scheme, _, token = headers.get(b"authorization", b"").decode("latin-1").partition(" ")
    if scheme.lower() == "bearer":
        try:
            return jwt.user_of(token.strip())
        except AppError:
            return None
    try:
        cookies = SimpleCookie(headers.get(b"cookie", b"").decode("latin-1"))
    except CookieError:
        return None
    session = cookies.get(settings.SESSION_COOKIE_NAME)
    return user_of_session(session.value) if session else None
