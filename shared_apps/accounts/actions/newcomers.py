"""An account for somebody new: at sign-up together with a business, by an invitation without one."""

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from shared_apps.accounts.actions.passwords import check_password
from shared_apps.accounts.errors import AccountErrorCode
from shared_apps.accounts.managers import normal_email
from shared_apps.accounts.models import User
from shared_apps.accounts.tasks import send_verification_code
from shared_apps.core.errors import Conflict


def new_person(*, email: str, password: str | None, name: str, language: str) -> User:
    """Return an account that is not stored yet; None as password is for who proved their address by other means.

    Hashing takes its time: call it outside of transactions. Raises Conflict `email_taken`, Invalid.
    """
    user = User(email=normal_email(email), name=name, language=language)
    if User.objects.filter(email=user.email).exists():
        raise email_taken()
    if password is not None:
        check_password(password, user)
    user.set_password(password)
    return user


def keep_person(user: User, *, is_verified: bool) -> None:
    """Store the account; whose address is not proved gets a letter with a code. Raises Conflict `email_taken`."""
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise email_taken() from error
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=is_verified)
    if not is_verified:
        # Robust: the account stands even while the broker is away; the code can be asked for again.
        transaction.on_commit(lambda: send_verification_code.delay(str(user.id)), robust=True)


def email_taken() -> Conflict:
    message = "Somebody has already registered with this e-mail address. Sign in instead."
    return Conflict(AccountErrorCode.EMAIL_TAKEN, message)
