"""What a request or a socket proved itself with: a browser's session, an API client's token, or a key."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar
from uuid import UUID

import msgspec
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.db.models import Exists

from shared_apps.accounts import jwt
from shared_apps.accounts.actions.api_keys import KEY_PREFIX, holder_of_key
from shared_apps.accounts.models import ApiKey, DeviceSession, KeyKind, User
from shared_apps.core.clock import now

# A session's row is written at most this often, however busy its person is.
SEEN_EVERY_S = 300
SESSION_ID = "device_session"
GUEST = "guest"
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True)
class Guest:
    """An operator of the platform who looks through a member's eyes, in the workspace of `schema` alone."""

    id: UUID
    member_id: UUID
    schema: str
    operator: str
    reason: str
    may_write: bool
    ends_at: datetime


@dataclass(frozen=True)
class Credential:
    """`kind` is browser, client or key; `id` that of the DeviceSession or ApiKey, None for what has neither."""

    kind: str
    id: UUID | None = None
    key: ApiKey | None = None
    guest: Guest | None = None

    @property
    def name(self) -> str:
        """Return how sockets call it."""
        return f"{'key' if self.key else 'session'}:{self.id}" if self.id else ""

    @property
    def ends_at(self) -> datetime | None:
        if self.guest:
            return self.guest.ends_at
        return self.key.expires_at if self.key else None

    @property
    def is_service(self) -> bool:
        return self.key is not None and self.key.kind == KeyKind.SERVICE


class Acting(Protocol):
    """A workspace's member, as far as a key changes who it is."""

    name: str


M = TypeVar("M", bound=Acting)


def acting_as(member: M, credential: object) -> M:
    """Return `member` under the name of what acts: a service key's own, or an operator's. Never saved."""
    if isinstance(credential, Credential) and credential.key and credential.is_service:
        member.name = credential.key.name
    if isinstance(credential, Credential) and credential.guest:
        # Whatever a visit may write carries the name of who wrote it.
        member.name = f"{credential.guest.operator} (Parlor)"
    return member


def of_bearer(token: str) -> tuple[User, Credential]:
    """Return whose access token or API key this is; raises AppError 401."""
    if token.startswith(KEY_PREFIX):
        user, key = holder_of_key(token)
        return user, Credential("key", key.id, key)
    user, session_id = jwt.holder_of(token)
    return user, Credential("client", session_id)


def of_session(session: Any) -> Credential:
    """Return the credential of a browser's session; one from before devices were kept has no id."""
    given = session.get(SESSION_ID)
    return Credential("browser", UUID(given) if given else None, guest=guest_of(session))


def guest_of(session: Any) -> Guest | None:
    """Return whose visit a browser's session is, None for everybody else's."""
    given = session.get(GUEST)
    return msgspec.convert(given, Guest) if given else None


def touch(credential: Credential) -> None:
    """Note that it is in use; every few minutes only."""
    if not credential.id or not cache.add(f"seen:{credential.id}", 1, SEEN_EVERY_S):
        return
    if credential.key:
        ApiKey.objects.filter(id=credential.id).update(last_used_at=now())
    else:
        DeviceSession.objects.filter(id=credential.id).update(last_seen_at=now())


def is_open(name: str) -> bool:
    """Say whether a credential still counts; a socket asks once it is listening for its end."""
    kind, _, id = name.partition(":")
    if kind == "key":
        return ApiKey.objects.filter(id=id, revoked_at=None).exists()
    return DeviceSession.objects.filter(id=id, ended_at=None).exists()


def is_confirmed(credential: Credential) -> bool:
    """Say whether the person proved who they are within the last minutes."""
    if credential.id is None or credential.key is not None or credential.guest is not None:
        return False
    since = now() - timedelta(seconds=settings.CONFIRMATION_LIFETIME_S)
    return DeviceSession.objects.filter(id=credential.id, ended_at=None, confirmed_at__gt=since).exists()


def is_proved_twice(user: User, credential: object) -> bool:
    """Say whether this session proved a second factor that the person still has; never so for keys."""
    if not isinstance(credential, Credential) or credential.id is None or credential.key is not None:
        return False
    factors = Authenticator.objects.filter(user=user, type__in=SECOND_FACTORS)
    sessions = DeviceSession.objects.filter(id=credential.id, user=user, ended_at=None)
    return sessions.filter(Exists(factors), second_factor_at__isnull=False).exists()
