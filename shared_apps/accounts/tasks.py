"""Letters leave by tasks: no request waits for a mail server, and a new try makes a new code."""

from functools import partial
from uuid import UUID

from celery import shared_task

from shared_apps.accounts.actions.codes import new_code
from shared_apps.accounts.actions.email_change import begin_email_change
from shared_apps.accounts.actions.flow_codes import Purpose, new_flow_code
from shared_apps.accounts.guessing import Asker, may_send_code
from shared_apps.accounts.letters import send_letter, send_notice_now, send_welcome
from shared_apps.accounts.managers import normal_email
from shared_apps.accounts.models import User

retried = partial(
    shared_task, autoretry_for=(OSError,), retry_backoff=5, retry_backoff_max=300, max_retries=6
)


@retried()
def send_verification_code(user_id: str) -> None:
    user = User.objects.filter(id=UUID(user_id), is_active=True).first()
    if user is not None and not user.is_email_verified:
        send_letter("verify_email", user, code=new_code(user))


@retried()
def send_reset_code(email: str, flow: str, device: str, address: str) -> None:
    """Send a code for a new password when somebody has this address; see `_send_flow_code`."""
    _send_flow_code("reset_password", Purpose.NEW_PASSWORD, email, flow, Asker(device, address))


@retried()
def send_sign_in_code(email: str, flow: str, device: str, address: str) -> None:
    """Send a code to sign in with when somebody has this address; see `_send_flow_code`."""
    _send_flow_code("sign_in", Purpose.SIGN_IN, email, flow, Asker(device, address))


def _send_flow_code(kind: str, purpose: Purpose, email: str, flow: str, asker: Asker) -> None:
    """Look the person up here and not before: so the door answers alike for all."""
    user = User.objects.filter(email=normal_email(email), is_active=True).first()
    if user is not None and may_send_code(user, asker):
        send_letter(kind, user, code=new_flow_code(user, purpose, flow))


@retried()
def send_change_codes(user_id: str, email: str, device: str, address: str) -> None:
    """Send one code to each address; an address that somebody has already gets none, and nobody is told why."""
    user = User.objects.filter(id=UUID(user_id), is_active=True).first()
    if user is None or not may_send_code(user, Asker(device, address)):
        return
    new, old = begin_email_change(user, email)
    if not User.objects.filter(email=email).exists():
        send_letter("change_email", user, code=new, to=email)
    send_letter("change_email", user, code=old)


@retried()
def send_operator_welcome(user_id: str) -> None:
    """Show a new operator where to set a password."""
    user = User.objects.filter(id=UUID(user_id), is_active=True).first()
    if user is not None:
        send_welcome(user)


@retried()
def send_notice_letter(user_id: str, kind: str, to: str, at: str, details: dict[str, str]) -> None:
    """Tell a person what changed about their account, and when: `at` is ISO 8601."""
    user = User.objects.filter(id=UUID(user_id)).first()
    if user is not None:
        send_notice_now(kind, user, to=to, at=at, details=details)
