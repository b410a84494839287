"""The second step of a sign-in, and the authenticator app and recovery codes behind it; kept by allauth.mfa."""

import json
from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, validate_totp_code
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest

from shared_apps.accounts import guessing
from shared_apps.accounts.digests import new_token, token_digest
from shared_apps.accounts.errors import AccountErrorCode
from shared_apps.accounts.letters import send_notice
from shared_apps.accounts.models import PendingSignIn, User
from shared_apps.audit.actions import record
from shared_apps.core.clock import now
from shared_apps.core.errors import AppError, Conflict
from shared_apps.core.fields import decrypt, encrypt

Type = Authenticator.Type
USED_CODE_S = 120
_keep_secret, _make_codes = TOTP.activate, RecoveryCodes.activate


def is_on(user: User) -> bool:
    return bool(Authenticator.objects.filter(user=user, type=Type.TOTP).exists())


def ask_for_it(user: User) -> None:
    """Raise AppError 401 `second_factor_needed`, with a token for the second step, when the person has one."""
    if not is_on(user):
        return
    PendingSignIn.objects.filter(expires_at__lte=now()).delete()
    token = new_token()
    lifetime = timedelta(seconds=settings.SECOND_FACTOR_LIFETIME_S)
    PendingSignIn.objects.create(token_hash=token_digest(token), user=user, expires_at=now() + lifetime)
    has_passkey = Authenticator.objects.filter(user=user, type=Type.WEBAUTHN).exists()
    methods = ["totp", "recovery_code", *(["passkey"] if has_passkey else [])]
    message = "Now the code of your authenticator app, or one of your recovery codes."
    data = {"pending": token, "methods": methods}
    raise AppError(AccountErrorCode.SECOND_FACTOR_NEEDED, message, status=401, data=data)


def person_of(pending: str) -> User:
    """Return whose second step is awaited; raises AppError 401 `invalid_token`."""
    row = _waiting(pending)
    if row is None:
        raise _too_late()
    return row.user


def finish(request: HttpRequest, *, pending: str, code: str) -> User:
    """Return the person whose code this is and end the wait; raises AppError 400 `invalid_code`, 401, 429."""
    user = person_of(pending)
    _count(pending)
    prove(request, user, code)
    close(pending)
    return user


def close(pending: str) -> None:
    """End the wait; raises AppError 401 when somebody else has just ended it."""
    deleted, _ = PendingSignIn.objects.filter(token_hash=token_digest(pending)).delete()
    if not deleted:
        raise _too_late()


def is_right(user: User, code: str) -> bool:
    """Say whether it is the app's code of this half minute, or an unused recovery code; either works once."""
    given = code.replace(" ", "").replace("-", "")
    rows = Authenticator.objects.filter(user=user, type__in=[Type.TOTP, Type.RECOVERY_CODES])
    for row in rows:
        if row.wrap().validate_code(given):
            # allauth remembers a used code for half a minute; with its neighbours one counts for three times that.
            if not cache.add(f"used-code:{user.id}:{given}", 1, USED_CODE_S):
                return False
            row.refresh_from_db()
            row.record_usage()
            if row.type == Type.RECOVERY_CODES:
                _tell(user, "recovery_code_used")
            return True
    return False


def new_secret(user: User) -> tuple[str, str]:
    """Return a fresh secret for the app, and what the person sends back with its first code."""
    if is_on(user):
        message = "Two-factor sign-in is on already. Turn it off first."
        raise Conflict(AccountErrorCode.TWO_FACTOR_ON, message)
    secret = str(generate_totp_secret())
    return secret, encrypt(json.dumps([str(user.id), secret, now().timestamp()]))


def turn_on(request: HttpRequest, user: User, *, setup: str, code: str) -> list[str]:
    """Keep the secret once its code is right; return the recovery codes. Raises AppError 400, Conflict."""
    if not user.is_email_verified:
        message = "Confirm your e-mail address first, so that you cannot lock yourself out."
        raise AppError(AccountErrorCode.EMAIL_NOT_VERIFIED, message)
    secret = _secret_of(user, setup)
    guessing.check(request, user.email)
    if not secret or not validate_totp_code(secret, code.replace(" ", "")):
        guessing.note_wrong(request, user.email)
        raise wrong_code()
    if is_on(user):
        raise Conflict(AccountErrorCode.TWO_FACTOR_ON, "Two-factor sign-in is on already. Turn it off first.")
    with transaction.atomic():
        _keep_secret(user, secret)
        Authenticator.objects.filter(user=user, type=Type.RECOVERY_CODES).delete()
        codes = _make_codes(user).generate_codes()
        _tell(user, "two_factor_on")
    return list(codes)


def turn_off(user: User) -> None:
    with transaction.atomic():
        deleted, _ = Authenticator.objects.filter(
            user=user, type__in=[Type.TOTP, Type.RECOVERY_CODES]
        ).delete()
        if deleted:
            _tell(user, "two_factor_off")


def renew_recovery_codes(user: User) -> list[str]:
    """Return a new set; the old one stops working. Raises Conflict `two_factor_off`."""
    if not is_on(user):
        raise Conflict(AccountErrorCode.TWO_FACTOR_OFF, "Turn two-factor sign-in on first.")
    with transaction.atomic():
        Authenticator.objects.filter(user=user, type=Type.RECOVERY_CODES).delete()
        codes = _make_codes(user).generate_codes()
        _tell(user, "recovery_codes_renewed")
    return list(codes)


def recovery_codes_left(user: User) -> int:
    row = Authenticator.objects.filter(user=user, type=Type.RECOVERY_CODES).first()
    return len(row.wrap().get_unused_codes()) if row else 0


def wrong_code() -> AppError:
    message = "This code is wrong or was used already. Wait for the next one and try again."
    return AppError(AccountErrorCode.INVALID_CODE, message, fields={"code": [message]})


def _secret_of(user: User, setup: str) -> str:
    """Return the secret in what we gave out a short while ago, empty when it is not ours."""
    try:
        user_id, secret, made_at = json.loads(decrypt(setup))
    except ValueError:
        return ""
    is_fresh = now().timestamp() - made_at < settings.SECOND_FACTOR_LIFETIME_S * 3
    return str(secret) if user_id == str(user.id) and is_fresh else ""


def _waiting(pending: str) -> PendingSignIn | None:
    rows = PendingSignIn.objects.select_related("user").filter(token_hash=token_digest(pending))
    allowed = settings.EMAIL_CODE_GUESSES
    return rows.filter(expires_at__gt=now(), guesses__lt=allowed, user__is_active=True).first()


def _count(pending: str) -> None:
    with transaction.atomic():
        row = PendingSignIn.objects.select_for_update().filter(token_hash=token_digest(pending)).first()
        if row is not None:
            row.guesses += 1
            row.save(update_fields=["guesses"])


def _too_late() -> AppError:
    message = "This sign-in has waited too long. Begin again."
    return AppError(AccountErrorCode.INVALID_TOKEN, message, status=401)


def _tell(user: User, what: str) -> None:
    record(f"user.{what}", actor=user, target_kind="user", target_id=user.id)
    send_notice(what, user)


def prove(request: HttpRequest, user: User, code: str) -> None:
    """Raise AppError 400 `invalid_code` unless it is the person's code of this moment, 429 after too many tries."""
    guessing.check(request, user.email)
    if not is_right(user, code):
        guessing.note_wrong(request, user.email)
        raise wrong_code()
