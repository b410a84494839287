"""Which passwords are good enough."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from shared_apps.accounts.models import User
from shared_apps.core.errors import Invalid


def check_password(password: str, user: User) -> None:
    """Raise Invalid with the reasons on the field `password`."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid("Choose another password.", fields={"password": error.messages}) from error
