"""Which passwords are good enough, and a new one in place of the old."""

from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from shared_apps.accounts import guessing
from shared_apps.accounts.actions.sessions import end_sessions
from shared_apps.accounts.letters import send_notice
from shared_apps.accounts.models import User
from shared_apps.audit.actions import record
from shared_apps.core.errors import Invalid


def check_password(password: str, user: User) -> None:
    """Raise Invalid with the reasons on the field `password`."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid("Choose another password.", fields={"password": error.messages}) from error


def prove_password(request: HttpRequest, user: User, password: str, *, field: str) -> None:
    """Raise Invalid on `field` when it is not the person's password, AppError 429 after too many tries."""
    guessing.check(request, user.email)
    if not user.check_password(password):
        guessing.note_wrong(request, user.email)
        message = "This is not your password."
        raise Invalid(message, fields={field: [message]})


def change_password(
    request: HttpRequest, user: User, *, current: str, password: str, session: UUID | None
) -> None:
    """Set a new password and sign every other device out; raises Invalid, AppError 429.

    Who has none yet, as after signing up with Google, needs no current one.
    """
    if user.has_usable_password():
        prove_password(request, user, current, field="current_password")
    check_password(password, user)
    user.set_password(password)
    user.token_version += 1
    with transaction.atomic():
        user.save(update_fields=["password", "token_version"])
        end_sessions(user, but=session)
        record("user.password_changed", actor=user, target_kind="user", target_id=user.id)
        send_notice("password_changed", user)
