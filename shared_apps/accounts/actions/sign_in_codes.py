"""A code by e-mail instead of a password."""

from shared_apps.accounts.actions.codes import mark_verified, wrong_code
from shared_apps.accounts.actions.flow_codes import Purpose, holder_of_code, use_up
from shared_apps.accounts.models import User


def use_sign_in_code(*, flow: str, code: str) -> User:
    """Return whose code this is, and end it; raises AppError 400 `invalid_code`."""
    user = holder_of_code(flow, Purpose.SIGN_IN, code)
    if user is None or not use_up(flow):
        raise wrong_code()
    # Who reads the letters has proved the address, too.
    if not user.is_email_verified:
        mark_verified(user)
    return user
