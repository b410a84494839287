"""Keys to a workspace's API: made, shown once, found by their hash, ended."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from shared_apps.accounts.digests import new_token, token_digest
from shared_apps.accounts.errors import AccountErrorCode
from shared_apps.accounts.letters import send_notice
from shared_apps.accounts.models import ApiKey, KeyKind, User
from shared_apps.audit.actions import record
from shared_apps.core.clock import now
from shared_apps.core.errors import AppError, Forbidden, NotFound
from shared_apps.core.keys import PUBLIC, schema
from shared_apps.core.lookups import Lookup
from shared_apps.realtime.push import end_sockets
from tenants.models import Membership, Role, Tenant

KEY_PREFIX = "plk_"


@transaction.atomic
def make_key(
    *,
    user: User,
    tenant: Tenant,
    kind: KeyKind,
    name: str,
    scopes: list[str],
    expires_at: datetime | None,
    manages: bool = False,
) -> tuple[ApiKey, str]:
    """Return a new key and its text, which is nowhere kept; raises NotFound, Forbidden."""
    membership = Membership.objects.filter(user=user, tenant=tenant).first()
    if membership is None:
        raise NotFound
    # A service key does what an admin may, so nobody makes one who is denied a part of that.
    if kind == KeyKind.SERVICE and not manages:
        raise Forbidden
    text = KEY_PREFIX + new_token()
    key = ApiKey.objects.create(
        tenant=tenant,
        user=user,
        kind=kind,
        name=name,
        prefix=text[:10],
        key_hash=token_digest(text),
        scopes=sorted(set(scopes)),
        # A service key manages the workspace at most; owning it stays with a person.
        role=Role.ADMIN if kind == KeyKind.SERVICE else membership.role,
        expires_at=expires_at,
    )
    details = {"name": name, "kind": kind, "scopes": key.scopes}
    record("api_key.created", actor=user, target_kind="api_key", target_id=key.id, details=details)
    send_notice("key_made", user, label=name)
    return key, text


def keys_of(user: User, tenant: Tenant, *, manages: bool) -> list[ApiKey]:
    """Return one's own keys, and for those who run the workspace its service keys too; newest first."""
    mine = Q(user=user, kind=KeyKind.PERSONAL)
    wanted = mine | Q(kind=KeyKind.SERVICE) if manages else mine
    rows = ApiKey.objects.filter(wanted, tenant=tenant, revoked_at=None).select_related("user")
    return list(rows.order_by("-created_at", "-id"))


@transaction.atomic
def revoke_key(*, actor: User, tenant: Tenant, key_id: object, manages: bool) -> None:
    """End a key and its open sockets; raises NotFound."""
    key = next((key for key in keys_of(actor, tenant, manages=manages) if key.id == key_id), None)
    if key is None:
        raise NotFound("There is no such key.")
    ApiKey.objects.filter(id=key.id).update(revoked_at=now())
    record(
        "api_key.revoked", actor=actor, target_kind="api_key", target_id=key.id, details={"name": key.name}
    )
    holder = _owner(key) if key.kind == KeyKind.SERVICE else key.user
    if holder is not None:
        end_sockets(holder.id, [f"key:{key.id}"])


def judge_keys_anew(maker_id: UUID, tenant: Tenant) -> None:
    """Close the sockets of service keys whose maker's rights have changed: they are let in again by what holds now."""
    rows = ApiKey.objects.filter(user=maker_id, tenant=tenant, kind=KeyKind.SERVICE, revoked_at=None)
    for key in rows:
        holder = _owner(key)
        if holder is not None:
            end_sockets(holder.id, [f"key:{key.id}"])


@transaction.atomic
def end_keys(user: User, tenant: Tenant, *, keeps_service_keys: bool) -> int:
    """End what somebody who leaves could still come in with, open sockets included; return how many keys."""
    rows = ApiKey.objects.filter(user=user, tenant=tenant, revoked_at=None)
    if keeps_service_keys:
        rows = rows.filter(kind=KeyKind.PERSONAL)
    keys = list(rows.select_for_update(of=("self",)).select_related("user"))
    ApiKey.objects.filter(id__in=[key.id for key in keys]).update(revoked_at=now())
    for key in keys:
        holder = _owner(key) if key.kind == KeyKind.SERVICE else key.user
        if holder is not None:
            end_sockets(holder.id, [f"key:{key.id}"])
    return len(keys)


def holder_of_key(text: str) -> tuple[User, ApiKey]:
    """Return whom a key acts for in this workspace; raises AppError 401 `invalid_token` or `token_expired`."""
    key = _key_called.first(token_digest(text))
    # A key opens one workspace; next door it is as good as unknown.
    if key is None or schema() == PUBLIC or key.tenant.schema_name != schema():
        raise _refused(AccountErrorCode.INVALID_TOKEN, "This API key is not valid. Make a new one.")
    if key.expires_at is not None and key.expires_at <= now():
        raise _refused(AccountErrorCode.TOKEN_EXPIRED, "This API key has expired. Make a new one.")
    user = _owner(key) if key.kind == KeyKind.SERVICE else key.user
    if user is None or not user.is_active:
        raise _refused(AccountErrorCode.INVALID_TOKEN, "This API key is not valid. Make a new one.")
    return user, key


_key_called = Lookup(
    lambda digest: ApiKey.objects.select_related("user", "tenant").filter(key_hash=digest, revoked_at=None),
    "?",
)


def _owner(key: ApiKey) -> User | None:
    """Return in whose name a service key acts, whoever made it: the workspace's owner of today."""
    owning = Membership.objects.filter(tenant=key.tenant_id, role=Role.OWNER).select_related("user")
    membership = owning.order_by("id").first()
    return membership.user if membership else None


def _refused(code: AccountErrorCode, message: str) -> AppError:
    return AppError(code, message, status=401)
