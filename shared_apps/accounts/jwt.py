"""Access tokens: JWT (RFC 7519), HS256, fifteen minutes; `kid` names the key, so that keys can be rotated."""

import hashlib
import hmac
from datetime import timedelta
from functools import lru_cache
from uuid import UUID, uuid4

import jwt
from django.conf import settings
from django.db.models import Exists, QuerySet

from shared_apps.accounts.errors import AccountErrorCode
from shared_apps.accounts.models import DeviceSession, User
from shared_apps.core.clock import now
from shared_apps.core.errors import AppError
from shared_apps.core.lookups import Lookup

AUDIENCE = "parlor-api"
ISSUER = "parlor"
ALGORITHM = "HS256"


@lru_cache(maxsize=4)
def _keys(secrets: tuple[str, ...]) -> dict[str, bytes]:
    """Return `kid` → key, the signing key first; derived, so the secret itself signs nothing."""
    derived = [hmac.new(secret.encode(), b"parlor.jwt.access", hashlib.sha256).digest() for secret in secrets]
    return {hashlib.sha256(key).hexdigest()[:12]: key for key in derived}


def keys() -> dict[str, bytes]:
    return _keys((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


def access_token(user: User, session_id: UUID | None = None) -> str:
    """Return a token for `user`; with a session it ends when that does."""
    kid, key = next(iter(keys().items()))
    issued = now()
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": str(user.id),
        "jti": uuid4().hex,
        "iat": issued,
        "exp": issued + timedelta(seconds=settings.ACCESS_TOKEN_LIFETIME_S),
        "ver": user.token_version,
    }
    if session_id:
        claims["sid"] = str(session_id)
    return jwt.encode(claims, key, algorithm=ALGORITHM, headers={"kid": kid})


def holder_of(token: str) -> tuple[User, UUID | None]:
    """Return the active user of `token` and their open session.

    Raises AppError 401 `token_expired` or `invalid_token`.
    """
    try:
        key = keys()[jwt.get_unverified_header(token)["kid"]]
        claims = jwt.decode(
            token,
            key,
            algorithms=[ALGORITHM],
            audience=AUDIENCE,
            issuer=ISSUER,
            options={"require": ["exp", "sub", "jti", "ver"]},
        )
        user_id = UUID(claims["sub"])
        session_id = UUID(claims["sid"]) if "sid" in claims else None
    except jwt.ExpiredSignatureError as error:
        message = "The access token has expired. Refresh it or sign in again."
        raise AppError(AccountErrorCode.TOKEN_EXPIRED, message, status=401) from error
    except (jwt.InvalidTokenError, KeyError, ValueError, TypeError) as error:
        raise _invalid() from error
    version = claims["ver"]
    user = (
        _with_session.first(user_id, version, session_id)
        if session_id
        else _without_session.first(user_id, version)
    )
    if user is None:
        raise _invalid()
    return user, session_id


def _active(user_id: UUID, version: int) -> QuerySet[User]:
    return User.objects.filter(id=user_id, is_active=True, token_version=version)


def _active_in(user_id: UUID, version: int, session_id: UUID) -> QuerySet[User]:
    return _active(user_id, version).filter(
        Exists(DeviceSession.objects.filter(id=session_id, ended_at=None))
    )


_without_session = Lookup(_active, UUID(int=1), 2)
_with_session = Lookup(_active_in, UUID(int=1), 2, UUID(int=3))


def _invalid() -> AppError:
    return AppError(
        AccountErrorCode.INVALID_TOKEN, "The access token is not valid. Sign in again.", status=401
    )
