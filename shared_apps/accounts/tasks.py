"""Letters leave by tasks: no request waits for a mail server, and a new try makes a new code."""

from functools import partial
from uuid import UUID

from celery import shared_task

from shared_apps.accounts import guessing
from shared_apps.accounts.actions.codes import new_code
from shared_apps.accounts.actions.email_change import begin_email_change
from shared_apps.accounts.actions.sign_in_codes import new_sign_in_code
from shared_apps.accounts.letters import send_letter, send_notice_now
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


@retried()
def send_sign_in_code(email: str, flow: str) -> None:
    """Send a code when somebody has this address. The lookup is done here, so the door answers alike for all."""
    user = User.objects.filter(email=normal_email(email), is_active=True).first()
    code = new_sign_in_code(user, flow) if user else None
    if user is not None and code is not None:
        send_letter("sign_in", user, code=code)


@retried()
def send_change_codes(user_id: str, email: str) -> None:
    """Send one code to each address; an address that somebody has already gets none, and nobody is told why."""
    user = User.objects.filter(id=UUID(user_id), is_active=True).first()
    if user is None or not guessing.may_send_code(user.email):
        return
    new, old = begin_email_change(user, email)
    if not User.objects.filter(email=email).exists():
        send_letter("change_email", user, code=new, to=email)
    send_letter("change_email", user, code=old)


@retried()
def send_notice_letter(user_id: str, kind: str, to: str, at: str, details: dict[str, str]) -> None:
    """Tell a person what changed about their account, and when: `at` is ISO 8601."""
    user = User.objects.filter(id=UUID(user_id)).first()
    if user is not None:
        send_notice_now(kind, user, to=to, at=at, details=details)
