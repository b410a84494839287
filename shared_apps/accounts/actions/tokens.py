"""Refresh tokens that rotate, and entry tokens that work once."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from shared_apps.accounts import jwt
from shared_apps.accounts.digests import new_token, token_digest
from shared_apps.accounts.errors import AccountErrorCode
from shared_apps.accounts.models import DeviceSession, EntryToken, RefreshToken, User
from shared_apps.audit.actions import record
from shared_apps.core.clock import now
from shared_apps.core.errors import AppError
from shared_apps.realtime.push import end_sockets
from tenants.models import Tenant


@dataclass(frozen=True)
class TokenPair:
    access: str
    refresh: str


def issue(user: User, *, session: UUID | None = None, is_kept: bool = True) -> TokenPair:
    """Return a fresh pair of the family that is called as its session; without one, of a family of its own.

    A family from before sessions were kept has no row (`is_kept`), so its access tokens name none.
    """
    refresh = new_token()
    RefreshToken.objects.create(
        user=user,
        family=session or uuid4(),
        token_hash=token_digest(refresh),
        expires_at=now() + timedelta(seconds=settings.REFRESH_TOKEN_LIFETIME_S),
    )
    return TokenPair(jwt.access_token(user, session if is_kept else None), refresh)


def rotate(refresh: str) -> TokenPair:
    """Use up `refresh` for a new pair; raises AppError 401.

    A token that comes back after it was used was stolen, before or after: the whole family ends, so that the thief
    and the person both have to sign in, and only one of them can.
    """
    with transaction.atomic():
        token = _locked(refresh)
        if token is None or token.revoked_at is not None or not token.user.is_active:
            raise _refused(AccountErrorCode.INVALID_TOKEN)
        if token.expires_at <= now():
            raise _refused(AccountErrorCode.TOKEN_EXPIRED)
        if token.used_at is None:
            token.used_at = now()
            token.save(update_fields=["used_at"])
            return _next(token)
        _end(token)
        details = {"reason": "refresh token used twice"}
        record(
            "user.session_ended",
            actor=token.user,
            target_kind="session",
            target_id=token.family,
            details=details,
        )
    # Raised after the commit: a rollback would let the family live on.
    raise _refused(AccountErrorCode.TOKEN_REUSED)


def revoke(refresh: str) -> None:
    """End the family of `refresh`; an unknown token is as good as ended."""
    token = RefreshToken.objects.select_related("user").filter(token_hash=token_digest(refresh)).first()
    if token is not None:
        _end(token)


def revoke_all(user: User) -> None:
    RefreshToken.objects.filter(user=user, revoked_at=None).update(revoked_at=now())


def issue_entry(user: User, tenant: Tenant) -> str:
    """Return a token that signs `user` in on the host of `tenant`, once and soon."""
    EntryToken.objects.filter(expires_at__lte=now()).delete()
    token = new_token()
    lifetime = timedelta(seconds=settings.ENTRY_TOKEN_LIFETIME_S)
    EntryToken.objects.create(
        token_hash=token_digest(token), user=user, tenant=tenant, expires_at=now() + lifetime
    )
    return token


def use_entry(token: str, *, tenant: Tenant | None) -> User:
    """Return whom `token` lets into `tenant`, and end it; raises AppError 400 `invalid_entry_token`."""
    with transaction.atomic():
        entry = (
            EntryToken.objects.select_for_update(of=("self",))
            .select_related("user")
            .filter(token_hash=token_digest(token), tenant=tenant, expires_at__gt=now(), user__is_active=True)
            .first()
        )
        if entry is not None:
            entry.delete()
            return entry.user
    message = "This entry link was used or is too old. Sign in instead."
    raise AppError(AccountErrorCode.INVALID_ENTRY_TOKEN, message)


def _locked(refresh: str) -> RefreshToken | None:
    rows = RefreshToken.objects.select_for_update(of=("self",)).select_related("user")
    return rows.filter(token_hash=token_digest(refresh)).first()


def _next(token: RefreshToken) -> TokenPair:
    sessions = DeviceSession.objects.filter(id=token.family, ended_at=None)
    has_session = sessions.update(last_seen_at=now())
    return issue(token.user, session=token.family, is_kept=bool(has_session))


def _end(token: RefreshToken) -> None:
    RefreshToken.objects.filter(family=token.family, revoked_at=None).update(revoked_at=now())
    DeviceSession.objects.filter(id=token.family, ended_at=None).update(ended_at=now())
    end_sockets(token.user_id, [f"session:{token.family}"])


def _refused(code: AccountErrorCode) -> AppError:
    return AppError(code, "The refresh token cannot be used any more. Sign in again.", status=401)
