"""A code by e-mail instead of a password. It belongs to the browser that asked: nobody else can guess it away."""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.db import transaction
from django.utils.crypto import constant_time_compare

from shared_apps.accounts import guessing
from shared_apps.accounts.actions.codes import mark_verified, wrong_code
from shared_apps.accounts.digests import code_digest, token_digest
from shared_apps.accounts.models import SignInCode, User
from shared_apps.core.clock import now

PURPOSE = "sign_in"


def new_sign_in_code(user: User, flow: str) -> str | None:
    """Return a code that only the holder of `flow` can use; None when too many were sent lately."""
    if not guessing.may_send_code(user.email):
        return None
    SignInCode.objects.filter(expires_at__lte=now()).delete()
    code = str(get_adapter().generate_login_code())
    SignInCode.objects.update_or_create(
        flow_hash=token_digest(flow),
        defaults={
            "user": user,
            "code_hash": code_digest(user.id, PURPOSE, code),
            "guesses": 0,
            "expires_at": now() + timedelta(seconds=settings.EMAIL_CODE_LIFETIME_S),
        },
    )
    return code


def use_sign_in_code(*, flow: str, code: str) -> User:
    """Return whose code this is, and end it; raises AppError 400 `invalid_code`."""
    user = _guess(flow, code.replace(" ", "").replace("-", ""))
    if user is None:
        raise wrong_code()
    # Who reads the letters has proved the address, too.
    if not user.is_email_verified:
        mark_verified(user)
    return user


@transaction.atomic
def _guess(flow: str, code: str) -> User | None:
    rows = SignInCode.objects.select_for_update(of=("self",)).select_related("user")
    row = rows.filter(flow_hash=token_digest(flow), expires_at__gt=now(), user__is_active=True).first()
    if row is None or row.guesses >= settings.EMAIL_CODE_GUESSES:
        return None
    if constant_time_compare(row.code_hash, code_digest(row.user_id, PURPOSE, code)):
        row.delete()
        return row.user
    row.guesses += 1
    row.save(update_fields=["guesses"])
    return None
