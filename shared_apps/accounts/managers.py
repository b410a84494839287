"""People are found by e-mail, however they type its letters."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import BaseUserManager

if TYPE_CHECKING:
    from shared_apps.accounts.models import User


def normal_email(email: str) -> str:
    """Return the one spelling under which an address is stored and compared.

    A domain of other letters is kept in its ASCII form (RFC 5891), so that one that only looks like a known domain
    is seen for what it is.
    """
    local, at, domain = email.strip().lower().rpartition("@")
    try:
        return local + at + domain.encode("idna").decode()
    except UnicodeError:
        return local + at + domain


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        if not email.strip():
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=normal_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=normal_email(username or ""))
