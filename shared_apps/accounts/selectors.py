"""Who somebody is here."""

from collections.abc import Callable
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from shared_apps.accounts.credentials import Credential
from shared_apps.accounts.models import User
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
