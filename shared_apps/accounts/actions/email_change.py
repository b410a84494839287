"""Another sign-in address: a code from the new one, and one from the old one, so that neither a typing error nor a
thief with an open browser takes the account away."""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.crypto import constant_time_compare

from shared_apps.accounts.actions.codes import mark_verified, wrong_code
from shared_apps.accounts.actions.profile import copy_to_workspaces
from shared_apps.accounts.digests import code_digest
from shared_apps.accounts.letters import send_notice
from shared_apps.accounts.models import EmailChange, User
from shared_apps.audit.actions import record
from shared_apps.core.clock import now

NEW, OLD = "email_change_new", "email_change_old"


def begin_email_change(user: User, email: str) -> tuple[str, str]:
    """Return the codes for the new and the old address; an earlier wish is forgotten."""
    new, old = (str(get_adapter().generate_email_verification_code()) for _ in range(2))
    EmailChange.objects.update_or_create(
        user=user,
        defaults={
            "email": email,
            "new_code_hash": code_digest(user.id, f"{NEW}:{email}", new),
            "old_code_hash": code_digest(user.id, OLD, old),
            "guesses": 0,
            "expires_at": now() + timedelta(seconds=settings.EMAIL_CODE_LIFETIME_S),
        },
    )
    return new, old


def finish_email_change(user: User, *, new_code: str, old_code: str) -> User:
    """Put the new address in place of the old one; raises AppError 400 `invalid_code`."""
    email = _guess(user, new_code, old_code)
    if email is None:
        raise wrong_code()
    before = user.email
    try:
        with transaction.atomic():
            user.email = email
            user.save(update_fields=["email"])
            EmailAddress.objects.filter(user=user).delete()
            mark_verified(user)
            EmailChange.objects.filter(user=user).delete()
            details = {"from": before, "to": email}
            record("user.email_changed", actor=user, target_kind="user", target_id=user.id, details=details)
            copy_to_workspaces(user)
            send_notice("email_changed", user, to=before, email=email)
            send_notice("email_changed", user, email=email)
    except IntegrityError as error:
        # Somebody registered with it since; whether they did is not ours to tell.
        user.email = before
        raise wrong_code() from error
    return user


@transaction.atomic
def _guess(user: User, new_code: str, old_code: str) -> str | None:
    row = EmailChange.objects.select_for_update().filter(user=user, expires_at__gt=now()).first()
    if row is None or row.guesses >= settings.EMAIL_CODE_GUESSES:
        return None
    new, old = (code.replace(" ", "").replace("-", "") for code in (new_code, old_code))
    is_new = constant_time_compare(row.new_code_hash, code_digest(user.id, f"{NEW}:{row.email}", new))
    is_old = constant_time_compare(row.old_code_hash, code_digest(user.id, OLD, old))
    if is_new and is_old:
        return row.email
    row.guesses += 1
    row.save(update_fields=["guesses"])
    return None
