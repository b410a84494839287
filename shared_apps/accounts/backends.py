"""Signing in is allauth's; who a session is of is asked at every request, by a statement that is written once."""

from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend

from shared_apps.accounts.models import User
from shared_apps.core.lookups import Lookup

_user = Lookup(lambda user_id: User.objects.filter(id=user_id), UUID(int=1))


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    def get_user(self, user_id: UUID) -> User | None:
        user = _user.first(user_id)
        return user if user and self.user_can_authenticate(user) else None
