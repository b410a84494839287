"""Is this the person, and what opens once it is: a browser's session or an API client's tokens."""

from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from shared_apps.accounts import guessing
from shared_apps.accounts.actions.second_factor import ask_for_it
from shared_apps.accounts.actions.sessions import open_client
from shared_apps.accounts.actions.tokens import TokenPair, issue
from shared_apps.accounts.errors import AccountErrorCode
from shared_apps.accounts.managers import normal_email
from shared_apps.accounts.models import User
from shared_apps.core.errors import AppError


def authenticate(request: HttpRequest, *, email: str, password: str) -> User:
    """Return the active user; raises AppError 400 `invalid_credentials`, 429 `throttled`, 401 `second_factor_needed`.

    A wrong password and an unknown address cost the same time and get the same answer.
    """
    adapter = get_adapter(request)
    try:
        user = adapter.authenticate(request, email=normal_email(email), password=password)
    except ValidationError:
        # allauth's word for too many wrong ones; ours says for how long.
        guessing.check(request, email)
        raise
    # allauth hands out inactive users as well, for a page of its own.
    if not isinstance(user, User) or not user.is_active:
        message = "The e-mail address or the password is wrong."
        raise AppError(AccountErrorCode.INVALID_CREDENTIALS, message)
    ask_for_it(user)
    return user


def enter_browser(request: HttpRequest, user: User, *, is_silent: bool = False) -> None:
    """Give this browser a fresh session; `is_silent` for those who have just come from another of our hosts."""
    request.is_silent_sign_in = is_silent  # type: ignore[attr-defined]  # the adapter reads it, for allauth's doors too
    get_adapter(request).login(request, user)


def enter_client(request: HttpRequest, user: User) -> TokenPair:
    """Give an API client its tokens."""
    return issue(user, session=open_client(request, user).id)
