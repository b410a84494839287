"""Letters leave by tasks: no request waits for a mail server, and a new try makes a new code."""

from functools import partial
from uuid import UUID

from celery import shared_task

from shared_apps.accounts.actions.codes import new_code
from shared_apps.accounts.letters import send_letter
from shared_apps.accounts.managers import normal_email
from shared_apps.accounts.models import CodePurpose, User

retried = partial(
    shared_task, autoretry_for=(OSError,), retry_backoff=5, retry_backoff_max=300, max_retries=6
)


@retried()
def send_verification_code(user_id: str) -> None:
    user = User.objects.filter(id=UUID(user_id), is_active=True).first()
    if user is not None and not user.is_email_verified:
        send_letter("verify_email", user, code=new_code(user, CodePurpose.VERIFY_EMAIL))


@retried()
def send_reset_code(email: str) -> None:
    """Send a code when somebody has this address. The lookup is done here, so the door answers alike for all."""
    user = User.objects.filter(email=normal_email(email), is_active=True).first()
    if user is not None:
        send_letter("reset_password", user, code=new_code(user, CodePurpose.RESET_PASSWORD))
