"""Passkeys (WebAuthn level 2) by allauth.mfa and fido2: added, used to sign in, removed.

The challenge waits in the browser's session and is used up by its answer, so no answer works twice.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as webauthn
from django.core.exceptions import ValidationError
from django.db import transaction

from shared_apps.accounts.errors import AccountErrorCode
from shared_apps.accounts.letters import send_notice
from shared_apps.accounts.models import User
from shared_apps.audit.actions import record
from shared_apps.core.errors import AppError, NotFound

T = TypeVar("T")


def registration_options(user: User) -> dict[str, Any]:
    """Return what the browser asks its authenticator to make: a passkey that verifies its person."""
    return dict(webauthn.begin_registration(user, passwordless=True))


@transaction.atomic
def add_passkey(user: User, *, name: str, credential: dict[str, Any]) -> Authenticator:
    """Keep a new passkey; raises AppError 400 `passkey_refused`."""
    _refusing(lambda: webauthn.complete_registration(credential))
    made = webauthn.WebAuthn.add(user, name, credential).instance
    record("user.passkey_added", actor=user, target_kind="passkey", target_id=made.pk, details={"name": name})
    send_notice("passkey_added", user, label=name)
    return made


def passkeys_of(user: User) -> list[Authenticator]:
    rows = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
    return list(rows.order_by("created_at", "id"))


@transaction.atomic
def remove_passkey(user: User, passkey_id: int) -> None:
    """Raises NotFound."""
    row = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN, id=passkey_id).first()
    if row is None:
        raise NotFound("There is no such passkey.")
    name = row.wrap().name
    row.delete()
    details = {"name": name}
    record("user.passkey_removed", actor=user, target_kind="passkey", target_id=passkey_id, details=details)
    send_notice("passkey_removed", user, label=name)


def request_options(user: User | None = None) -> dict[str, Any]:
    """Return what the browser asks of an authenticator; without a person, of any passkey that it holds for us."""
    return dict(webauthn.begin_authentication(user))


def person_of_passkey(credential: dict[str, Any], *, user: User | None = None) -> User:
    """Return whose passkey answered, `user`'s if one is named; raises AppError 400 `passkey_refused`."""

    def check() -> User:
        found = webauthn.extract_user_from_response(credential) if user is None else user
        if not found.is_active:
            raise ValidationError("inactive")
        webauthn.complete_authentication(found, credential).record_usage()
        assert isinstance(found, User)
        return found

    return _refusing(check)


def _refusing(check: Callable[[], T]) -> T:
    try:
        return check()
    # fido2 tells a wrong challenge, origin or shape by whichever of these it meets first.
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError, AssertionError) as error:
        message = "This passkey was not accepted. Try again, or sign in another way."
        raise AppError(AccountErrorCode.PASSKEY_REFUSED, message) from error
