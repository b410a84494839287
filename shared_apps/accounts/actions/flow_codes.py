"""A code by e-mail for the browser or client that asked, and for no other: nobody else can guess it away."""

from datetime import timedelta
from enum import StrEnum

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.db import transaction
from django.utils.crypto import constant_time_compare

from shared_apps.accounts.digests import code_digest, token_digest
from shared_apps.accounts.models import FlowCode, User
from shared_apps.core.clock import now


class Purpose(StrEnum):
    """What a code is good for; one for this opens nothing that is for that."""

    SIGN_IN = "sign_in"
    NEW_PASSWORD = "new_password"  # noqa: S105 - a purpose, not a password


def new_flow_code(user: User, purpose: Purpose, flow: str) -> str:
    """Return a code that only the holder of `flow` can use."""
    FlowCode.objects.filter(expires_at__lte=now()).delete()
    code = str(get_adapter().generate_login_code())
    FlowCode.objects.update_or_create(
        flow_hash=token_digest(flow),
        defaults={
            "user": user,
            "code_hash": _digest(user, purpose, code),
            "guesses": 0,
            "expires_at": now() + timedelta(seconds=settings.EMAIL_CODE_LIFETIME_S),
        },
    )
    return code


@transaction.atomic
def holder_of_code(flow: str, purpose: Purpose, code: str) -> User | None:
    """Return whose code this is, None for a wrong or old one: that is counted. A right one waits to be used up."""
    rows = FlowCode.objects.select_for_update(of=("self",)).select_related("user")
    row = rows.filter(flow_hash=token_digest(flow), expires_at__gt=now(), user__is_active=True).first()
    if row is None or row.guesses >= settings.EMAIL_CODE_GUESSES:
        return None
    given = code.replace(" ", "").replace("-", "")
    if constant_time_compare(row.code_hash, _digest(row.user, purpose, given)):
        return row.user
    row.guesses += 1
    row.save(update_fields=["guesses"])
    return None


def use_up(flow: str) -> bool:
    """End a code; False when somebody was faster."""
    deleted, _ = FlowCode.objects.filter(flow_hash=token_digest(flow)).delete()
    return deleted > 0


def _digest(user: User, purpose: Purpose, code: str) -> str:
    # A letter that went to an address which is the person's no more opens nothing.
    return code_digest(user.id, f"{purpose}:{user.email}", code)
