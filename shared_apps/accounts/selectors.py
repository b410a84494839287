"""Who somebody is here, and what they sign in with."""

from collections.abc import Callable
from typing import Any, Protocol
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.module_loading import import_string

from shared_apps.accounts.credentials import SECOND_FACTORS, Credential
from shared_apps.accounts.models import GoogleIdentity, User
from shared_apps.core.keys import PUBLIC, schema


class MemberHere(Protocol):
    """A workspace's member, as far as accounts need to know one."""

    @property
    def id(self) -> UUID: ...

    name: str
    role: str

    @property
    def permissions(self) -> list[str]: ...

    @property
    def can_manage(self) -> bool: ...


def member_here(user: User, credential: Credential | None = None) -> MemberHere | None:
    """Return the member that `user` is in the current workspace; None for strangers and on the public site."""
    if schema() == PUBLIC:
        return None
    look_up: Callable[[UUID, object], Any] = import_string(settings.MEMBER_LOOKUP)
    found: MemberHere | None = look_up(user.id, credential)
    return found


def has_second_factor(user: User) -> bool:
    """Return whether the person can show more than a password or a code: an authenticator app or a passkey."""
    return bool(Authenticator.objects.filter(user=user, type__in=SECOND_FACTORS).exists())


def google_account_of(user: User) -> GoogleIdentity | None:
    """Return the Google account that signs the person in."""
    return GoogleIdentity.objects.filter(user=user).first()
