"""How allauth behaves here: sign-up goes through registration, guesses are counted our way, letters are ours."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils import translation

from shared_apps.accounts import guessing
from shared_apps.accounts.actions.sessions import note_browser
from shared_apps.accounts.letters import send_notice
from shared_apps.accounts.models import User
from shared_apps.core.errors import AppError
from shared_apps.core.fields import decrypt, encrypt
from tenants.hosts import bare

# What allauth's own doors change, told in our letters.
NOTICES = {
    "account/email/password_changed": "password_changed",
    "account/email/password_reset": "password_changed",
    "account/email/password_set": "password_changed",
    "account/email/email_changed": "email_changed",
    "mfa/email/totp_activated": "two_factor_on",
    "mfa/email/totp_deactivated": "two_factor_off",
    "mfa/email/recovery_codes_generated": "recovery_codes_renewed",
    "mfa/email/webauthn_added": "passkey_added",
    "mfa/email/webauthn_removed": "passkey_removed",
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library is untyped
    def is_open_for_signup(self, _: HttpRequest) -> bool:
        """Refuse allauth's own sign-up: a person comes with a business (register) or by invitation."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse after too many wrong passwords; counted in `authentication_failed`, never for right ones."""
        try:
            guessing.check(request, str(credentials.get("email") or ""))
        except AppError as error:
            raise self.validation_error("too_many_login_attempts") from error

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        guessing.note_wrong(request, str(credentials.get("email") or ""))

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign a browser in by whichever door, and keep a row for its device."""
        super().login(request, user)
        note_browser(request, user, is_silent=getattr(request, "is_silent_sign_in", False))

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        notice = NOTICES.get(template_prefix)
        if notice:
            details = {"email": user.email} if notice == "email_changed" else {}
            send_notice(notice, user, to=email or user.email, **details)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        user = context.get("user")
        language = getattr(user, "language", None) if isinstance(user, AbstractBaseUser) else None
        with translation.override(language or translation.get_language()):
            super().send_mail(template_prefix, email, context)


class TwoFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the library is untyped
    """Secrets are kept as all our secrets; a passkey counts on every host below the base domain."""

    def encrypt(self, text: str) -> str:
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": relying_party(context.request.get_host()), "name": "Parlor"}


def relying_party(host: str) -> str:
    """Return the domain that passkeys of `host` belong to (WebAuthn §5.1.2: a suffix of it, and no public one)."""
    host, base = bare(host), bare(settings.BASE_DOMAIN)
    is_below = host == base or host.endswith(f".{base}")
    # Browsers take a domain of one label, as localhost, for nobody's own.
    return base if is_below and "." in base else host
