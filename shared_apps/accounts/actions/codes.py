"""Six digits by e-mail: proof that an address is read by the person who gave it."""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils.crypto import constant_time_compare

from shared_apps.accounts.actions.flow_codes import Purpose, holder_of_code, use_up
from shared_apps.accounts.actions.passwords import check_password
from shared_apps.accounts.actions.sessions import end_sessions
from shared_apps.accounts.actions.tokens import revoke_all
from shared_apps.accounts.digests import code_digest
from shared_apps.accounts.errors import AccountErrorCode
from shared_apps.accounts.letters import send_notice
from shared_apps.accounts.models import EmailCode, User
from shared_apps.audit.actions import record
from shared_apps.core.clock import now
from shared_apps.core.errors import AppError

PURPOSE = "verify_email"


def new_code(user: User) -> str:
    """Return a fresh code that proves the person's address; an older one stops working."""
    code = str(get_adapter().generate_email_verification_code())
    EmailCode.objects.update_or_create(
        user=user,
        defaults={
            "email": user.email,
            "code_hash": code_digest(user.id, PURPOSE, code),
            "guesses": 0,
            "expires_at": now() + timedelta(seconds=settings.EMAIL_CODE_LIFETIME_S),
        },
    )
    return code


def verify_email(user: User, code: str) -> None:
    """Mark the address as proved; raises AppError 400 `invalid_code`."""
    if not _count_guess(user, code):
        raise wrong_code()
    with transaction.atomic():
        EmailCode.objects.filter(user=user).delete()
        mark_verified(user)
        record("user.email_verified", actor=user, target_kind="user", target_id=user.id)


def reset_password(*, flow: str, code: str, password: str) -> None:
    """Set a new password and end everything that the old one opened; raises AppError.

    A flow of an unknown address and a wrong code look the same. A password that is refused does not cost the code.
    """
    user = holder_of_code(flow, Purpose.NEW_PASSWORD, code)
    if user is None:
        raise wrong_code()
    check_password(password, user)
    user.set_password(password)
    user.token_version += 1
    with transaction.atomic():
        if not use_up(flow):
            raise wrong_code()
        user.save(update_fields=["password", "token_version"])
        revoke_all(user)
        end_sessions(user)
        mark_verified(user)
        record("user.password_reset", actor=user, target_kind="user", target_id=user.id)
        send_notice("password_changed", user)


def _count_guess(user: User, code: str) -> bool:
    """Say whether `code` is right; a wrong one is counted in a transaction of its own, so no refusal undoes it."""
    with transaction.atomic():
        row = EmailCode.objects.select_for_update().filter(user=user, email=user.email).first()
        if row is None or row.expires_at <= now() or row.guesses >= settings.EMAIL_CODE_GUESSES:
            return False
        given = code_digest(user.id, PURPOSE, code.replace(" ", "").replace("-", ""))
        if constant_time_compare(row.code_hash, given):
            return True
        row.guesses += 1
        row.save(update_fields=["guesses"])
        return False


def mark_verified(user: User) -> None:
    address, _ = EmailAddress.objects.get_or_create(user=user, email=user.email)
    address.set_verified()
    address.set_as_primary(conditional=True)


def wrong_code() -> AppError:
    message = "This code is wrong or too old. Check the newest e-mail or ask for another code."
    return AppError(AccountErrorCode.INVALID_CODE, message, fields={"code": [message]})
