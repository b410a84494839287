"""Six digits by e-mail: proof that an address is read by the person who gave it."""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils.crypto import constant_time_compare

from shared_apps.accounts.actions.passwords import check_password
from shared_apps.accounts.actions.sessions import end_sessions
from shared_apps.accounts.actions.tokens import revoke_all
from shared_apps.accounts.digests import code_digest
from shared_apps.accounts.errors import AccountErrorCode
from shared_apps.accounts.letters import send_notice
from shared_apps.accounts.managers import normal_email
from shared_apps.accounts.models import CodePurpose, EmailCode, User
from shared_apps.audit.actions import record
from shared_apps.core.clock import now
from shared_apps.core.errors import AppError


def new_code(user: User, purpose: CodePurpose) -> str:
    """Return a fresh code for the person's address; an older one for the same purpose stops working."""
    adapter = get_adapter()
    if purpose == CodePurpose.VERIFY_EMAIL:
        code = str(adapter.generate_email_verification_code())
    else:
        code = str(adapter.generate_password_reset_code())
    EmailCode.objects.update_or_create(
        user=user,
        purpose=purpose,
        defaults={
            "email": user.email,
            "code_hash": code_digest(user.id, purpose, code),
            "guesses": 0,
            "expires_at": now() + timedelta(seconds=settings.EMAIL_CODE_LIFETIME_S),
        },
    )
    return code


def verify_email(user: User, code: str) -> None:
    """Mark the address as proved; raises AppError 400 `invalid_code`."""
    if not _count_guess(user, CodePurpose.VERIFY_EMAIL, code):
        raise wrong_code()
    with transaction.atomic():
        EmailCode.objects.filter(user=user, purpose=CodePurpose.VERIFY_EMAIL).delete()
        mark_verified(user)
        record("user.email_verified", actor=user, target_kind="user", target_id=user.id)


def reset_password(*, email: str, code: str, password: str) -> None:
    """Set a new password and end everything that the old one opened; raises AppError.

    An unknown address and a wrong code look the same. A password that is refused does not cost the code.
    """
    user = User.objects.filter(email=normal_email(email), is_active=True).first()
    if user is None or not _count_guess(user, CodePurpose.RESET_PASSWORD, code):
        raise wrong_code()
    check_password(password, user)
    user.set_password(password)
    user.token_version += 1
    with transaction.atomic():
        user.save(update_fields=["password", "token_version"])
        EmailCode.objects.filter(user=user, purpose=CodePurpose.RESET_PASSWORD).delete()
        revoke_all(user)
        end_sessions(user)
        mark_verified(user)
        record("user.password_reset", actor=user, target_kind="user", target_id=user.id)
        send_notice("password_changed", user)


def _count_guess(user: User, purpose: CodePurpose, code: str) -> bool:
    """Say whether `code` is right; a wrong one is counted in a transaction of its own, so no refusal undoes it."""
    with transaction.atomic():
        row = (
            EmailCode.objects.select_for_update().filter(user=user, purpose=purpose, email=user.email).first()
        )
        if row is None or row.expires_at <= now() or row.guesses >= settings.EMAIL_CODE_GUESSES:
            return False
        given = code_digest(user.id, purpose, code.replace(" ", "").replace("-", ""))
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
