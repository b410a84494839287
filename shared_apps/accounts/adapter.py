"""How allauth behaves here: sign-up goes through registration, wrong passwords are counted once known to be wrong."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils import translation

from shared_apps.accounts.managers import normal_email

LIMIT = {"app": "allauth.account", "action": "login_failed"}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library is untyped
    def is_open_for_signup(self, _: HttpRequest) -> bool:
        """Refuse allauth's own sign-up: a person comes with a business (register) or by invitation."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse after too many wrong passwords.

        allauth counts every attempt and takes the right ones back, so a person who signs in on many tabs at once
        would be locked out by their own attempts in flight.
        """
        if not ratelimit.consume(request, key=_key(credentials), dry_run=True, **LIMIT):
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        ratelimit.consume(request, key=_key(credentials), **LIMIT)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        user = context.get("user")
        language = getattr(user, "language", None) if isinstance(user, AbstractBaseUser) else None
        with translation.override(language or translation.get_language()):
            super().send_mail(template_prefix, email, context)


def _key(credentials: dict[str, Any]) -> str:
    """Count per account and not per host, as each tenant's host would give another five guesses."""
    return normal_email(str(credentials.get("email") or ""))
