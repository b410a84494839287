"""Is this the person? allauth counts wrong passwords per account and address."""

from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from shared_apps.accounts.errors import AccountErrorCode
from shared_apps.accounts.managers import normal_email
from shared_apps.accounts.models import User
from shared_apps.core.errors import AppError


def authenticate(request: HttpRequest, *, email: str, password: str) -> User:
    """Return the active user; raises AppError 400 `invalid_credentials` or 429 `throttled`.

    A wrong password and an unknown address cost the same time and get the same answer.
    """
    adapter = get_adapter(request)
    try:
        user = adapter.authenticate(request, email=normal_email(email), password=password)
    except ValidationError as error:
        message = "Too many wrong passwords. Wait five minutes or reset your password."
        raise AppError(AccountErrorCode.THROTTLED, message, status=429) from error
    # allauth hands out inactive users as well, for a page of its own.
    if not isinstance(user, User) or not user.is_active:
        message = "The e-mail address or the password is wrong."
        raise AppError(AccountErrorCode.INVALID_CREDENTIALS, message)
    return user
